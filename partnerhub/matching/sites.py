"""Sites: the hosts of a list brought to the domains they belong to.

`identifiers.domains` decides what a domain is. It reads one text at a time, with all the care that
needs; a host such as `acme.com`, two plain labels under a known suffix, needs none of it, and nine
of ten hosts are like that.
"""

from typing import Final

import polars as pl

from partnerhub.identifiers import domains
from partnerhub.identifiers.shared_domains import is_platform, is_public_mailbox

_PLAIN: Final = r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.[a-z]{2,63}$"
_SCHEMA: Final = dict.fromkeys(("site", "domain", "label", "host"), pl.String)


def matchable(hosts: pl.Series) -> pl.DataFrame:
    """Give `site`, `domain`, `label` and `host` of the distinct hosts that name one company.

    Args:
        hosts: Lower-case hosts without `www.`; anything else is read as well, only slower.
    """
    site = pl.col("site")
    suffixes = pl.Series(list(domains.suffix_rules(private=True))).implode()
    plain = (
        site.str.contains(_PLAIN)
        & ~site.str.contains("xn--", literal=True)
        & ~site.is_in(suffixes)
        & site.str.extract(r"\.(.+)$").is_in(suffixes)
    )
    every = pl.DataFrame({"site": hosts}).select(site, plain.alias("plain"))
    simple = every.filter("plain").select(
        site, site.alias("domain"), site.str.extract(r"^(.+)\.").alias("label"), host=site
    )
    shared = [host for host in simple.get_column("site") if _is_shared(host)]
    rest = every.filter(~pl.col("plain")).get_column("site")
    return pl.concat(
        [simple.filter(~site.is_in(pl.Series(shared, dtype=pl.String).implode())), _read(rest)]
    )


def _read(hosts: pl.Series) -> pl.DataFrame:
    """Read hosts one by one."""
    found = [(host, domains.parse(host)) for host in hosts]
    rows = [
        (host, web.registrable, web.label, web.host)
        for host, web in found
        if web is not None and domains.is_matchable(web)
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _is_shared(host: str) -> bool:
    """Say whether a domain is a mailbox provider's or a platform's."""
    return is_public_mailbox(host) or is_platform(host, host)
