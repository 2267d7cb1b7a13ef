"""Real lists through the API: what is released is right, and little is missed."""

import csv
import os
from pathlib import Path

import pytest

from partnerhub.domain.disclosure import COMPARABLE_FIELDS
from tests.journeys.people import Office, agree, compare


def rows(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.lists
@pytest.mark.slow
def test_fortune_companies_are_found_among_listed_ones(own_settings, own_database):
    folder = Path(os.environ["PARTNERHUB_LISTS"]) / "fortune_fd"
    office = Office(own_settings, own_database)
    first, second = office.manager("First"), office.manager("Second")
    for manager, name in ((first, "a.csv"), (second, "b.csv")):
        done = manager.upload("accounts", folder / name)
        assert done["state"] == "succeeded"
        assert done["counts"]["accepted"] == len(rows(folder / name))
    overlap = compare(first, second, agree(first, second, compared=[*COMPARABLE_FIELDS]))

    # Record ids do not cross, so each side says which accounts of its own are in which match.
    sides = []
    for manager in (first, second):
        ids = {one["id"]: one["record_id"] for one in manager.every("/v1/accounts")}
        matches = manager.every(f"/v1/overlaps/{overlap['id']}/matches")
        sides.append({one["id"]: ids[one["mine"]["account_id"]] for one in matches})
    found = {(sides[0][match], sides[1][match]) for match in sides[0]}
    truth = {(row["a_id"], row["b_id"]) for row in rows(folder / "truth.csv")}

    right = len(found & truth)
    assert right / len(found) >= 0.97
    assert right / len(truth) >= 0.94


@pytest.mark.lists
def test_uploading_a_list_twice_changes_nothing(own_settings, own_database):
    folder = Path(os.environ["PARTNERHUB_LISTS"]) / "fortune_fd"
    manager = Office(own_settings, own_database).manager("First")
    once = manager.upload("accounts", folder / "a.csv")["counts"]

    twice = manager.upload("accounts", folder / "a.csv")["counts"]

    assert (once["created"], twice["created"]) == (959, 0)
    assert (twice["unchanged"], twice["updated"], twice["removed"]) == (959, 0, 0)
