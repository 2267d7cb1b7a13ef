"""Explaining: the rules that applied to a pair, and one sentence that a partner manager accepts.

The worths of the rules, with where every pair starts from and what rivals take away, add up to the
log-odds of the confidence, which is told as no more than 0.9999. What is said of a pair quotes
only what both sides have.

Few combinations of things are said of very many pairs: each sentence is made once.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from partnerhub.matching.columns import arrow, strings
from partnerhub.matching.evidence import DOMAIN, Rule
from partnerhub.matching.policy import SCALE, MatchPolicy
from partnerhub.matching.scoring import worths

# What is added to every pair without being a rule over its two records.
PRIOR: Final = "prior"
RIVALS: Final = "rivals"
OUTDONE: Final = "a_better_pair"
BEYOND_RULES: Final = {
    PRIOR: "Where every candidate pair starts from, before anything is known of it.",
    RIVALS: "One or both accounts have other candidates, of other names, that fit as well.",
    OUTDONE: "One of the accounts has a better pair with another company.",
}
_BEYOND_SAID: Final = {
    PRIOR: (),
    RIVALS: ("other accounts fit as well",),
    OUTDONE: ("another account fits better",),
}

RULES_TYPE: Final = pa.list_(
    pa.struct([("rule", pa.string()), ("weight", pa.float64()), ("detail", pa.string())])
)
_RADIX_BITS: Final = 62


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing that adds to the log-odds: its name, what it is in general, what may be said."""

    name: str
    sentence: str
    said: tuple[str, ...]
    speaks_for: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The details, by the number of what is said; 0 is nothing."""
        return (self.sentence, *self.said)


def sentence_of(rule: Rule) -> str:
    """Give the first sentence of a rule's documentation."""
    return (rule.__doc__ or "").strip().splitlines()[0]


def explained(facts: pl.DataFrame, policy: MatchPolicy) -> pa.Table:
    """Give `rules` and `explanation` of pairs.

    Args:
        facts: One row per pair: the facts of `comparing`, `accepted`, `doubt` and `given_way`.
        policy: The policy under which the pairs were scored.
    """
    entries = _entries(policy)
    weights = facts.select(_weights(policy)).to_numpy()
    said = np.where(weights != 0, facts.select(_said(policy)).to_numpy(), np.int8(0))
    domains = facts.get_column("shared_domain")
    sentences = _sentences(entries, pl.DataFrame(said, [e.name for e in entries]), domains)
    return pa.table(
        {
            "rules": _rules(entries, weights, said, domains),
            "explanation": strings(sentences),
        }
    )


def rule_names(rules: pa.ChunkedArray) -> pa.StringArray:
    """Name the rules that applied to each pair, joined by `;`; where all pairs start from is none.

    Args:
        rules: The column `rules` of pairs.
    """
    lists = rules.combine_chunks()
    names = pa.ListArray.from_arrays(lists.offsets, pc.struct_field(lists.values, "rule"))
    return strings(pl.Series(names).list.join(";").str.replace(rf";?\b{PRIOR}$", ""))


@lru_cache(maxsize=16)
def _entries(policy: MatchPolicy) -> tuple[_Entry, ...]:
    """List everything that may add to the log-odds of a pair, in the order it is told."""
    rules = [
        _Entry(rule.__name__, sentence_of(rule), tuple(t for _, t in rule().said), weight > 0)
        for rule, weight in policy.weights
    ]
    beyond = [
        _Entry(name, BEYOND_RULES[name], _BEYOND_SAID[name], speaks_for=False)
        for name in (RIVALS, OUTDONE, PRIOR)
    ]
    return (*rules, *beyond)


@lru_cache(maxsize=16)
def _weights(policy: MatchPolicy) -> tuple[pl.Expr, ...]:
    """Say what each entry adds to a pair."""
    beyond = (
        pl.col("doubt").cast(pl.Int32).alias(RIVALS),
        (-pl.col("given_way")).cast(pl.Int32).alias(OUTDONE),
        pl.lit(round(policy.prior * SCALE), dtype=pl.Int32).alias(PRIOR),
    )
    return (*worths(policy), *beyond)


@lru_cache(maxsize=16)
def _said(policy: MatchPolicy) -> tuple[pl.Expr, ...]:
    """Number what each entry says of a pair to which it adds something, from 1; 0 is nothing."""
    rules = (_first(rule).cast(pl.Int8).alias(rule.__name__) for rule, _ in policy.weights)
    beyond = {RIVALS: 1, OUTDONE: 1, PRIOR: 0}
    return (*rules, *(pl.lit(n, dtype=pl.Int8).alias(name) for name, n in beyond.items()))


