"""Money: an exact count of a currency's smallest unit.

Amounts are never binary fractions and are never added across currencies. The number of decimals
is ISO 4217's, not a locale's habit: the Serbian dinar has two, whatever its banknotes say.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

CURRENCIES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR
    MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG
    SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI
    UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()
)
"""Currencies a deal or a cost can be in (ISO 4217, with those that left it a few years ago)."""

_DECIMALS = dict.fromkeys(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0
)
_DECIMALS |= dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
_DECIMALS |= dict.fromkeys("CLF UYW".split(), 4)

_AMOUNT = re.compile(r"-?[0-9]{1,15}(?:\.([0-9]{1,4}))?")
"""At most 15 digits before the point: with four decimals it still fits 63 bits."""


def decimals(currency: str) -> int:
    """How many digits an amount of the currency has after the point.

    >>> decimals("EUR"), decimals("JPY"), decimals("KWD")
    (2, 0, 3)
    """
    return _DECIMALS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, amount: str, currency: str) -> "Money | None":
        """Read an amount as our API writes it; None when it is none in this currency.

        >>> Money.parse("12.5", "EUR")
        Money(minor=1250, currency='EUR')
        >>> Money.parse("12.345", "EUR"), Money.parse("1e3", "EUR"), Money.parse("1", "XXX")
        (None, None, None)
        """
        found = _AMOUNT.fullmatch(amount)
        places = decimals(currency)
        if found is None or currency not in CURRENCIES or len(found[1] or "") > places:
            return None
        return cls(int(Decimal(amount).scaleb(places)), currency)

    @property
    def amount(self) -> str:
        """The amount as our API writes it, with all decimals of its currency.

        >>> Money(1250, "EUR").amount, Money(1250, "JPY").amount, Money(-5, "KWD").amount
        ('12.50', '1250', '-0.005')
        """
        return f"{Decimal(self.minor).scaleb(-decimals(self.currency)):f}"
