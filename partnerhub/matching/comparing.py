"""Comparing: what can be said of each candidate pair, as columns that the rules speak of.

A batch of pairs is two frames of records side by side: row *i* of the one with row *i* of the
other. Every fact means the same whichever list comes first. Names are compared by what is left of
each after the words that they share are taken away: two empty rests are the same words; one empty
rest means that the other name has extra words; two rests that look alike are a typing difference.

Facts of words and places, cheap; those of web domains stand in `websites`:

    named        both have a name
    different    both have a name, and not the same
    same_name    the same words in the same order
    same_letters same_form       the same letters; the same but for the legal form
    note_apart   one name has a note, such as (UK), that the other lacks
    same_legal_form other_legal_form             legal forms of one group, of different groups
    fund_apart   one is the name of a fund, the other is not
    shared       what the shared words weigh, in nats
    light heavy  what the lighter and the heavier of the two names weigh
    has_extra    one name has all words of the other and more
    extra_general extra_division extra_place     what those extra words are
    rests        each name has words that the other lacks
    numbers      one name has a number that the other lacks: Acme II
    begun        letters of the name with which the other begins; 0 where it does not
    begins_apart the names begin with other letters
    shorter      letters of the shorter name
    initials     one name is made of the other's initials
    other_characters             both names are in Chinese characters or Hangul, and not the same
    country state city postal    1 same, -1 different, 0 not known of both
    city_near    the cities are different by a typing error
    line         1 same phone line, 0.5 lines of one switchboard, -1 different, 0 not known
    ids_agree ids_differ         how many identifiers agree and contradict each other
    bare both_bare               one, both of the accounts give nothing but a name
    vague        neither gives a country and, beside it, a web domain or a place in it

Facts of letters, dear, only for the pairs that they can still decide:

    look         how alike the names look as a whole, 0 to 1; 0 where no word is left of one
    typed        letters that must change to make one name of the other; 99 when many
    rest_alike   how alike the two rests are, 0 to 1; 0 where the names do not look alike
    rest_order   letters of the shorter rest that stand in the longer in the same order, 0 to 1
    rest_least   letters of the shorter rest
    extra_city   what one name has more is the city of one of the two
"""

from functools import reduce
from operator import or_
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from partnerhub.matching.beside import (
    MANY,
    begins,
    crossed,
    either,
    near,
    starts_alike,
    typed,
    unlike,
)
from partnerhub.matching.looking import alike, ordered
from partnerhub.matching.names.frequencies import SCALE
from partnerhub.matching.names.vocabulary import DIVISION, GENERAL, NUMBER, PLACE, REACH
from partnerhub.matching.overlapping import Overlap, overlap, rest_letters
from partnerhub.matching.records import IDENTIFIERS
from partnerhub.matching.websites import WEBSITES, websites

COMPARED: Final = (
    "compact", "initials", "letters", "form", "note", "spelling", "words", "codes", "heaviness",
    "legal_groups", "fund",
    "domain", "mail_domain", "label", "sub_domain",
    "country", "state", "city", "postal_code", "line", *IDENTIFIERS, "bare",
    "characters",
)  # fmt: skip
"""The columns of records that comparing looks at."""

SPELLED: Final = ("compact", "words", "codes", "city")
"""The columns of records whose letters are compared."""

LETTERS: Final = ("look", "typed", "rest_alike", "rest_order", "rest_least", "extra_city")
"""The facts of letters."""

UNREAD: Final = (
    pl.lit(0.0).alias("look"),
    pl.lit(MANY, dtype=pl.Int64).alias("typed"),
    pl.lit(0.0).alias("rest_alike"),
    pl.lit(0.0).alias("rest_order"),
    pl.lit(0, dtype=pl.Int64).alias("rest_least"),
    pl.lit(value=False).alias("extra_city"),
)
"""The facts of letters that pairs have before their letters are compared."""
# Names that look less alike than this are not compared letter by letter.
_LEAST_LOOK: Final = 0.7
_LEAST_TYPED_LOOK: Final = 0.85
_WITHIN: Final = ("state", "city", "postal_code")
_SHORTEST_BEGINNING: Final = 4
_SHORTEST_INITIALS: Final = 2
_SHORTEST_CITY: Final = 5
_MOST_TYPED_CITY: Final = 2
_SAME_BEGINNING: Final = 3
_SHORTEST_POSTAL: Final = 4
_SWITCHBOARD_DIGITS: Final = 5


