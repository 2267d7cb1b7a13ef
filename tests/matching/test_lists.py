"""Real lists with known truth: what the default policy reaches, without a look at the truth."""

import os
from pathlib import Path

import pytest
from pyarrow import csv

from partnerhub.matching import match

LISTS = os.environ.get("PARTNERHUB_LISTS", "")

pytestmark = pytest.mark.skipif(
    not LISTS, reason="PARTNERHUB_LISTS does not name the folder of lists with truth"
)


def table(name, file):
    return csv.read_csv(Path(LISTS) / name / file)


def pairs_of(found):
    return set(zip(found["a_id"].to_pylist(), found["b_id"].to_pylist(), strict=True))


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("fortune_fd", 0.985, 0.96), ("investpy_fd", 0.96, 0.87), ("listing_profile", 0.97, 0.75)],
)
def test_released_pairs_are_true_and_most_true_pairs_are_released(name, precision, recall):
    truth = pairs_of(table(name, "truth.csv"))
    released = pairs_of(match(table(name, "a.csv"), table(name, "b.csv")).released())
    hits = len(released & truth)

    assert hits / len(released) >= precision
    assert hits / len(truth) >= recall


def test_names_alone_are_enough_for_most_of_it():
    ours = table("fortune_fd", "a.csv").select(["id", "name", "country"])
    truth = pairs_of(table("fortune_fd", "truth.csv"))
    released = pairs_of(match(ours, table("fortune_fd", "b.csv")).released())

    assert len(released & truth) / len(released) >= 0.95
    assert len(released & truth) / len(truth) >= 0.9
