"""Comparing: what can be said of each candidate pair, as columns that the rules speak of.

A batch of pairs is two frames of records side by side: row *i* of the one with row *i* of the
other. Every fact means the same whichever list comes first. Names are compared by what is left of
each after the words that they share are taken away: two empty rests are the same words; one empty
rest means that the other name has extra words; two rests that look alike are a typing difference.

Facts of words and places, cheap:

    named        both have a name
    same_name    the same words in the same order
    same_letters same_form       the same letters; the same but for the legal form
    shared       what the shared words weigh, in nats
    light heavy  what the lighter and the heavier of the two names weigh
    has_extra    one name has all words of the other and more
    extra_general extra_division extra_place     what those extra words are
    rests        each name has words that the other lacks
    begins       one name begins with the other, letter by letter
    initials     one name is made of the other's initials
    web_known    both have a web domain
    web_same web_label web_near web_within       the same domain; the same name under another
                 ending; one letter typed differently; one name begins with the other
    web_apart    both have a web domain, and none of these
    shared_domain                the domain that both have, or null
    host_apart   the two websites are different hosts
    site_is_name one's web domain is the other's name
    country state city postal    1 same, -1 different, 0 not known of both
    line         1 same phone line, 0.5 lines of one switchboard, -1 different, 0 not known
    ids_agree ids_differ         how many identifiers agree and contradict each other

Facts of letters, dear, only for the pairs that they can still decide:

    look         how alike the names look as a whole, 0 to 1
    typed        letters that must change to make one name of the other; 99 when many
    rest_alike   how alike the two rests are, 0 to 1; 0 where the names do not look alike
    extra_city   what one name has more is the city of one of the two
"""

from functools import reduce
from operator import or_
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from partnerhub.matching.frequencies import SCALE
from partnerhub.matching.looking import alike, ordered
from partnerhub.matching.overlapping import Overlap, overlap, rest_letters
from partnerhub.matching.records import IDENTIFIERS
from partnerhub.matching.vocabulary import DIVISION, GENERAL, PLACE

COMPARED: Final = (
    "compact", "initials", "letters", "form", "words", "codes", "heaviness",
    "domain", "mail_domain", "label", "sub_domain",
    "country", "state", "city", "postal_code", "line", *IDENTIFIERS,
)  # fmt: skip
"""The columns of records that comparing looks at."""

LETTERS: Final = ("look", "typed", "rest_alike", "extra_city")
"""The facts of letters."""

MANY: Final = 99
UNREAD: Final = (
    pl.lit(0.0).alias("look"),
    pl.lit(MANY, dtype=pl.Int64).alias("typed"),
    pl.lit(0.0).alias("rest_alike"),
    pl.lit(value=False).alias("extra_city"),
)
"""The facts of letters that pairs have before their letters are compared."""
# Names that look less alike than this are not compared letter by letter.
_LEAST_LOOK: Final = 0.7
_LEAST_TYPED_LOOK: Final = 0.85
_MOST_TYPED: Final = 2
_SHORTEST_BEGINNING: Final = 4
_SHORTEST_INITIALS: Final = 2
_SHORTEST_LABEL: Final = 5
_SHORTEST_POSTAL: Final = 4
_SWITCHBOARD_DIGITS: Final = 5


