"""Web domains: one spelling, no mix-ups, and nobody's domain for everybody."""

import pytest
import tldextract
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.identifiers import domains

TLDEXTRACT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@pytest.mark.parametrize(
    ("typed", "registrable"),
    [
        ("EXAMPLE.COM.", "example.com"),
        (" https://www.Example.com/a?b ", "example.com"),
        ("http://shop.acme.co.uk:8080/x#y", "acme.co.uk"),
        ("http:/acme.com", "acme.com"),
        ("http://http://acme.com", "acme.com"),
        ("//acme.com", "acme.com"),
        ("acme.com; acme.de", "acme.com"),
        ("Acme (acme.com)", "acme.com"),
        ("http://user:secret@acme.com/", "acme.com"),
        ("acme。com", "acme.com"),
        ("ab--cd.com", "ab--cd.com"),
        ("www.com", "www.com"),
        ("faß.de", "xn--fa-hia.de"),
        ("fass.de", "fass.de"),
        ("MÜLLER.de", "xn--mller-kva.de"),
        ("яндекс.рф", "xn--d1acpjx3f.xn--p1ai"),
        ("foo.新潟.jp", "foo.xn--efvn9s.jp"),
        ("www.city.kawasaki.jp", "city.kawasaki.jp"),
        ("acme.uk.com", "acme.uk.com"),
        ("acme.myshopify.com", "acme.myshopify.com"),
    ],
)
def test_a_domain_is_found_in_what_people_type(typed, registrable):
    domain = domains.parse(typed)

    assert domain is not None
    assert domain.registrable == registrable
    assert domain.host.endswith(registrable)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "n/a", "localhost", "10.0.0.1", "[::1]", "http://[::1]/", "com", "co.uk", "新潟.jp"),
        *("☃.net", "a_b.com", "-a.com", "a-.com", "a..com", ".com", "acme.local", "xn--a.com"),
        *("http://ok.com@127.0.0.1/", "2130706433", "foo.ck", "acme", "acme.", "@", "https://"),
        "a" * 64 + ".com",
        ".".join(["a" * 60] * 5) + ".com",
        "x" * 3000 + ".com",
    ],
)
def test_what_is_no_public_web_domain_is_none(typed):
    assert domains.parse(typed) is None
    assert domains.key(typed) is None


@pytest.mark.parametrize(("letters", "fits"), [(61, True), (62, False)])
def test_a_host_has_253_letters_at_most(letters, fits):
    host = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * (letters - 4), "com"])

    assert len(host) == 192 + letters
    assert (domains.parse(host) is not None) == fits


@pytest.mark.parametrize(
    ("typed", "flag", "key"),
    [
        ("a@b.com", "domain_is_email", "b.com"),
        ("mailto:a@b.com", "domain_is_email", "b.com"),
        ("gmail.com", "public_mailbox", None),
        ("info@web.de", "public_mailbox", None),
        ("qq.com", "public_mailbox", None),
        ("mail.ru", "public_mailbox", None),
        ("proton.me", "public_mailbox", None),
        ("mail.yahoo.co.uk", "public_mailbox", None),
        ("linkedin.com/company/acme", "platform", None),
        ("de-de.facebook.com/acme", "platform", None),
        ("sites.google.com/acme", "platform", None),
        ("acme.wordpress.com", "platform", None),
        ("github.io", "platform", None),
        ("uk.com", "platform", None),
        ("\N{CYRILLIC SMALL LETTER A}pple.com", "confusable", "xn--pple-43d.com"),
        ("xn--80ak6aa92e.com", "confusable", "xn--80ak6aa92e.com"),
        ("p\N{GREEK SMALL LETTER ALPHA}ypal.com", "confusable", "xn--pypal-d9d.com"),
        ("\N{LATIN LETTER SMALL CAPITAL G}oogle.com", "confusable", "xn--oogle-wmc.com"),
        ("tw\N{LATIN SMALL LETTER DOTLESS I}tter.com", "confusable", "xn--twtter-q9a.com"),
    ],
)
def test_what_is_odd_about_a_domain_is_flagged(typed, flag, key):
    domain = domains.parse(typed)

    assert domain is not None
    assert flag in domain.flags
    assert domains.key(typed) == key


@pytest.mark.parametrize(
    "typed", ["яндекс.рф", "пример.com", "münchen.de", "日本abc.jp", "google.com"]
)
def test_an_honest_domain_is_not_flagged(typed):
    domain = domains.parse(typed)

    assert domain is not None
    assert domain.flags == frozenset()


def test_the_label_is_what_people_read():
    assert domains.parse("www.xn--mller-kva.de").label == "müller"


def registrable_by_tldextract(host, *, private):
    found = TLDEXTRACT.extract_str(host, include_psl_private_domains=private)
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else None


@pytest.mark.parametrize("rest", ["", "acme.", "shop.acme.", "a.shop.acme."])
def test_names_are_cut_where_the_suffix_list_says(rest):
    differing = []
    for rule in domains.suffix_rules(private=True):
        host = domains.ascii_host(rest + rule.lstrip("!").replace("*", "foo"))
        wanted = registrable_by_tldextract(host, private=True)
        wanted = wanted or registrable_by_tldextract(host, private=False)
        found = domains.parse(f"//{host}")
        bare = host.removeprefix("www.")
        if bare == host and (found.registrable if found else None) != wanted:
            differing.append(host)

    assert differing == []


@pytest.mark.parametrize("rest", ["acme.", "shop.acme."])
def test_a_plain_host_is_read_like_any_other(rest):
    for rule in domains.suffix_rules(private=True):
        host = rest + rule.lstrip("!").replace("*", "foo")
        if rule.isascii():
            assert domains.parse(host) == domains.parse(f"//{host}")


@given(st.text(max_size=60))
def test_any_text_has_an_answer_and_a_key_is_its_own_key(text):
    key = domains.key(text)

    assert key is None or domains.key(key) == key


@pytest.mark.parametrize("evil", ["." * 2000, "a." * 1000, "http:" * 400, "@" * 2000, "-" * 2000])
def test_no_text_takes_long(evil, processor_time):
    domains.parse(evil)

    assert processor_time() < 0.05
