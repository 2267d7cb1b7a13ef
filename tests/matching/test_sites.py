"""Hosts are read by the column as they would be one by one."""

import polars as pl
import pytest

from partnerhub.identifiers import domains
from partnerhub.matching.sites import matchable

HOSTS = [
    "acme.com", "acme.de", "acme.co.uk", "jobs.acme.com", "co.uk", "uk.com", "acme.uk.com",
    "github.io", "acme.github.io", "gmail.com", "gmx.de", "linkedin.com", "sites.google.com",
    "xn--fa-hia.de", "faß.de", "acme", "localhost", "10.0.0.1", "a_b.com", "-a.com", "acme.zz",
    "acme.museum", "info@acme.com", "acme.com:8080", "ac--me.io", "blogspot.com", "",
]  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_means_by_the_column_what_it_means_alone(host):
    web = domains.parse(host)
    alone = (
        [(host, web.registrable, web.label, web.host)] if web and domains.is_matchable(web) else []
    )

    assert matchable(pl.Series([host])).rows() == alone


def test_every_host_of_a_column_is_read():
    together = matchable(pl.Series(HOSTS))
    alone = pl.concat(matchable(pl.Series([host])) for host in HOSTS)

    assert together.sort("site").equals(alone.sort("site"))