def facts(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Compare the records of two frames row by row, in words and places.

    Args:
        left: Records with the columns `COMPARED`, one row per pair.
        right: The same of the other list, as many rows.
    """
    pairs = beside(left, right).with_columns(_DIFFERENT.alias("different"))
    pairs = websites(pairs.with_columns(_shares(overlap(left["codes"], right["codes"]))))
    return pairs.select(
        *_NAMES, unlike(pairs, "characters").alias("other_characters"), *WEBSITES,
        *(_place(c).alias(c) for c in ("country", "state", "city")),
        near(pairs, "city", _SHORTEST_CITY, _MOST_TYPED_CITY).alias("city_near"),
        _POSTAL.alias("postal"), _LINE.alias("line"),
        _identifiers("eq").alias("ids_agree"), _identifiers("ne").alias("ids_differ"),
        (pl.col("a_bare") != pl.col("b_bare")).alias("bare"),
        (pl.col("a_bare") & pl.col("b_bare")).alias("both_bare"),
        (~(_given("country") & _given("domain", *_WITHIN))).alias("vague"),
    )  # fmt: skip


def letters(left: pl.DataFrame, right: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Compare the names of two frames row by row, in letters.

    Args:
        left: Records with the columns `SPELLED`, one row per pair.
        right: The same of the other list.
        known: The facts that `facts` found of these pairs.

    Returns:
        The columns `LETTERS`.
    """
    left, right = left.select(SPELLED), right.select(SPELLED)
    rests, extra = known["rests"].to_numpy(), known["has_extra"].to_numpy()
    look = np.zeros(len(left))
    look[rests] = alike(left["compact"].filter(rests), right["compact"].filter(rests))
    changed = np.full(len(left), MANY, dtype=np.int64)
    close = rests & (look >= _LEAST_TYPED_LOOK)
    changed[close] = typed(left["compact"].filter(close), right["compact"].filter(close))
    rest = np.zeros((3, len(left)))
    spelled = rests & (look >= _LEAST_LOOK)
    rest[:, spelled] = _rests(*rest_letters(left.filter(spelled), right.filter(spelled)))
    extra_city = np.zeros(len(left), dtype=bool)
    located = extra & (left["city"].is_not_null() | right["city"].is_not_null()).to_numpy()
    extra_city[located] = _adds_city(left.filter(located), right.filter(located))
    return pl.DataFrame(
        {
            "look": look,
            "typed": changed,
            "rest_alike": rest[0],
            "rest_order": rest[1],
            "rest_least": rest[2].astype(np.int64),
            "extra_city": extra_city,
        }
    )


def beside(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Lay two frames of records side by side, as `a_…` and `b_…`."""
    return pl.concat(
        [
            left.select(pl.col(COMPARED).name.prefix("a_")),
            right.select(pl.col(COMPARED).name.prefix("b_")),
        ],
        how="horizontal",
    )


def _rests(one: pl.Series, other: pl.Series) -> NDArray[np.float64]:
    """Say how alike rests are, how far one abbreviates the other, and how long the shorter is."""
    least = np.minimum(one.str.len_chars().to_numpy(), other.str.len_chars().to_numpy())
    order = process.cpdist(*ordered(one, other), scorer=LCSseq.similarity, dtype=np.float64)
    begun = (one.str.head(1) == other.str.head(1)).to_numpy()
    share = np.where(begun, order / np.maximum(1, least), 0.0)
    return np.stack([alike(one, other), share, least])


def _adds_city(left: pl.DataFrame, right: pl.DataFrame) -> NDArray[np.bool_]:
    """Say of pairs in which one name has extra words whether these are the city."""
    a_rest, b_rest = rest_letters(left, right)
    extra = a_rest + b_rest
    found = (extra == left["city"]).fill_null(value=False) | (extra == right["city"]).fill_null(
        value=False
    )
    return found.to_numpy()


def _shares(found: Overlap) -> list[pl.Series]:
    """Name what the words of the names have in common."""
    return [
        pl.Series("shared_weight", found.shared),
        pl.Series("a_rest", found.a_rest),
        pl.Series("b_rest", found.b_rest),
        pl.Series("kinds", found.a_kinds | found.b_kinds),
    ]


def _place(column: str) -> pl.Expr:
    """Say whether a place is the same (1), different (-1) or not known of both (0)."""
    same = pl.col(f"a_{column}") == pl.col(f"b_{column}")
    return pl.when(same).then(1).when(~same).then(-1).otherwise(0).cast(pl.Int8)


def _given(*columns: str) -> pl.Expr:
    """Say whether either record has a value in one of some columns."""
    return pl.any_horizontal(pl.col(f"{side}_{c}").is_not_null() for c in columns for side in "ab")


def _identifiers(test: str) -> pl.Expr:
    """Count the identifiers that compare in a way; unknown ones count as neither."""
    return pl.sum_horizontal(either(i, test).cast(pl.Int8) for i in IDENTIFIERS)


_A_REST: Final = pl.col("a_rest") > 0
_B_REST: Final = pl.col("b_rest") > 0
_SAME_NAME: Final = either("compact", "eq")
_NAMED: Final = pl.col("a_compact").is_not_null() & pl.col("b_compact").is_not_null()
_DIFFERENT: Final = _NAMED & ~_SAME_NAME
_SHORTER: Final = pl.min_horizontal(pl.col("a_compact", "b_compact").str.len_chars())
_EXTRA: Final = _DIFFERENT & (_A_REST != _B_REST)
_SHARED_GROUPS: Final = pl.col("a_legal_groups") & pl.col("b_legal_groups")
_HEAVY: Final = pl.max_horizontal("a_heaviness", "b_heaviness")
_LIGHT: Final = pl.min_horizontal("a_heaviness", "b_heaviness")


def _kind(*kinds: int) -> pl.Expr:
    """Say whether the words that one name has more are of one of some kinds."""
    return (pl.col("kinds") & reduce(or_, (1 << kind for kind in kinds))) > 0


_NAMES: Final = (
    _NAMED.alias("named"),
    "different",
    _SAME_NAME.alias("same_name"),
    either("letters", "eq").alias("same_letters"),
    either("form", "eq").alias("same_form"),
    pl.col("a_note").ne_missing(pl.col("b_note")).alias("note_apart"),
    (_SHARED_GROUPS != 0).alias("same_legal_form"),
    (
        (pl.col("a_legal_groups") != 0) & (pl.col("b_legal_groups") != 0) & (_SHARED_GROUPS == 0)
    ).alias("other_legal_form"),
    (_NAMED & (pl.col("a_fund") != pl.col("b_fund"))).alias("fund_apart"),
    (pl.when(_SAME_NAME).then("a_heaviness").otherwise("shared_weight") / SCALE).alias("shared"),
    (_LIGHT / SCALE).alias("light"),
    (_HEAVY / SCALE).alias("heavy"),
    (_DIFFERENT & _A_REST & _B_REST).alias("rests"),
    _EXTRA.alias("has_extra"),
    (_EXTRA & pl.col("kinds").is_in([1 << GENERAL, 1 << REACH, 1 << GENERAL | 1 << REACH])).alias(
        "extra_general"
    ),
    (_EXTRA & _kind(REACH)).alias("extra_reach"),
    (_EXTRA & _kind(DIVISION)).alias("extra_division"),
    (_EXTRA & _kind(PLACE)).alias("extra_place"),
    (_DIFFERENT & _kind(NUMBER)).alias("numbers"),
    pl.when(_DIFFERENT & begins("compact", _SHORTEST_BEGINNING))
    .then(_SHORTER)
    .otherwise(0)
    .alias("begun"),
    (_DIFFERENT & ~starts_alike("a_compact", "b_compact", _SAME_BEGINNING)).alias("begins_apart"),
    _SHORTER.fill_null(0).alias("shorter"),
    (crossed("compact", "initials") & (_SHORTER >= _SHORTEST_INITIALS)).alias("initials"),
)

_POSTAL: Final = (
    pl.when(begins("postal_code", _SHORTEST_POSTAL))
    .then(1)
    .when(pl.col("a_postal_code").is_not_null() & pl.col("b_postal_code").is_not_null())
    .then(-1)
    .otherwise(0)
    .cast(pl.Int8)
)
_A_LINE, _B_LINE = pl.col("a_line"), pl.col("b_line")
_LINE: Final = (
    pl.when(_A_LINE == _B_LINE)
    .then(1.0)
    .when(_A_LINE.str.head(_SWITCHBOARD_DIGITS) == _B_LINE.str.head(_SWITCHBOARD_DIGITS))
    .then(0.5)
    .when(_A_LINE.is_not_null() & _B_LINE.is_not_null())
    .then(-1.0)
    .otherwise(0.0)
)
