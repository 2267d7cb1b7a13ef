"""The domain that an account is known by is the one it is matched by."""

from tests.journeys.people import agree, compare

OURS = """Account ID,Account Name,Website,Email,Billing Country
1,Quorvex Mills,,info@quorvex-mills.com,United States
2,Zylotane Foods,http://https://zylotane.com,,United States
"""
THEIRS = """Record ID,Company name,Company Domain Name,Country/Region
901,Quorvex,quorvex-mills.com,United States
902,Zylotane Foods,zylotane.com,United States
"""


def test_mail_and_misspelled_addresses_stand_in_for_a_website(first, second, upload):
    upload(first, OURS)
    upload(second, THEIRS)

    overlap = compare(first, second, agree(first, second, compared=["country"]))

    found = list(first.every(f"/v1/overlaps/{overlap['id']}/matches"))
    assert {one["mine"]["name"] for one in found} == {"Quorvex Mills", "Zylotane Foods"}
    assert all("same web domain" in one["explanation"].lower() for one in found)
