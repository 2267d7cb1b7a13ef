"""Hosts by the column: where the registered name begins, for the nine of ten that are plain.

`domains` reads one text at a time, with all the care that needs. A host of two or three plain
labels above a known suffix needs none of it: `acme.com`, `acme.co.uk`, `shop.acme.com`.
"""

from functools import cache
from typing import Final

import polars as pl

from partnerhub.identifiers import domains
from partnerhub.identifiers.shared_domains import shared_domains, shared_hosts

# Two or three labels, each no longer than a label may be; no `www.`, which is not part of a host.
_PLAIN: Final = r"^(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.){1,2}[a-z]{2,}$"
_LONGEST: Final = 63


def registered(hosts: pl.Series) -> pl.DataFrame:
    """Cut hosts as `domains.parse` would, where that takes no closer look.

    Args:
        hosts: Hosts in lower case.

    Returns:
        For each host that can only be one company's its `domain`, and the `label` that stands
        before its suffix; null for all that `domains` has to judge.
    """
    host, above = pl.col("host"), pl.col("above")
    suffixes, taken = _tables()
    plain = (
        host.str.contains(_PLAIN)
        & (host.str.len_bytes() <= _LONGEST)
        & ~host.str.starts_with("www.")
        & ~host.str.contains("xn--", literal=True)
        & ~host.is_in(_taken().implode())
    )
    frame = pl.DataFrame({"host": hosts}).select(pl.when(plain).then(host).alias("host"))
    frame = frame.with_columns(_cut(host)).unnest("parts").rename({"first": "label"})
    # What is above a host is the same for most of them: each is looked up once.
    known = frame.get_column("above").drop_nulls().unique().to_list()
    ends = [one for one in known if one in suffixes]
    names = [one for one in known if one.partition(".")[2] in suffixes and one not in taken]
    at_suffix = above.is_in(ends)
    name = pl.when(above.is_in(names) & ~at_suffix).then(above)
    return frame.select(
        pl.when(at_suffix).then(host).otherwise(name).alias("domain"),
        pl.when(at_suffix).then("label").otherwise(_cut(name).struct["first"]).alias("label"),
    )


def _cut(host: pl.Expr) -> pl.Expr:
    """Cut the first label off what is above it."""
    return host.str.splitn(".", 2).struct.rename_fields(["first", "above"]).alias("parts")


@cache
def _tables() -> tuple[frozenset[str], frozenset[str]]:
    """Give the suffixes below which each name is somebody's, and the names that are nobody's."""
    rules = domains.suffix_rules(private=True)
    names = frozenset(rule for rule in rules if rule[0] not in "*!")
    wild = {rule.removeprefix("*.") for rule in rules if rule.startswith("*")}
    return names - wild, names | wild | shared_domains() | shared_hosts()


@cache
def _taken() -> pl.Series:
    """The names that are nobody's, as a column."""
    return pl.Series(list(_tables()[1]))