def _first(rule: Rule) -> pl.Expr:
    """Number the first thing a rule may say whose condition holds."""
    found: pl.Expr = pl.lit(0)
    for number, (when, _) in reversed(list(enumerate(rule().said, start=1))):
        found = pl.when(when).then(number).otherwise(found)
    return found


def _rules(
    entries: tuple[_Entry, ...],
    weights: NDArray[np.int32],
    said: NDArray[np.int8],
    domains: pl.Series,
) -> pa.Array:
    """Lay out what added to each pair as lists of rule, weight and detail."""
    pair, entry = np.nonzero(weights)
    offsets = np.zeros(len(weights) + 1, dtype=np.int32)
    np.cumsum(np.bincount(pair, minlength=len(weights)), out=offsets[1:])
    first = np.cumsum([0, *(len(e.texts) for e in entries[:-1])], dtype=np.int64)
    texts = [text for e in entries for text in e.texts]
    number = first[entry] + said[pair, entry]
    detail = _taken(texts, number)
    quoting = np.isin(number, [i for i, text in enumerate(texts) if DOMAIN in text])
    if quoting.any():
        where = arrow(quoting)
        quoted = _quoted(detail.filter(where), domains, pair[quoting])
        detail = pc.replace_with_mask(detail, where, quoted)
    parts = pa.StructArray.from_arrays(
        [
            _taken([e.name for e in entries], entry),
            arrow(weights[pair, entry] / SCALE),
            detail,
        ],
        fields=list(RULES_TYPE.value_type),
    )
    return pa.ListArray.from_arrays(arrow(offsets), parts, type=RULES_TYPE)


def _quoted(details: pa.StringArray, domains: pl.Series, pair: NDArray[np.intp]) -> pa.StringArray:
    """Put the domain that both accounts have into details that name it."""
    whole = pl.DataFrame({"detail": details, "domain": domains.gather(pair)}).select(
        pl.col("detail").str.replace(DOMAIN, pl.col("domain"), literal=True)
    )
    return strings(whole.to_series())


def _taken(texts: list[str], which: NDArray[np.int64]) -> pa.StringArray:
    """Give texts by their numbers."""
    return strings(pl.Series(texts, dtype=pl.String).gather(which))


def _sentences(entries: tuple[_Entry, ...], said: pl.DataFrame, domains: pl.Series) -> pl.Series:
    """Write one sentence per pair; pairs of which the same is said share the making."""
    keys = _combinations(entries)
    frame = said.select(keys)
    names = frame.columns
    distinct = said.with_columns(frame).unique(names)
    numbers = distinct.select(e.name for e in entries).to_numpy()
    sentences = [
        _sentence([(entries[e], entries[e].texts[of[e]]) for e in np.flatnonzero(of)])
        for of in numbers
    ]
    parts = [sentence.partition(DOMAIN) for sentence in sentences]
    made = distinct.select(names).with_columns(
        pl.Series("head", [head for head, _, _ in parts], dtype=pl.String),
        pl.Series("tail", [tail if mark else None for _, mark, tail in parts], dtype=pl.String),
    )
    found = frame.with_columns(domains.alias("domain")).join(
        made, on=names, how="left", maintain_order="left"
    )
    whole = pl.concat_str("head", "domain", "tail")
    return found.select(pl.when(pl.col("tail").is_null()).then("head").otherwise(whole)).to_series()


def _combinations(entries: tuple[_Entry, ...]) -> list[pl.Expr]:
    """Number the combinations of what is said: digits of mixed radix, as few columns as hold."""
    columns, size = [pl.lit(0, dtype=pl.Int64)], 1
    for entry in entries:
        radix = len(entry.texts)
        if size * radix >= 1 << _RADIX_BITS:
            columns.append(pl.lit(0, dtype=pl.Int64))
            size = 1
        columns[-1] = columns[-1] + pl.col(entry.name).cast(pl.Int64) * size
        size *= radix
    return [column.alias(f"combination {number}") for number, column in enumerate(columns)]


def _sentence(said: list[tuple[_Entry, str]]) -> str:
    """Put what is said of a pair into one sentence: what speaks for it, then what against it."""
    pros = "; ".join(text for entry, text in said if entry.speaks_for)
    cons = ", ".join(dict.fromkeys(text for entry, text in said if not entry.speaks_for))
    begin = f"{pros[0].upper()}{pros[1:]}" if pros else "Little speaks for it"
    return f"{begin}; against it: {cons}." if cons else f"{begin}."
