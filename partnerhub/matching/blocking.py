"""Candidates: the pairs worth a look, out of all that there could be.

Two records become a candidate pair when they share a *key*: a name, a domain, a phone line, an
identifier; two of their rarest words; a word that makes up much of one of the names; or the
beginning or the end of names that look alike.

A key that too many records share tells nothing and would cost the square of its frequency. So
keys are limited by the *product* of their frequencies in the two lists, which keeps the work
linear and lets a key be common on one side where it is rare on the other.
"""

from collections.abc import Iterator
from itertools import chain, combinations
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from partnerhub.matching.columns import laid
from partnerhub.matching.overlapping import WEIGHT_BITS, places

# The most pairs that one key may bring. A shared domain or name may well be that of a franchise.
STRONG_LIMIT: Final = 5_000
# Words, beginnings and ends are weaker: of what common ones bring, next to nothing is a pair.
WEAK_LIMIT: Final = 250
# The part of a name's weight that two words must make up to be a key, and that a single word must
# make up of one of the names.
WORD_SHARE: Final = 0.5
# How much names must look alike that share nothing but words, a beginning or an end.
LOOK_ALIKE: Final = 0.88
END_LETTERS: Final = 6
RAREST_WORDS: Final = 4
_FEW_WORDS: Final = 12

# Columns of one kind: their values meet whatever column they stand in.
_STRONG: Final = (
    ("compact", "label"),
    ("domain", "mail_domain"),
    ("line",),
    ("duns",),
    ("tax_id",),
    ("registration_number",),
    ("external_id",),
)
_WORDS, _WORD, _START, _END = range(len(_STRONG), len(_STRONG) + 4)

# Odd numbers that spread two words over one; what runs over 64 bits is left out.
_MIXING: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64).view(np.int64)

# How far a key carries a pair: alone; as far as the names look alike; or only together with a
# record of which it makes up much.
ALONE: Final = 0
ALIKE: Final = 1
LIGHT: Final = 2

OFTEN: Final = """select key, cast(count(*) as bigint) as often, max(grade) as grade
        from {}_keys group by key"""
"""How often each key of a list occurs, and how far it carries at most."""
MET: Final = """select one.record as a, other.record as b,
            case when one.grade = 0 then 0 else 1 end as unsure
        from a_usable one join b_usable other on one.key = other.key
        where one.grade <> 2 or other.grade <> 2"""
"""The pairs that each usable key brings, as often as keys bring them."""
CANDIDATES: Final = (
    ("a_usable", "select a_keys.* from a_keys join usable on a_keys.key = usable.key"),
    ("b_usable", "select b_keys.* from b_keys join usable on b_keys.key = usable.key"),
    ("candidates", f"select a, b, min(unsure) as unsure from ({MET}) met group by a, b"),  # noqa: S608
)
"""The steps from two tables of keys and `usable` to the candidates, in SQL for every engine.

`unsure` is 1 for the pairs that only their names brought together: see `looking`.
"""


def usable(a: str, b: str) -> str:
    """Ask for the keys that bring few enough pairs.

    Args:
        a: What says how often each key of the one list occurs: a table or query like `OFTEN`.
        b: The same of the other list.
    """
    limit = f"case when a_often.grade = {ALONE} then {STRONG_LIMIT} else {WEAK_LIMIT} end"
    return f"""select a_often.key
        from {a} a_often join {b} b_often on a_often.key = b_often.key
        where a_often.often * b_often.often <= {limit}"""  # noqa: S608


def keys(rows: pl.DataFrame) -> pl.DataFrame:
    """List the keys of records.

    Returns:
        `record`, `key` and `grade` (how far it carries), each record and key once. A key is
        the hash of its kind, too: all rows of one carry alone, or none.
    """
    strong = (_values(rows, kind, columns) for kind, columns in enumerate(_STRONG))
    return pl.concat([*chain(*strong), *_looks(rows), _pairs_of_words(rows), _single_words(rows)])


def _values(rows: pl.DataFrame, kind: int, columns: tuple[str, ...]) -> Iterator[pl.DataFrame]:
    """List the values of columns of one kind, each value of a record once."""
    for place, column in enumerate(columns):
        if rows.get_column(column).null_count() == len(rows):
            continue
        value = pl.col(column)
        new = pl.all_horizontal(
            value.is_not_null(), *(value.ne_missing(pl.col(before)) for before in columns[:place])
        )
        some = rows.select("record", *columns[: place + 1]).filter(new)
        yield _key(some, value.hash(kind), ALONE)


def _key(rows: pl.DataFrame, key: pl.Expr, grade: int) -> pl.DataFrame:
    """List one key per record, of those that have it."""
    return rows.select(
        "record",
        key.reinterpret(signed=True).alias("key"),
        pl.lit(grade, dtype=pl.Int8).alias("grade"),
    )


def _weight(code: pl.Expr) -> pl.Expr:
    """What the word of a code weighs."""
    return code // (1 << WEIGHT_BITS)


def _looks(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """List the beginnings and ends of names."""
    long = rows.select("record", "compact").filter(pl.col("compact").str.len_chars() >= END_LETTERS)
    return [
        _key(long, pl.col("compact").str.head(END_LETTERS).hash(_START), ALIKE),
        _key(long, pl.col("compact").str.tail(END_LETTERS).hash(_END), ALIKE),
    ]


def _pairs_of_words(rows: pl.DataFrame) -> pl.DataFrame:
    """List the pairs of rare words of each name that make up much of it."""
    named = rows.select("record", "codes", "heaviness").filter(pl.col("codes").list.len() > 1)
    rarest = _rarest(named["codes"])
    record, enough = named["record"].to_numpy(), named["heaviness"].to_numpy() * WORD_SHARE
    found = []
    for one, other in combinations(rarest, 2):
        chosen = (other != 0) & ((one >> WEIGHT_BITS) + (other >> WEIGHT_BITS) >= enough)
        mixed = one[chosen] * _MIXING[0] ^ other[chosen] * _MIXING[1]
        found.append((record[chosen], mixed))
    records, mixed = map(np.concatenate, zip(*found, strict=True))
    pairs = pl.DataFrame({"record": records, "mixed": mixed})
    return _key(pairs, pl.col("mixed").hash(_WORDS), ALIKE)


def _rarest(codes: pl.Series) -> NDArray[np.int64]:
    """Lay out the rarest words of names: a row per place, the rarest first, 0 for none."""
    found = np.zeros((RAREST_WORDS, len(codes)), dtype=np.int64)
    words, _ = laid(codes)
    # One name of very many words does not widen the table of the others.
    for at in (np.flatnonzero(words <= _FEW_WORDS), np.flatnonzero(words > _FEW_WORDS)):
        # The weight is the upper part of a code: the greatest codes are the rarest words.
        rarest = np.sort(places(codes.gather(at)), axis=0)[::-1][:RAREST_WORDS]
        found[: len(rarest), at] = rarest
    return found


def _single_words(rows: pl.DataFrame) -> pl.DataFrame:
    """List the words of names: heavy where one makes up much of the name, light elsewhere."""
    words = rows.select("record", "codes", "heaviness").drop_nulls("codes").explode("codes")
    code = pl.col("codes")
    heavy = _weight(code) >= WORD_SHARE * pl.col("heaviness")
    return words.select(
        "record",
        code.hash(_WORD).reinterpret(signed=True).alias("key"),
        pl.when(heavy).then(ALIKE).otherwise(LIGHT).cast(pl.Int8).alias("grade"),
    )
