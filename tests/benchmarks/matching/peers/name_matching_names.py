"""name_matching: the best B for each A by cleaned names; it prescribes no cut."""

import sys

from name_matching.name_matcher import NameMatcher

from tests.benchmarks.matching.peers.pandas_join import accounts

LIKENESSES = ["overlap", "weighted_jaccard", "fuzzy_wuzzy_token_sort"]


def read(path, side):
    """Read the names of a list by id."""
    table = accounts(path, side).set_index(f"{side}_id")[["name"]]
    return table[table["name"] != ""]


def main(a, b, out):
    """Index B and look up A."""
    matcher = NameMatcher(top_n=10, verbose=False)
    matcher.set_distance_metrics(LIKENESSES)
    matcher.load_and_process_master_data("name", read(b, "b"))
    found = matcher.match_names(to_be_matched=read(a, "a"), column_matching="name")
    found = found.rename(columns={"match_index": "b_id"}).reset_index()
    found[["a_id", "b_id", "score"]].to_csv(out, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
