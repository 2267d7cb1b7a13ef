"""Bare pandas: the cleaned name or the domain is the same."""

import sys

import pandas as pd

from tests.benchmarks.matching.peers import cleaning as c


def accounts(path, side):
    """Read a list: its id as `<side>_id`, cleaned name, domain, and the other columns."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    name = table["name"].str.normalize("NFKD").str.replace(c.ACCENTS, "", regex=True).str.lower()
    name = name.str.replace("&", " and ", regex=False).str.replace(c.NOT_WORDS, " ", regex=True)
    table["name"] = name.str.strip().str.replace(c.LEGAL, "", regex=True)
    host = table["website"].str.lower().str.replace(c.SCHEME, "", regex=True)
    host = host.str.replace(c.PATH, "", regex=True)
    table["domain"] = host.mask(host.str.match(c.PLATFORMS), "")
    return table.rename(columns={"id": f"{side}_id"})


def joined(ours, theirs, key):
    """Pair the accounts that have the same key."""
    ours, theirs = ours[ours[key] != ""], theirs[theirs[key] != ""]
    return ours[["a_id", key]].merge(theirs[["b_id", key]], on=key)[["a_id", "b_id"]]


def main(a, b, out):
    """Join twice and put both together."""
    ours, theirs = accounts(a, "a"), accounts(b, "b")
    pairs = pd.concat([joined(ours, theirs, key) for key in ("name", "domain")])
    pairs.drop_duplicates().assign(score=1.0).to_csv(out, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
