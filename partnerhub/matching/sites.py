"""Sites: the hosts of a list brought to the domains they belong to.

`identifiers` decides what a domain is: by the column where a host is plain, one by one, and only
once for each different one, where it is not.
"""

from typing import Final

import polars as pl

from partnerhub.identifiers import domains
from partnerhub.identifiers import hosts as plain_hosts
from partnerhub.matching.columns import put

_SCHEMA: Final = dict.fromkeys(("site", "domain", "label", "host"), pl.String)


def read(hosts: pl.Series, typed: pl.Series) -> pl.DataFrame:
    """Give `domain`, `label` and `host` of each host that names one company; null of the others.

    Args:
        hosts: Lower-case hosts without `www.`.
        typed: What was typed for each: it is read where the host is none that anybody has.
    """
    if hosts.null_count() == len(hosts):
        return pl.select(hosts.alias(column) for column in ("domain", "label", "host"))
    found = plain_hosts.registered(hosts)
    found = found.with_columns(pl.when(pl.col("domain").is_not_null()).then(hosts).alias("host"))
    rest = (hosts.is_not_null() & found.get_column("domain").is_null()).arg_true()
    closer = _closer(typed.gather(rest))
    return pl.DataFrame(
        [put(column, rest, closer.get_column(column.name)) for column in found.get_columns()]
    )


def _closer(hosts: pl.Series) -> pl.DataFrame:
    """Look closer at the hosts that are not plain."""
    read = [(host, domains.parse(host)) for host in hosts.unique()]
    rows = [
        (host, web.registrable, web.label, web.host)
        for host, web in read
        if web is not None and domains.is_matchable(web)
    ]
    known = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    return hosts.to_frame("site").join(known, on="site", how="left", maintain_order="left")
