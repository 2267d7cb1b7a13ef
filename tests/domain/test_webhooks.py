"""Which addresses a webhook may have, what it is told, and when it is tried again."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.domain.audit import Action
from partnerhub.domain.webhooks import (
    Failure,
    Receiver,
    Told,
    are_public,
    data_of,
    next_attempt,
    receiver,
    rest,
    written,
)
from tests.factories import NOW

PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"
LONG = "https://hooks.example.com/" + "a" * 2_000
REFUSED = [
    *("http://hooks.example.com/", "ftp://hooks.example.com/", "file:///etc/passwd", "//a.com/"),
    *("https:/hooks.example.com", "https:hooks.example.com", "https://", "https:///a", "", "a"),
    *(" https://hooks.example.com/", "https://hooks.example.com/ ", "https://hooks.example.com/\n"),
    *(
        "https://hooks.example.com/\t",
        "https://hooks.example.com/a b",
        "https://hooks.ex ample.com",
    ),
    *("https://me@hooks.example.com/", "https://me:pw@hooks.example.com/", "https://@a.com/"),
    *("https://hooks.example.com/#a", "https://hooks.example.com#a", "https://a.com\\@b.com/"),
    *("https://hooks.example.com:22/", "https://hooks.example.com:80/", "https://a.com:0/"),
    *("https://hooks.example.com:65979/", "https://hooks.example.com:", "https://a.com:443:443/"),
    *("https://hooks.example.com:+443/", "https://hooks.example.com:\uff14\uff14\uff13/"),
    *("https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://0x7f000001/"),
    *("https://017700000001/", "https://127.1/", "https://127.0.0.1./", "https://1.2.3.4.5/"),
    *("https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1%25eth0]/"),
    *("https://a.com.1/", "https://a.0x7f/", "https://①②⑦.⓪.⓪.①/", "https://127。0。0。1/"),
    *("https://localhost/", "https://localhost./", "https://a.localhost/", "https://hooks/"),
    *(
        "https://hooks.local/",
        "https://metadata.google.internal/",
        "https://1.0.0.127.in-addr.arpa",
    ),
    *("https://hooks.example.com./", "https://-a.com/", "https://a-.com/", "https://a..com/"),
    *("https://a_b.example.com/", "https://münchen.example/", f"https://{'a' * 64}.com/"),
    *(f"https://{'a.' * 130}com/", LONG[:2_001], "https://hooks.example.com/é", "https://a.com/\0"),
]


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_webhooks_cannot_have(url):
    assert receiver(url) is None


@pytest.mark.parametrize(
    ("url", "host", "port", "target"),
    [
        ("https://hooks.example.com", "hooks.example.com", 443, "/"),
        ("https://hooks.example.com?a=b", "hooks.example.com", 443, "/?a=b"),
        ("HTTPS://Hooks.Example.COM:8443/A?b=c&d=%20", "hooks.example.com", 8443, "/A?b=c&d=%20"),
        ("https://xn--mnchen-3ya.example/a@b:c", "xn--mnchen-3ya.example", 443, "/a@b:c"),
        ("https://a.co/", "a.co", 443, "/"),
        ("https://3com.com/", "3com.com", 443, "/"),
        (LONG[:2_000], "hooks.example.com", 443, LONG[25:2_000]),
    ],
)
def test_an_address_that_webhooks_can_have(url, host, port, target):
    assert receiver(url) == Receiver(host, port, target, allowed=False)


def test_what_an_operator_allows_is_that_host_and_port_only():
    allowed = ["hooks:9443", "127.0.0.1:9443"]

    assert receiver("https://hooks:9443/a", allowed) == Receiver("hooks", 9443, "/a", allowed=True)
    assert receiver("https://127.0.0.1:9443", allowed) is not None
    for url in (
        "https://hooks/",
        "https://hooks:9444/",
        "https://127.0.0.1/",
        "http://hooks:9443/",
    ):
        assert receiver(url, allowed) is None


@given(st.text())
def test_no_text_is_too_odd_to_be_refused(text):
    assert receiver(text) is None
    receiver(f"https://{text}")


@pytest.mark.parametrize("addresses", [["93.184.215.14"], ["2600:1406::1", "1.1.1.1"]])
def test_addresses_of_somebody_out_there(addresses):
    assert are_public(addresses)


@pytest.mark.parametrize(
    "addresses", [[], ["not an address"], ["fe80::1%eth0"], ["1.1.1.1", "::1"]]
)
def test_addresses_of_nobody_out_there(addresses):
    assert not are_public(addresses)


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public(address):
    if address.is_private or address.is_multicast or address.is_reserved or address.is_loopback:
        assert not are_public([str(address)])


def test_what_is_told_stands_in_the_audit_trail():
    assert {each.value for each in Told} - {each.value for each in Action} == {Told.TEST}


@pytest.mark.parametrize("told", list(Told))
def test_the_page_names_everything_that_is_told(told):
    subject, act = told.split(".")
    rows = [
        line for line in PAGE.read_text(encoding="utf-8").splitlines() if f"`{subject}." in line
    ]

    assert any(f"`{told}`" in row or f"`.{act}`" in row for row in rows)


@pytest.mark.parametrize("failure", list(Failure))
def test_the_page_says_what_every_failure_means(failure):
    assert f"`{failure}`" in PAGE.read_text(encoding="utf-8")


def test_a_delivery_says_ids_numbers_and_states_and_no_more():
    details = {"number": 3, "code": "job_failed", "counts": {"rows": 7}, "fields": ["name"]}

    data = data_of("subject", "partnership", details | {"reason": None, "filename": "a.csv"})

    assert data == {
        "id": "subject",
        "partnership_id": "partnership",
        "number": 3,
        "code": "job_failed",
    }


def test_a_body_is_the_same_at_every_attempt():
    body = written("report.signed", NOW, {"id": "a", "number": 1})

    assert body == written("report.signed", NOW, {"id": "a", "number": 1})
    assert json.loads(body) == {
        "type": "report.signed",
        "timestamp": "2026-03-02T09:00:00.000Z",
        "data": {"id": "a", "number": 1},
    }


def test_ten_attempts_take_a_little_more_than_three_days():
    moments = [NOW]
    while (following := next_attempt(len(moments), moments[-1], chance=0)) is not None:
        moments.append(following)

    assert len(moments) == 10
    assert moments == sorted(set(moments))
    assert moments[1] - NOW == timedelta(seconds=5)
    assert timedelta(days=3) < moments[-1] - NOW < timedelta(days=4)


@given(st.integers(1, 9), st.floats(0, 1, exclude_max=True))
def test_chance_makes_a_wait_longer_and_never_shorter(attempts, chance):
    usual = next_attempt(attempts, NOW, chance=0) - NOW

    assert usual <= next_attempt(attempts, NOW, chance=chance) - NOW <= usual * 1.2


@given(st.integers(1, 10_000))
def test_a_webhook_rests_longer_and_longer_and_five_minutes_at_most(failures):
    assert rest(failures) <= rest(failures + 1) <= timedelta(minutes=5)
