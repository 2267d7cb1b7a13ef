"""What a side's CRM says of groups is told to that side only."""

from tests.attack.conftest import HEADER, company
from tests.journeys.people import agree, compare

WITH_PARENT = [*HEADER, "Parent Account ID"]
SHARED, OWN = range(1, 13), range(201, 231)


def rows(parents):
    """Twelve shared companies and thirty of one's own, below the first of them or not."""
    below = [(*company(n, name=f"Zq{n:b}vex"), 1 if parents else "") for n in OWN]
    return [*((*company(n), "") for n in SHARED), *below]


def test_the_subsidiaries_of_one_side_change_nothing_for_the_other(first, second, upload):
    upload(first, HEADER, [company(n) for n in SHARED])
    told = []
    for parents in (False, True):
        upload(second, WITH_PARENT, rows(parents))
        if not told:
            partnership = agree(first, second)
        overlap = compare(first, second, partnership)
        names = ("counts", "families", "near_misses", "decisions", "matrix")
        told.append({name: overlap[name] for name in names})

    assert told[0] == told[1]
    (own,) = second.get(f"/v1/overlaps/{overlap['id']}")["families"]
    assert (own["code"], own["count"]) == ("my_group", {"from": 30, "to": 30})
    assert own["sentence"].startswith("30 of your accounts ")
