"""recordlinkage: its own ECM classifier, fitted without labels; the best B for each A.

Candidates share the first word of the name or the domain; names count as alike from a
Jaro-Winkler likeness of 0.88. Default: what the classifier calls a match, a probability of 0.5.
"""

import sys

import pandas as pd
import recordlinkage

from tests.benchmarks.matching.peers.countries import SPELLINGS
from tests.benchmarks.matching.peers.pandas_join import accounts

LEAST = 0.01
COMPARED = ("domain", "country", "city")


def read(path, side):
    """Read a list by its id, nothing where a field is empty."""
    table = accounts(path, side).set_index(f"{side}_id")
    table["first"] = table["name"].str.split(" ").str[0]
    table["city"] = table["city"].str.strip().str.lower()
    country = table["country"].str.strip().str.lower()
    table["country"] = country.map(SPELLINGS).fillna(country)
    return table[["name", "first", *COMPARED]].where(lambda column: column != "")


def candidates(ours, theirs):
    """Find the pairs to compare."""
    found = pd.MultiIndex.from_arrays([[], []])
    for key in ("first", "domain"):
        index = recordlinkage.Index()
        index.block(key)
        both = ours[ours[key].notna()], theirs[theirs[key].notna()]
        found = index.index(*both).union(found)
    return found


def main(a, b, out):
    """Compare the candidates and fit the classifier to them."""
    ours, theirs = read(a, "a"), read(b, "b")
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", threshold=0.88, label="name")
    for column in COMPARED:
        compare.exact(column, column, label=column)
    pairs = candidates(ours, theirs).set_names(["a_id", "b_id"])
    vectors = compare.compute(pairs, ours, theirs)
    classifier = recordlinkage.ECMClassifier(binarize=0.5)
    classifier.fit(vectors)
    score = classifier.prob(vectors).rename("score").reset_index()
    best = score.sort_values("score", ascending=False, kind="stable").drop_duplicates("a_id")
    best[best["score"] >= LEAST].to_csv(out, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
