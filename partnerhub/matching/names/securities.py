"""Securities: what stock exchanges and depositories hang behind the name of a company.

`ADIDAS AG NA O.N.`, `HAPVIDA     ON      NM`, `CARD FACTORY PLC ORD 1P` and `SPECTRIS PLC  LS-,05`
name a kind of share or its face value, which is no part of the company's name.
"""

from typing import Final

import polars as pl

from partnerhub.matching.columns import TEXT, changed, evaluated

# As exchanges write them: DL is a US dollar, EO a euro, LS a pound, YN a yen.
_CURRENCIES: Final = (
    "dl|eo|ls|yn|yc|sk|nk|hd|sf|dk|rc|zy|uf|ad|cd|rp|ba|kc|sd|rm|kw|rl|np|nz|ri|rr|ei|mb|ph|md"
    "|gbp|usd|eur|aud|cad|hkd|sgd"
)
_ALONE: Final = "dl|eo|ls|hd|hkd|sgd|gbp|usd|eur"
_RECEIPTS: Final = "adrs?|ads|gdrs?|bdrs?|drc|drn|cdi|cva"
_SPONSORED: Final = r"(?:sp\.? ?|spons?\.? ?|sponsored |unsp\.? ?|unspon\.? ?|unsponsored )*"
_DEBTLIKE: Final = "(?:cum |non-cum |red |conv |perp )*"
_PREFERRED: Final = "pref|prf|pfd|preferred|preference"
_HOLDERS: Final = (
    r"na|inh|nom|reg|namens?|inhaber|vzo?|sta?|vink\.?na|vna|port|konv|act|az|bearer|registered"
)
_KINDS: Final = "registered|bearer|common|depositary|ordinary|subordinate|sub|vtg|voting"
_SHARES: Final = "s|sh|sha[a-z0-9]*|shs|stk|stock|vtg|voting|rec[a-z0-9]*|unit[a-z0-9]*"
_BRAZILIAN: Final = "on|pn[a-h]?|unt|drn|cpa"

_FACE_VALUE: Final = r"(?: (?:gbp|usd|eur|cad|aud|npv|nok))*[ 0-9./,]*p?(?: ?\([a-z0-9]+\)?)?"

# Endings after which nothing stands but spaces.
_SHORT: Final = (
    rf"[ ,.]+b?(?:{_CURRENCIES}) ?-?[ ,]*-?,?[0-9][0-9,./]*p?",
    rf"[ ,.]+(?:{_ALONE})[ -]*,?",
    rf" {_DEBTLIKE}(?:{_PREFERRED})(?: [a-d])?",
    rf"[ (]+{_SPONSORED}(?:{_RECEIPTS})(?: ?[0-9/:,. -]+(?:reg ?s)?)?\)?",
    rf" ord(?:inary)?(?: sh[a-z0-9]*)?{_FACE_VALUE}",
    r" (?:fpo|stapled|npv)(?: nzx| nzd| 'a')?",
    r" new",
    r" -[a-z]-",
    r"[ .]cl\.? ?[a-h] ?-,[0-9]+",
    rf" +(?:{_BRAZILIAN})(?: +(?:ej|ed|eb|es|edj|ejs|atz))? +(?:nm|n[12]|m[ab2])",
    rf"  +(?:{_BRAZILIAN})",
    rf"[ .]+(?:{_HOLDERS})?\.? ?(?:shs?\.?)?[ .]*o\. ?n\.?",
    r" (?:na|inh|nom|port|konv|vna|vink\.?na)\.?",
    rf" (?:{_KINDS}) (?:{_SHARES})",
    r" \(?(?:fria|units?|rts|wts?|warrants?|rights?)\)?",
    r"[ -](?:ser|series|cl|class)\.? ?[a-h][0-9]?",
)
# Beginnings of endings: whatever stands behind them belongs to them.
_LONG: Final = (
    r" [0-9][0-9.]*%",
    rf" {_DEBTLIKE}(?:{_PREFERRED})(?: (?:sh|stk|ser|stock|unit|cl|equ)| [a-d] | [0-9])",
    rf" (?:{_KINDS}) (?:{_SHARES}) ",
    rf"[ (]+{_SPONSORED}(?:{_RECEIPTS}) ?[0-9/:,. -]+rep ",
)
_ENDING: Final = rf"(?:{'|'.join(_SHORT)}) *$"
_BEGINNING: Final = rf"(?:{'|'.join(_LONG)}).*$"
_HINT: Final = rf" (?:{_PREFERRED}|{_KINDS}|{_RECEIPTS}) |%"
# AKESO-B: the classes that Hong Kong marks.
_CLASS: Final = r"([a-z]{3})-(?:b|s|w|sw|h|p|r|wb|a|c|d|n) *$"
# Such endings stand behind each other: AG A NEW DL-,01.
_MOST: Final = 3


NAMED: Final = f"{_ENDING}|{_HINT}"
"""Found in names in lower case that may name a security."""


def without(names: pl.Series) -> pl.Series:
    """Take off what names a security, from names in lower case."""
    return changed(names, names.str.contains(NAMED), _bare).str.replace(_CLASS, "${1}")


def _bare(names: pl.Series) -> pl.Series:
    """Take off all beginnings and endings."""
    text = TEXT.str.replace(_BEGINNING, "")
    for _ in range(_MOST):
        text = text.str.replace(_ENDING, "")
    return evaluated(names, text)
