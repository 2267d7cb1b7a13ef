"""API keys and keyed ids: they say what they say, and nothing can be made up."""

import string

from hypothesis import assume, given
from hypothesis import strategies as st

from partnerhub.domain.keys import (
    ALPHABET,
    BODY_LENGTH,
    CHECK_LENGTH,
    TOKEN_PREFIX,
    Keyring,
    Token,
)
from partnerhub.domain.lists import ListKind

IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
TOKENS = st.builds(Token, IDS, IDS, st.binary(min_size=32, max_size=32))
LENGTH = len(TOKEN_PREFIX) + BODY_LENGTH + CHECK_LENGTH
KEYS = Keyring(
    records=b"r" * 32, persons=b"p" * 32, tokens=b"t" * 32, matches=b"m" * 32, audit=b"a" * 32
)


@given(TOKENS)
def test_a_token_says_whose_it_is(token):
    assert Token.parse(token.text()) == token


@given(TOKENS)
def test_every_token_looks_alike(token):
    text = token.text()

    assert len(text) == LENGTH
    assert text.startswith(TOKEN_PREFIX)
    assert set(text.removeprefix(TOKEN_PREFIX)) <= set(ALPHABET)


@given(TOKENS, st.integers(len(TOKEN_PREFIX), LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_letter_makes_it_no_token(token, place, letter):
    text = token.text()
    assume(text[place] != letter)

    assert Token.parse(text[:place] + letter + text[place + 1 :]) is None


@given(st.text() | st.text(string.printable, min_size=LENGTH, max_size=LENGTH))
def test_no_text_is_too_odd_to_be_refused(text):
    assert Token.parse(text) is None
    assert Token.parse(TOKEN_PREFIX + text) is None


def test_two_tokens_for_one_key_have_two_secrets():
    one, other = (Token.issue("a" * 32, "b" * 32) for _ in range(2))

    assert one.secret != other.secret
    assert KEYS.token_digest(one.secret) != KEYS.token_digest(other.secret)


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_record_keeps_its_id_and_shares_it_with_no_other(one, other):
    assume(one != other)

    def ids(organization, kind):
        return KEYS.record_ids(organization, kind, [one, other, None])

    mine = ids("a" * 32, ListKind.ACCOUNTS)

    assert mine == ids("a" * 32, ListKind.ACCOUNTS)
    assert mine[2] is None
    everybody = [
        *mine[:2],
        *ids("a" * 32, ListKind.CONTACTS)[:2],
        *ids("b" * 32, ListKind.ACCOUNTS)[:2],
    ]
    assert len(set(everybody)) == 6


def test_a_person_has_one_key_everywhere_and_another_with_every_secret():
    others = Keyring(
        records=b"r" * 32, persons=b"q" * 32, tokens=b"t" * 32, matches=b"m" * 32, audit=b"a" * 32
    )

    (key,) = KEYS.person_keys(["ada@acme.com"])

    assert [key] == KEYS.person_keys(["ada@acme.com"])
    assert [key] != others.person_keys(["ada@acme.com"])
    assert [key] != KEYS.name_keys(["ada@acme.com"])