def facts(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Compare the records of two frames row by row, in words and places.

    Args:
        left: Records with the columns `COMPARED`, one row per pair.
        right: The same of the other list, as many rows.
    """
    pairs = beside(left, right)
    pairs = pairs.with_columns(_webs(pairs), *_shares(overlap(left["codes"], right["codes"])))
    for step in _WEB_STEPS:
        pairs = pairs.with_columns(step)
    return pairs.select(
        *_NAMES, *_WEBS, *(_place(c).alias(c) for c in ("country", "state", "city")),
        _POSTAL.alias("postal"), _LINE.alias("line"),
        _identifiers("eq").alias("ids_agree"), _identifiers("ne").alias("ids_differ"),
    )  # fmt: skip


def letters(left: pl.DataFrame, right: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Compare the names of two frames row by row, in letters.

    Args:
        left: Records, one row per pair.
        right: The same of the other list.
        known: The facts that `facts` found of these pairs.

    Returns:
        The columns `LETTERS`.
    """
    rests, extra = known["rests"].to_numpy(), known["has_extra"].to_numpy()
    look = np.where(known["same_name"].to_numpy(), 1.0, 0.0)
    look[rests] = alike(left["compact"].filter(rests), right["compact"].filter(rests))
    typed = np.full(len(left), MANY, dtype=np.int64)
    close = rests & (look >= _LEAST_TYPED_LOOK)
    typed[close] = _typed(left["compact"].filter(close), right["compact"].filter(close))
    rest_alike = np.zeros(len(left))
    spelled = rests & (look >= _LEAST_LOOK)
    rest_alike[spelled] = alike(*rest_letters(left.filter(spelled), right.filter(spelled)))
    extra_city = np.zeros(len(left), dtype=bool)
    located = extra & (left["city"].is_not_null() | right["city"].is_not_null()).to_numpy()
    extra_city[located] = _adds_city(left.filter(located), right.filter(located))
    return pl.DataFrame(
        {"look": look, "typed": typed, "rest_alike": rest_alike, "extra_city": extra_city}
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


def _typed(one: pl.Series, other: pl.Series) -> NDArray[np.int64]:
    """Count the letters that must change between texts; MANY when more than few."""
    few: NDArray[np.int64] = process.cpdist(
        *ordered(one, other), scorer=Levenshtein.distance, dtype=np.int64,
        score_cutoff=_MOST_TYPED,
    )  # fmt: skip
    return np.where(few > _MOST_TYPED, MANY, few)


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


def _either(column: str, test: str) -> pl.Expr:
    """Compare a column of both records; unknown is no."""
    found: pl.Expr = getattr(pl.col(f"a_{column}"), test)(pl.col(f"b_{column}"))
    return found.fill_null(value=False)


def _crossed(one: str, other: str) -> pl.Expr:
    """Say whether one column of either record is another column of the other."""
    a_first = pl.col(f"a_{one}") == pl.col(f"b_{other}")
    b_first = pl.col(f"b_{one}") == pl.col(f"a_{other}")
    return a_first.fill_null(value=False) | b_first.fill_null(value=False)


def _begins(column: str, shortest: int) -> pl.Expr:
    """Say whether one of two texts begins with the other."""
    a, b = pl.col(f"a_{column}"), pl.col(f"b_{column}")
    long = pl.min_horizontal(a.str.len_chars(), b.str.len_chars()) >= shortest
    return ((a.str.starts_with(b) | b.str.starts_with(a)) & long).fill_null(value=False)


def _place(column: str) -> pl.Expr:
    """Say whether a place is the same (1), different (-1) or not known of both (0)."""
    same = pl.col(f"a_{column}") == pl.col(f"b_{column}")
    return pl.when(same).then(1).when(~same).then(-1).otherwise(0).cast(pl.Int8)


def _identifiers(test: str) -> pl.Expr:
    """Count the identifiers that compare in a way; unknown ones count as neither."""
    return pl.sum_horizontal(_either(i, test).cast(pl.Int8) for i in IDENTIFIERS)


def _webs(pairs: pl.DataFrame) -> pl.Series:
    """Find the labels that are one letter apart; only those that begin or end alike are read."""
    a, b = pl.col("a_label"), pl.col("b_label")
    size_a, size_b = a.str.len_chars().cast(pl.Int64), b.str.len_chars().cast(pl.Int64)
    readable = (
        (pl.min_horizontal(size_a, size_b) >= _SHORTEST_LABEL)
        & ((size_a - size_b).abs() <= 1)
        & ((a.str.head(2) == b.str.head(2)) | (a.str.tail(2) == b.str.tail(2)))
        & (a != b)
    )
    read = pairs.select(readable.fill_null(value=False)).to_series().to_numpy()
    near = np.zeros(len(pairs), dtype=bool)
    near[read] = _typed(pairs["a_label"].filter(read), pairs["b_label"].filter(read)) == 1
    return pl.Series("near", near)


_A_REST: Final = pl.col("a_rest") > 0
_B_REST: Final = pl.col("b_rest") > 0
_SAME_NAME: Final = _either("compact", "eq")
_NAMED: Final = pl.col("a_compact").is_not_null() & pl.col("b_compact").is_not_null()
_DIFFERENT: Final = _NAMED & ~_SAME_NAME
_EXTRA: Final = _DIFFERENT & (_A_REST != _B_REST)
_HEAVY: Final = pl.max_horizontal("a_heaviness", "b_heaviness")
_LIGHT: Final = pl.min_horizontal("a_heaviness", "b_heaviness")


def _kind(*kinds: int) -> pl.Expr:
    """Say whether the words that one name has more are of one of some kinds."""
    return (pl.col("kinds") & reduce(or_, (1 << kind for kind in kinds))) > 0


_NAMES: Final = (
    _NAMED.alias("named"),
    _SAME_NAME.alias("same_name"),
    _either("letters", "eq").alias("same_letters"),
    _either("form", "eq").alias("same_form"),
    (pl.when(_SAME_NAME).then("a_heaviness").otherwise("shared_weight") / SCALE).alias("shared"),
    (_LIGHT / SCALE).alias("light"),
    (_HEAVY / SCALE).alias("heavy"),
    (_DIFFERENT & _A_REST & _B_REST).alias("rests"),
    _EXTRA.alias("has_extra"),
    (_EXTRA & (pl.col("kinds") == 1 << GENERAL)).alias("extra_general"),
    (_EXTRA & _kind(DIVISION)).alias("extra_division"),
    (_EXTRA & _kind(PLACE)).alias("extra_place"),
    (_DIFFERENT & _begins("compact", _SHORTEST_BEGINNING)).alias("begins"),
    (
        _crossed("compact", "initials")
        & (
            pl.min_horizontal(pl.col("a_compact", "b_compact").str.len_chars())
            >= _SHORTEST_INITIALS
        )
    ).alias("initials"),
)

_SHARED_DOMAIN: Final = (
    pl.when(_either("domain", "eq") | (pl.col("a_domain") == pl.col("b_mail_domain")))
    .then("a_domain")
    .when((pl.col("a_mail_domain") == pl.col("b_domain")) | _either("mail_domain", "eq"))
    .then("a_mail_domain")
)
_WEB_KNOWN: Final = pl.col("a_domain").is_not_null() & pl.col("b_domain").is_not_null()
_HOST_APART: Final = pl.coalesce("a_sub_domain", "a_domain") != pl.coalesce(
    "b_sub_domain", "b_domain"
)
# In steps: each kind of likeness is only looked for where the stronger ones are not.
_WEB_STEPS: Final = (
    (
        _WEB_KNOWN.alias("web_known"),
        _SHARED_DOMAIN.alias("shared_domain"),
        _HOST_APART.fill_null(value=False).alias("host_apart"),
        _crossed("label", "compact").alias("site_is_name"),
    ),
    (
        pl.col("shared_domain").is_not_null().alias("web_same"),
        (pl.col("web_known") & pl.col("shared_domain").is_null()).alias("web_other"),
    ),
    (
        (pl.col("web_other") & _either("label", "eq")).alias("web_label"),
        (pl.col("web_other") & pl.col("near")).alias("web_near"),
        (pl.col("web_other") & _begins("label", _SHORTEST_LABEL)).alias("web_begins"),
    ),
    (
        (pl.col("web_begins") & ~pl.col("web_label") & ~pl.col("web_near")).alias("web_within"),
        (
            pl.col("web_other") & ~(pl.col("web_label") | pl.col("web_near") | pl.col("web_begins"))
        ).alias("web_apart"),
    ),
)
_WEBS: Final = (
    "web_known", "web_same", "web_label", "web_near", "web_within", "web_apart", "shared_domain",
    "host_apart", "site_is_name",
)  # fmt: skip

_POSTAL: Final = (
    pl.when(_begins("postal_code", _SHORTEST_POSTAL))
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
