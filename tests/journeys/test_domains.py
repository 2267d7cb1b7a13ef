"""The domain that an account is known by is the one it is matched by."""

import pytest

from tests.journeys.people import Office, agree, compare

OURS = """Account ID,Account Name,Website,Email,Billing Country
1,Quorvex Mills,,info@quorvex-mills.com,United States
2,Zylotane Foods,http://https://zylotane.com,,United States
"""
THEIRS = """Record ID,Company name,Company Domain Name,Country/Region
901,Quorvex,quorvex-mills.com,United States
902,Zylotane Foods,zylotane.com,United States
"""


@pytest.fixture
def office(own_settings, own_database):
    return Office(own_settings, own_database)


def test_mail_and_misspelled_addresses_stand_in_for_a_website(office, tmp_path):
    first, second = office.manager("First"), office.manager("Second")
    for manager, text in ((first, OURS), (second, THEIRS)):
        path = tmp_path / "accounts.csv"
        path.write_text(text)
        manager.upload("accounts", path)

    overlap = compare(first, second, agree(first, second))

    found = list(first.every(f"/v1/overlaps/{overlap['id']}/matches"))
    assert {one["mine"]["name"] for one in found} == {"Quorvex Mills", "Zylotane Foods"}
    assert all("same web domain" in one["explanation"].lower() for one in found)
