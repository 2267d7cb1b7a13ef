"""Count the words of company names for `partnerhub/matching/names/words.tsv`.

    python -m tests.benchmarks.matching.frequencies names.csv [more.csv …] > words.tsv

Each file needs a column `name`; a name that occurs twice counts once.
"""

import sys

import polars as pl

from partnerhub.matching.names import normalizing

FEWEST = 3


def main() -> None:
    """Write the table to standard output."""
    files = (pl.read_csv(path, infer_schema=False).get_column("name") for path in sys.argv[1:])
    names = pl.concat(list(files)).drop_nulls().unique()
    words = normalizing.words(normalizing.plain(names)).select("name", "word").unique()
    counted = words.group_by("word").len("count").filter(pl.col("count") >= FEWEST)
    sys.stdout.write(f"# names\t{len(names)}\n")
    for word, count in counted.sort(["count", "word"], descending=[True, False]).iter_rows():
        sys.stdout.write(f"{word}\t{count}\n")


if __name__ == "__main__":
    main()
