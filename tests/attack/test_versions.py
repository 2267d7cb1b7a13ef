"""How often the other side works on its lists is its own business."""

from tests.attack.conftest import HEADER, company
from tests.journeys.people import compare


def test_an_overlap_names_only_the_readers_own_list_version(first, overlap):
    assert overlap["list_versions"] == {"mine": "1"}


def test_rows_the_other_side_adds_for_itself_change_no_byte_of_the_next_overlap(
    first, second, partnership, overlap, upload
):
    upload(second, HEADER, [company(n) for n in [*range(1, 13), *range(201, 207)]])
    again = compare(first, second, partnership)

    for name in ("list_versions", "counts", "matrix", "near_misses", "policy"):
        assert again[name] == overlap[name], name


def test_sharing_that_the_other_side_changed_is_never_unchanged(first, second, partnership):
    path = f"/v1/partnerships/{partnership}/sharing"
    known = {"If-None-Match": first.call("GET", path, 200).headers["ETag"]}
    assert first.call("GET", path, headers=known).status_code == 304

    second.share(partnership, level="counts_only")

    answer = first.call("GET", path, 200, headers=known)
    assert answer.json["theirs"]["level"] == "counts_only"


def test_what_the_other_side_changed_meanwhile_does_not_keep_a_side_from_sharing_less(
    first, second, partnership
):
    path = f"/v1/partnerships/{partnership}/sharing"
    tag = {"If-Match": first.call("GET", path, 200).headers["ETag"]}
    second.share(partnership, fields=["city"])

    first.call("PUT", path, 200, json={"level": "hidden"}, headers=tag)
    first.call("PUT", path, 412, json={"level": "hidden"}, headers=tag)
