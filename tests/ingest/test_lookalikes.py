"""What only looks the same: neither brought together for its looks nor let pass without a word."""

import pyarrow as pa
import pytest

from partnerhub.identifiers import domains
from partnerhub.ingest import MESSAGES
from partnerhub.matching import match

NAMES = {
    "a Cyrillic A": ("Acme", "\u0410cme"),
    "a Cyrillic A among words": ("Acme Lighting", "\u0410cme Lighting"),
    "a Greek omicron": ("Microsoft", "Micros\u03bfft"),
    "Cyrillic all through": ("Scope Lighting", "\u0455\u0441\u043e\u0440\u0435 Lighting"),
    "a word of Cyrillic": ("Ace Bank", "\u0410\u0441\u0435 Bank"),
    "two Cyrillic o": ("Google", "G\u043e\u043egle"),
    "a Lisu A": ("Acme", "\ua4eecme"),
    "a small capital G": ("Google", "\u0262oogle"),
    "small capitals all through": ("Google", "\u0262\u1d0f\u1d0f\u0262\u029f\u1d07"),
    "Cherokee": ("ACME", "\u13aa\u13df\u13b7\u13ac"),
    "a one for an l": ("Paypal", "Paypa1"),
    "r and n for m": ("Marlow", "rnarlow"),
}
"""A name, and another that a reader takes for it."""

DOMAINS = {
    "acme.com": "\u0430cme.com",
    "apple.com": "xn--80ak6aa92e.com",
    "microsoft.com": "micros\u03bfft.com",
    "google.com": "g\u043e\u043egle.com",
    "oogle.com": "\u0262oogle.com",
    "twitter.com": "tw\u0131tter.com",
    "alpha.com": "\u0251lpha.com",
    "paypal.com": "p\u0430yp\u0430l.com",
    "scope.com": "\u0455\u0441\u043e\u0440\u0435.com",
    "shop.acme.com": "shop.\u0430cme.com",
}
"""A domain, and another that a reader takes for it."""

ONE_DOMAIN = {
    "full-width letters": "\uff41\uff43\uff4d\uff45.com",
    "letters of mathematics": "\U0001d41a\U0001d41c\U0001d426\U0001d41e.com",
    "an invisible space": "ac\u200bme.com",
    "a soft hyphen": "ac\u00adme.com",
    "another full stop": "acme\u3002com",
    "capitals": "ACME.COM",
}
"""Spellings that every browser takes to acme.com."""

SPELLINGS = ["Ac\u200bme Lighting", "\u202eAcme Lighting\u202c", "\uff21cme Lighting"]
COLUMNS = pa.schema([(name, pa.string()) for name in ("id", "name", "website", "country")])


def table(names, websites):
    rows = [
        {"id": str(at), "name": name, "website": website, "country": "FR"}
        for at, (name, website) in enumerate(zip(names, websites, strict=True))
    ]
    return pa.Table.from_pylist(rows, schema=COLUMNS)


def released(ours, theirs):
    return match(ours, theirs).released().to_pylist()


def test_names_that_look_alike_are_no_match_for_that():
    names, others = zip(*NAMES.values(), strict=True)

    nowhere = [None] * len(NAMES)

    assert released(table(names, nowhere), table(others, nowhere)) == []


def test_domains_that_look_alike_are_no_match_for_that():
    nameless = [None] * len(DOMAINS)

    ours, theirs = table(nameless, list(DOMAINS)), table(nameless, list(DOMAINS.values()))

    assert released(ours, theirs) == []


def test_a_lookalike_is_worth_no_more_than_any_other_domain_like_it():
    """The same name brings two accounts together, and the lookalike adds nothing to that."""
    labels = [domain.partition(".")[0] for domain in DOMAINS]
    typing_errors = [f"{label[0]}z{label[2:]}.com" for label in labels]
    ours = table(labels, list(DOMAINS))

    lookalike, honest = (
        {pair["a_id"]: pair for pair in released(ours, table(labels, websites))}
        for websites in (list(DOMAINS.values()), typing_errors)
    )

    assert lookalike
    for number, pair in lookalike.items():
        assert pair["confidence"] <= honest[number]["confidence"]
        assert "same_web_domain" not in {rule["rule"] for rule in pair["rules"]}


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_lookalike_domain_is_remarked_on_and_shown_in_ascii(files, domain):
    outcome = files.read(f"id,name,website\n1,Quartz,{DOMAINS[domain]}\n")

    (row,) = outcome.records
    assert outcome.remarks == [(2, "confusable")]
    assert row["domain"].isascii()
    assert row["domain"].startswith("xn--")
    assert row["domain"] != domains.key(domain)
    assert "check who it belongs to" in MESSAGES["confusable"]


ALIKE_BUT_WHOLE = {
    *("Cyrillic all through", "a word of Cyrillic", "Cherokee", "a one for an l", "r and n for m"),
}
"""Words of one alphabet: honest ones look so, too."""


@pytest.mark.parametrize("case", [each for each in NAMES if each not in ALIKE_BUT_WHOLE])
def test_a_name_of_two_alphabets_is_remarked_on(files, case):
    outcome = files.read(f"id,name\n1,{NAMES[case][1]}\n")

    assert outcome.remarks == [(2, "mixed_alphabets")]
    assert outcome.records[0]["name"] == NAMES[case][1]


HONEST = [
    *(
        "\u0141ukasz",
        "Caf\u00e9",
        "Stra\u00dfe",
        "\u0130stanbul",
        "Yap\u0131 Kredi",
        "LG\uc804\uc790",
    ),
    *("M\u012bl\u0101n", "\u0420\u043e\u043c\u0430 GmbH", "\u65e5\u672cIBM", "\uff29\uff22\uff2d"),
    "\u0395\u03bb\u03bb\u03ac\u03b4\u03b1 SA",
]


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_name_is_not_remarked_on(files, name):
    assert files.read(f"id,name\n1,{name}\n").remarks == []


@pytest.mark.parametrize("case", ONE_DOMAIN)
def test_spellings_of_one_domain_are_one(files, case):
    (row,) = files.records(f"id,name,website\n1,Quartz,{ONE_DOMAIN[case]}\n")

    assert row["domain"] == "acme.com"


@pytest.mark.parametrize(
    "host", ["acme.\u0441\u043em", "acme.c\u03bfm", "xn--zz--.com", "xn--.com"]
)
def test_what_no_registry_gives_away_is_no_domain(files, host):
    outcome = files.read(f"id,name,website\n1,Quartz,{host}\n")

    assert outcome.records[0]["domain"] is None
    assert outcome.remarks == [(2, "bad_domain")]


def test_what_nobody_can_see_in_a_name_does_not_make_it_another(files):
    rows = [f"{at},{name}" for at, name in enumerate(SPELLINGS)]
    kept = [row["name"] for row in files.records("\n".join(["id,name", *rows]))]
    theirs = table(["Acme Lighting"], [None])

    for name in kept:
        assert len(released(table([name], [None]), theirs)) == 1
