"""Hosts are read by the column as they would be one by one."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.identifiers import domains, hosts
from partnerhub.identifiers.shared_domains import shared_domains, shared_hosts
from partnerhub.matching import sites

HOSTS = [
    "acme.com", "acme.de", "acme.co.uk", "jobs.acme.com", "co.uk", "uk.com", "acme.uk.com",
    "github.io", "acme.github.io", "gmail.com", "gmx.de", "linkedin.com", "sites.google.com",
    "xn--fa-hia.de", "faß.de", "acme", "localhost", "10.0.0.1", "a_b.com", "-a.com", "acme.zz",
    "acme.museum", "info@acme.com", "acme.com:8080", "ac--me.io", "blogspot.com", "",
    "www.acme.com", "www.de", "acme.ck", "shop.acme.ck", "city.kawasaki.jp", "acme.kawasaki.jp",
    "a.b.c.acme.com", "shop.acme.co.uk", "mail.gmail.com", "acme.co.uk.", f"{'a' * 64}.com",
]  # fmt: skip


def alone(host):
    web = domains.parse(host)
    return (
        (web.registrable, web.label, web.host) if web and domains.is_matchable(web) else (None,) * 3
    )


def read(hosts):
    typed = pl.Series(hosts, dtype=pl.String)
    return sites.read(typed, typed)


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_means_by_the_column_what_it_means_alone(host):
    assert read([host]).rows() == [alone(host)]


def test_every_host_of_a_column_is_read_in_its_place():
    column = [*HOSTS, None, *reversed(HOSTS)]

    assert read(column).rows() == [alone(host or "") for host in column]


@pytest.mark.parametrize("rest", ["", "acme.", "shop.acme.", "www.", "a.b.acme.", "x-."])
def test_no_suffix_and_no_shared_domain_is_cut_in_another_place(rest):
    rules = {rule.lstrip("!").replace("*", "foo") for rule in domains.suffix_rules(private=True)}
    column = [rest + name for name in sorted(rules | shared_domains() | shared_hosts())]
    found = hosts.registered(pl.Series(column)).rows()

    cut = [(host, pair) for host, pair in zip(column, found, strict=True) if pair[0]]
    assert [pair for _, pair in cut] == [alone(host)[:2] for host, _ in cut]


@given(st.lists(st.from_regex(r"[a-z0-9.\-]{1,20}\.(com|co\.uk|de|ck|io)", fullmatch=True)))
def test_any_host_is_cut_where_it_would_be_alone(column):
    assert read(column).rows() == [alone(h) for h in column]
