from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.domain.money import CurrencyMismatchError, Money, exponent, rate, rounded

CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD", "CLF", "XXQ"])


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12.50", "EUR", 1250),
        ("12.5", "EUR", 1250),
        ("12", "EUR", 1200),
        ("0", "EUR", 0),
        ("-3.20", "EUR", -320),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("1.2345", "CLF", 12345),
        ("999999999999999.99", "EUR", 99999999999999999),
    ],
)
def test_an_amount_is_read_in_its_currencys_minor_units(amount, currency, minor):
    assert Money.parse(amount, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "amount",
    [
        "",
        " 1",
        "1 ",
        "1,50",
        "1_000",
        "+1",
        "1e3",
        ".5",
        "5.",
        "1.234",
        "\u0663",  # an Arabic three
        "\uff11\uff12",  # a full-width twelve
        "NaN",
        "1000000000000000",
        "--1",
        "1.5\n",
    ],
)
def test_what_is_not_an_amount_is_refused_and_not_guessed(amount):
    with pytest.raises(ValueError, match=r"amount|decimals"):
        Money.parse(amount, "EUR")


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "EU", "E R", "ÉUR", "EUR\n"])
def test_a_currency_is_three_capital_letters(currency):
    with pytest.raises(ValueError, match="currency code"):
        Money(1, currency)


def test_yen_have_no_decimals_and_dinars_have_three():
    assert (exponent("JPY"), exponent("IQD"), exponent("ISK"), exponent("EUR")) == (0, 3, 0, 2)


def test_euros_and_dollars_are_never_added():
    with pytest.raises(CurrencyMismatchError):
        Money(1, "EUR") + Money(1, "USD")


def test_nothing_added_up_is_zero_of_the_currency():
    assert Money.total([], "EUR") == Money(0, "EUR")
    assert Money.total([Money(5, "EUR"), Money(7, "EUR")], "EUR") == Money(12, "EUR")


def test_taking_off_can_leave_a_debt():
    assert str(Money(100, "EUR") - Money(250, "EUR")) == "-1.50 EUR"


@given(st.integers(min_value=-(10**15), max_value=10**15), CURRENCIES)
def test_an_amount_written_and_read_again_is_the_same(minor, currency):
    money = Money(minor, currency)

    assert Money.from_json(money.to_json()) == money
    if abs(minor) < 10**15:
        assert Money.parse(money.to_json()["amount"], currency) == money


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(3, 2), 0, "2"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(55125, 100000), 4, "0.5513"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(0), 4, "0.0000"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, places, written):
    assert str(rounded(value, places)) == written


@given(st.fractions(), st.integers(min_value=0, max_value=6))
def test_rounding_moves_a_value_by_half_a_unit_at_most(value, places):
    assert abs(Fraction(rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)


@given(st.fractions(max_denominator=10**6))
def test_rounding_is_the_same_on_both_sides_of_zero(value):
    assert rounded(-value) == rounded(value).copy_negate()


def test_a_rate_of_nothing_is_unknown_and_not_zero_percent():
    assert rate(0, 0) is None
    assert rate(0, 5) == Decimal(0)


def test_money_that_came_out_of_a_division_is_rounded_to_its_minor_unit():
    assert Money.of(Fraction(2500, 9), "EUR") == Money(278, "EUR")
