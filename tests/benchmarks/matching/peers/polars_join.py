"""Bare polars: the cleaned name or the domain is the same."""

import sys

import polars as pl

from tests.benchmarks.matching.peers import cleaning as c


def accounts(path):
    """Read a list: id, cleaned name, domain."""
    name = pl.col("name").str.normalize("NFKD").str.replace_all(c.ACCENTS, "").str.to_lowercase()
    name = name.str.replace_all("&", " and ", literal=True).str.replace_all(c.NOT_WORDS, " ")
    name = name.str.strip_chars().str.replace(c.LEGAL, "")
    host = pl.col("website").str.to_lowercase().str.replace(c.SCHEME, "").str.replace(c.PATH, "")
    return pl.scan_csv(path, infer_schema=False).select(
        "id",
        name.replace("", None).alias("name"),
        pl.when(~host.str.contains(c.PLATFORMS) & (host != "")).then(host).alias("domain"),
    )


def main(a, b, out):
    """Join twice and put both together."""
    ours, theirs = accounts(a).rename({"id": "a_id"}), accounts(b).rename({"id": "b_id"})
    joined = [
        ours.join(theirs, on=key, how="inner").select("a_id", "b_id") for key in ("name", "domain")
    ]
    pairs = pl.concat(joined).unique().with_columns(score=pl.lit(1.0))
    pairs.collect().write_csv(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
