"""Calling: the country that an account leaves out, as its phone number or web domain tells it."""

from typing import Final

import polars as pl

_CODES: Final = """
20=EG 27=ZA 30=GR 31=NL 32=BE 33=FR 34=ES 36=HU 39=IT 40=RO 41=CH 43=AT 44=GB 45=DK 46=SE 47=NO
48=PL 49=DE 51=PE 52=MX 54=AR 55=BR 56=CL 57=CO 58=VE 60=MY 61=AU 62=ID 63=PH 64=NZ 65=SG 66=TH
81=JP 82=KR 84=VN 86=CN 90=TR 91=IN 92=PK 94=LK 212=MA 213=DZ 216=TN 234=NG 254=KE 351=PT 352=LU
353=IE 354=IS 356=MT 357=CY 358=FI 359=BG 370=LT 371=LV 372=EE 380=UA 381=RS 385=HR 386=SI 420=CZ
421=SK 852=HK 853=MO 880=BD 886=TW 961=LB 962=JO 965=KW 966=SA 968=OM 971=AE 972=IL 973=BH 974=QA
"""
# +1 and +7 are those of several countries and say too little.
_COUNTRIES: Final = dict(entry.split("=") for entry in _CODES.split())
_CODE: Final = r"^\s*(?:\+|00)[ (]*([1-9][0-9]{1,2})"
_LONG: Final = 3

# Endings of two letters that companies of every country take.
_ANYBODYS: Final = """
io ai co me tv cc ly fm to gg sh so is us eu vc ag la ws bz gl im st cx nu tk ml ga cf gq pw sc ms
vg ac am
"""
_ENDING: Final = r"\.([a-z]{2})$"


def country(accounts: pl.DataFrame) -> pl.Series:
    """Name the country that the `phone` of an account tells, or else its web `domain`."""
    told = pl.coalesce(_by_phone(pl.col("phone")), _by_domain(pl.col("domain")))
    return accounts.select(told.alias("country")).to_series()


def _by_phone(phone: pl.Expr) -> pl.Expr:
    """Name the country of the calling code, where one was typed."""
    code = phone.str.extract(_CODE)
    long = code.replace_strict(_COUNTRIES, default=None, return_dtype=pl.String)
    short = code.str.head(_LONG - 1)
    return pl.coalesce(long, short.replace_strict(_COUNTRIES, default=None, return_dtype=pl.String))


def _by_domain(domain: pl.Expr) -> pl.Expr:
    """Name the country that a web domain ends in."""
    ending = domain.str.extract(_ENDING)
    country = ending.replace({"uk": "gb"}).str.to_uppercase()
    return pl.when(~ending.is_in(_ANYBODYS.split())).then(country)
