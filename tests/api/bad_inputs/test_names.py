"""Group F: names, domains and addresses, from an upload to what is matched by."""

import pytest

from tests.journeys.people import agree, compare

CYRILLIC = "\u0430pple.com"
SNOWMAN = "\u2603.net"

DOMAINS = {
    "EXAMPLE.com.": ("example.com", None),
    " https://www.Example.com/a?b ": ("example.com", None),
    "http://user@example.com:8080/x": ("example.com", None),
    CYRILLIC: ("xn--pple-43d.com", "confusable"),
    "fa\u00df.de": ("xn--fa-hia.de", None),
    "fass.de": ("fass.de", None),
    SNOWMAN: (None, "bad_domain"),
    "a_b.com": (None, "bad_domain"),
    "-a.com": (None, "bad_domain"),
    "a..com": (None, "bad_domain"),
    "a" * 64 + ".com": (None, "bad_domain"),
    ".".join(["a" * 60] * 5) + ".com": (None, "bad_domain"),
    "localhost": (None, "bad_domain"),
    "10.0.0.1": (None, "bad_domain"),
    "http://[::1]/": (None, "bad_domain"),
    "com": (None, "bad_domain"),
    "co.uk": (None, "bad_domain"),
    "a@b.com": ("b.com", "domain_is_email"),
    "gmail.com": (None, "public_mailbox"),
    "qq.com": (None, "public_mailbox"),
    "mail.ru": (None, "public_mailbox"),
    "xn--80ak6aa92e.com": ("xn--80ak6aa92e.com", "confusable"),
    "https://www.linkedin.com/company/acme": (None, "platform"),
    "javascript:alert(1)": (None, "bad_domain"),
}
"""A web address as typed: the domain that is matched by, and what is said about it."""


@pytest.fixture(scope="module")
def read(scene):
    """Every address of `DOMAINS` in one list: its domain and what was said about it."""
    person = scene.office.manager("Nina")
    rows = [f'{at},Name {at} Works,"{text}"' for at, text in enumerate(DOMAINS)]
    content = "\n".join(["id,name,website", *rows]).encode()
    imported = scene.upload(person, "accounts", content)
    said = {line - 2: code for line, code, _ in scene.rejects(person, imported)}
    found = {int(each["record_id"]): each["domain"] for each in person.every("/v1/accounts")}
    return {text: (found[at], said.get(at)) for at, text in enumerate(DOMAINS)}


@pytest.mark.parametrize("text", DOMAINS)
def test_a_web_address_is_known_by_its_domain_or_not_at_all(read, text):
    assert read[text] == DOMAINS[text]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("apple.com", CYRILLIC),
        ("fa\u00df.de", "fass.de"),
        ("gmail.com", "gmail.com"),
        ("linkedin.com/company/a", "linkedin.com/company/b"),
        ("10.0.0.1", "10.0.0.1"),
        ("a.co.uk", "b.co.uk"),
        ("one.github.io", "two.github.io"),
    ],
)
def test_what_only_looks_alike_is_no_match(scene, mine, theirs):
    first, second = scene.office.manager("Olaf"), scene.office.manager("Pia")
    for person, name, text in ((first, "Quartz Lighting", mine), (second, "Umbra Foods", theirs)):
        scene.upload(person, "accounts", f"id,name,website\n1,{name},{text}\n".encode())
    overlap = compare(first, second, agree(first, second))

    assert overlap["state"] == "succeeded"
    assert not any(overlap["counts"].values())


ADDRESSES = {
    "A.B+x@Ex.com": "a.b+x@ex.com",
    "ann@fa\u00df.de": "ann@xn--fa-hia.de",
    "a" * 64 + "@example.com": "a" * 64 + "@example.com",
    "a" * 65 + "@example.com": None,
    "a" * 10_000 + "@example.com": None,
    "nobody": None,
    "a@b@example.com": None,
    "a@localhost": None,
    "a@10.0.0.1": None,
    "@example.com": None,
}
"""An e-mail address as typed, and as it is kept."""


