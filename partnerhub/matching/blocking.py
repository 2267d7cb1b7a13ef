"""Candidates: the pairs worth a look, out of all that there could be.

Two records become a candidate pair when they share a *key*: a name, a domain, a phone line, an
identifier; two of their rarest words; a word that makes up much of the lighter name; or the
beginning or the end of names that look alike.

A key that too many records share tells nothing and would cost the square of its frequency. So
keys are limited by the *product* of their frequencies in the two lists, which keeps the work
linear and lets a key be common on one side where it is rare on the other.
"""

from typing import Final

# The most pairs that one key may bring. A shared domain or name may well be that of a franchise.
STRONG_LIMIT: Final = 5_000
WORDS_LIMIT: Final = 2_000
WORD_LIMIT: Final = 3_000
LOOK_LIMIT: Final = 900
# The part of a name's weight that two words must make up to be a key, and that single shared words
# must make up of the lighter name.
WORD_SHARE: Final = 0.5
# How much two names that share only their beginning or end must look alike.
LOOK_ALIKE: Final = 0.88
END_LETTERS: Final = 6
RAREST_WORDS: Final = 4

# (kind, column): values of one kind meet whatever column they stand in.
_STRONG: Final = (
    ("name", "compact"),
    ("name", "label"),
    ("domain", "domain"),
    ("domain", "mail_domain"),
    ("line", "line"),
    ("duns", "duns"),
    ("tax_id", "tax_id"),
    ("registration_number", "registration_number"),
    ("external_id", "external_id"),
)


def keys(side: str) -> list[str]:
    """Write the statements that list the keys of one side's records."""
    strong = " union ".join(
        f"select record, hash('{kind}:' || {column}) as key from {side} where {column} is not null"  # noqa: S608 - names of our own columns
        for kind, column in _STRONG
    )
    return [
        f"create table {side}_strong as {strong}",
        f"""create table {side}_look as
            select record, hash('start:' || left(compact, {END_LETTERS})) as key
            from {side} where length(compact) >= {END_LETTERS}
            union all
            select record, hash('end:' || right(compact, {END_LETTERS}))
            from {side} where length(compact) >= {END_LETTERS}""",  # noqa: S608
        f"""create table {side}_two as
            with rarest as (
                select distinct record, word, weight from {side}_words
                qualify dense_rank() over (partition by record order by weight desc, word)
                    <= {RAREST_WORDS})
            select one.record, hash(one.word, other.word) as key
            from rarest one join rarest other on one.record = other.record and one.word < other.word
            join {side} on {side}.record = one.record
            where one.weight + other.weight >= {WORD_SHARE} * {side}.heaviness""",  # noqa: S608
    ]


def _sharing(keys_of: str, limit: int) -> str:
    """Write the pairs of records that share a key which is not too common."""
    return f"""(
        select x.record as a, y.record as b
        from a_{keys_of} x join b_{keys_of} y using (key)
        join (
            select key
            from (select key, count(*) as often from a_{keys_of} group by key) one
            join (select key, count(*) as often from b_{keys_of} group by key) other using (key)
            where one.often * other.often <= {limit}
        ) using (key))"""  # noqa: S608


# The candidates, from the tables that `keys` makes and the two tables of words.
CANDIDATES: Final = f"""
    create table candidates as
    select a, b from {_sharing("strong", STRONG_LIMIT)}
    union
    select a, b from {_sharing("two", WORDS_LIMIT)}
    union
    select pair.a, pair.b
    from {_sharing("look", LOOK_LIMIT)} pair
    join a on a.record = pair.a join b on b.record = pair.b
    where jaro_winkler_similarity(
        least(a.compact, b.compact), greatest(a.compact, b.compact)) >= {LOOK_ALIKE}
    union
    select x.record, y.record
    from a_words x join b_words y using (word)
    join (
        select word
        from (select word, count(*) as often from a_words group by word) one
        join (select word, count(*) as often from b_words group by word) other using (word)
        where one.often * other.often <= {WORD_LIMIT}
    ) using (word)
    join a on a.record = x.record join b on b.record = y.record
    group by x.record, y.record
    having sum(x.weight) >= {WORD_SHARE} * min(least(a.heaviness, b.heaviness))
"""  # noqa: S608
