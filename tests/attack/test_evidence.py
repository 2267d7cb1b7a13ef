"""What is told of a match says nothing of fields that one side does not let be compared."""

import json

import pytest

from tests.attack.conftest import HEADER, company
from tests.journeys.people import agree, compare

SAID = {
    "city": ["city", "cities"],
    "phone": ["phone", "switchboard"],
    "country": ["country", "countries"],
}


def told(manager, overlap):
    path = f"/v1/overlaps/{overlap['id']}"
    items = list(manager.every(f"{path}/matches"))
    assert items
    reasons = [[one["explanation"], one["rules"]] for one in items]
    return json.dumps(reasons).lower() + manager.call("GET", f"{path}/export", 200).text.lower()


@pytest.mark.parametrize("field", SAID)
def test_a_field_that_is_not_shared_is_not_told_of_as_equal_either(first, overlap, field):
    for word in SAID[field]:
        assert word not in told(first, overlap)


@pytest.mark.parametrize("field", ["city", "phone"])
def test_a_field_that_both_let_be_compared_is_among_the_reasons_until_it_is_taken_back(
    first, second, partnership, field
):
    first.share(partnership, fields=[field])
    overlap = compare(first, second, partnership)
    assert f"same {field}" not in told(first, overlap)
    second.share(partnership, compared=[field])
    overlap = compare(first, second, partnership)
    for manager in (first, second):
        assert f"same {field}" in told(manager, overlap)

    second.share(partnership)

    for manager in (first, second):
        assert f"same {field}" not in told(manager, overlap)


def test_what_is_compared_and_not_shown_is_on_no_card(first, second, partnership):
    for manager in (first, second):
        manager.share(partnership, compared=["city", "phone"])
    overlap = compare(first, second, partnership)

    for match in first.every(f"/v1/overlaps/{overlap['id']}/matches"):
        assert not {"city", "phone"} & match["theirs"].keys()
        assert "same city" in match["explanation"]


def test_what_is_not_compared_counts_for_nothing(first, second, upload):
    """Without web sites and with the phone number and the place compared, they would speak."""
    rows = [company(n, site="") for n in range(1, 13)]
    upload(first, HEADER, rows)
    upload(second, HEADER, [(*row[:2], "", *row[3:]) for row in rows])
    overlap = compare(first, second, agree(first, second))

    (explanation, *_) = {
        one["explanation"] for one in first.every(f"/v1/overlaps/{overlap['id']}/matches")
    }

    assert explanation == "Same name."


def test_near_misses_are_counted_in_bands_and_a_few_not_at_all(first, second, upload):
    """One more account with a name of the partner's must not be seen in a number."""
    shared = [company(n) for n in range(1, 4)]
    alike = range(304, 321)  # Their words are in no other name, so none has a rival.
    partner = [company(n, name=f"{company(n)[1]} Holding", site=f"other-{n}.com") for n in alike]
    upload(second, HEADER, shared + partner)
    said = []
    for probes in (11, 12):
        mine = [company(n, site=f"mine-{n}.com")[:3] + ("",) * 5 for n in alike][:probes]
        upload(first, HEADER, shared + mine)
        if not said:
            partnership = agree(first, second)
        said.append(compare(first, second, partnership)["near_misses"])

    assert said[0] == said[1]
    assert [one["count"] for one in said[0]] == [{"from": 10, "to": 24}]
    assert said[0][0]["sentence"].startswith("10 to 24 more ")