@pytest.fixture(scope="module")
def people(scene):
    person = scene.office.manager("Rosa")
    rows = [f"{at},Person {at},{text}" for at, text in enumerate(ADDRESSES)]
    content = "\n".join(["id,full name,email", *rows]).encode()
    imported = scene.upload(person, "contacts", content, max_reject_share="1")
    assert imported["state"] == "succeeded", imported["problem"]
    refused = {line - 2: code for line, code, _ in scene.rejects(person, imported)}
    found = {int(each["record_id"]): each["email"] for each in person.every("/v1/contacts")}
    return {text: (found.get(at), refused.get(at)) for at, text in enumerate(ADDRESSES)}


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_kept_whole_or_refused(people, text):
    kept, said = people[text]

    assert kept == ADDRESSES[text]
    assert (said is None) == (kept is not None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Caf\u0065\u0301\u200b \u202eRouge\u202c  Ltd ", "Caf\u00e9 Rouge Ltd"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("Robert'); drop table accounts;--", "Robert'); drop table accounts;--"),
        ("\U0001f389" * 300, "\U0001f389" * 300),
        ("NULL", "NULL"),
        ("\x07Bell\x1b[0m Inc", "Bell [0m Inc"),
    ],
)
def test_a_name_is_text_and_nothing_else(scene, typed, kept):
    person = scene.office.manager("Sven")

    scene.upload(person, "accounts", f"id,name,website\n1,{typed},a-name.com\n".encode())

    (account,) = person.every("/v1/accounts")
    assert account["name"] == kept


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("\u0410cme Lighting", "mixed_alphabets"),  # a Cyrillic A
        ("ACME \u216dorp", "mixed_alphabets"),  # the Roman numeral
        ("Micros\u03bfft", "mixed_alphabets"),  # a Greek omicron
        ("\U0001d400cme", "mixed_alphabets"),  # a letter of mathematics
        ("\u0420\u043e\u043c\u0430\u0448\u043a\u0430", None),
        ("ACME \u0411\u0430\u043d\u043a", None),
        ("\uff21\uff2e\uff21 Holdings", None),
        ("Caf\u00e9 M\u00fcller", None),
    ],
)
def test_a_name_of_mixed_alphabets_is_remarked_on(scene, name, said):
    person = scene.office.manager("Tess")

    imported = scene.upload(person, "accounts", f"id,name,website\n1,{name},a-b.com\n".encode())

    expected = [(2, said, "warning")] if said else []
    assert imported["state"] == "succeeded"
    assert scene.rejects(person, imported) == expected
    assert imported["counts"]["accepted"] == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/cron.d/x", "x"),
        ("C:\\x", None),
        ("..", ".."),
        ("a\r\nSet-Cookie: x=1.csv", None),
        ("a\x00b.csv", None),
        ("x" * 300, "x" * 255),
        ('a";filename="b.csv', None),
    ],
)
def test_a_path_in_a_file_name_leads_nowhere(scene, name, shown):
    person = scene.office.manager("Uma")
    content = b"id,name,website\n1,Acme,acme.com\n"

    answer = scene.send(person, "accounts", content, name)
    scene.office.worker.run_all()

    assert answer.status_code in {202, 400, 422}
    assert "Set-Cookie" not in answer.headers
    if answer.status_code == 202:
        seen = person.get(answer.headers["Location"])
        assert seen["filename"].isprintable()
        assert len(seen["filename"]) <= 255
        assert not {"/", "\\"} & set(seen["filename"])
        assert shown is None or seen["filename"] == shown
        rejects = f"/v1/imports/{seen['id']}/rejects"
        export = person.call("GET", rejects, 200, headers={"Accept": "text/csv"})
        assert export.headers["Content-Disposition"] == 'attachment; filename="rejects.csv"'
