"""Phones and countries: what people type, brought to what can be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.identifiers import countries, phones


@pytest.mark.parametrize(
    ("typed", "country", "key"),
    [
        ("+49 (0)30 1234567", None, "49301234567"),
        ("0049 30 1234567", "US", "49301234567"),
        ("030/1234567", "DE", "49301234567"),
        ("+44 020 7946 0958", None, "442079460958"),
        ("020 7946 0958", "GB", "442079460958"),
        ("(212) 555-0100 x12", "US", "12125550100"),
        ("212.555.0100", "us", "12125550100"),
        ("1 212 555 0100", "CA", "12125550100"),
        ("+1 212 555 0100 ext. 5", None, "12125550100"),
        ("06 698 12345", "IT", "390669812345"),
        ("8 (495) 123-45-67", "RU", "74951234567"),
        ("011 44 20 7946 0958", "US", "442079460958"),
        ("+1 212 555 0100; +1 212 555 0111", None, "12125550100"),
        ("030 1234567", None, "301234567"),
        ("555-0100", "US", "5550100"),
        ("\uff12\uff11\uff12 555 0100", "US", "12125550100"),
        ("1-800-FLOWERS", "US", None),
        ("12345", None, None),
        ("n/a", None, None),
        ("", "DE", None),
        ("1" * 61, None, None),
        ("030 1234567", "XX", "301234567"),
    ],
)
def test_a_phone_has_one_key(typed, country, key):
    assert phones.key(typed, country) == key


@pytest.mark.parametrize(
    "region", ["DE", "FR", "GB", "US", "IT", "ES", "NL", "PL", "JP", "BR", "IN"]
)
def test_the_short_way_agrees_with_the_parser(region):
    import phonenumbers  # noqa: PLC0415

    for kind in (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE):
        number = phonenumbers.example_number_for_type(region, kind)
        wanted = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]
        for style in (
            phonenumbers.PhoneNumberFormat.NATIONAL,
            phonenumbers.PhoneNumberFormat.INTERNATIONAL,
        ):
            assert phones.key(phonenumbers.format_number(number, style), region) == wanted


@given(st.text(max_size=70), st.sampled_from([None, "DE", "US", "IT", "??"]))
def test_any_text_has_an_answer_of_digits(text, country):
    key = phones.key(text, country)

    assert key is None or (key.isascii() and key.isdigit() and len(key) >= 7)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *[(text, "US") for text in ("USA", "U.S.A.", "us", "United States", "Estados Unidos")],
        *[(text, "GB") for text in ("UK", "England", "Great Britain", "Royaume-Uni", "GBR")],
        *[(text, "NL") for text in ("Holland", "The Netherlands", "Países Bajos", "Nederland")],
        *[(text, "DE") for text in ("Deutschland", "GERMANY", "Niemcy", "Alemania", "deu")],
        *[(text, "CN") for text in ("PRC", "中国", "People's Republic of China", "Chine")],
        *[(text, "KR") for text in ("South Korea", "Korea, Republic of", "대한민국")],
        *[(text, "CZ") for text in ("Czech Republic", "Czechia", "Česko", "República Checa")],
        ("C\u00f4te d\u2019Ivoire", "CI"),
        ("Österreich", "AT"),
        ("Oesterreich", "AT"),
        ("Bosnia & Herzegovina", "BA"),
        ("Hong Kong SAR China", "HK"),
        ("Taiwan, Province of China", "TW"),
        ("Türkiye", "TR"),
        ("日本", "JP"),
        ("Россия", "RU"),
        ("Hellas", "GR"),
        ("Ελλάδα", "GR"),
        ("Georgia", "GE"),
        ("Europe", None),
        ("EU", None),
        ("XX", None),
        ("Congo", None),
        ("", None),
        ("x" * 200, None),
    ],
)
def test_a_country_has_one_code(typed, code):
    assert countries.code(typed) == code
