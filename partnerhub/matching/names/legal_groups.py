"""Which legal forms one company may be found under, and which are of different companies.

*Acme Ltd*, *Acme Limited* and *Acme Pty Ltd* may be one company, and so may *Acme Oyj*, *Acme Plc*
and *Acme Corp*, as Finnish companies translate theirs. *Acme Inc.* and *Acme GmbH* are two
companies, of one group at best. A form is in a group with those that it is translated to, with
those that it is often turned into, and in as many groups as it needs to be.
"""

import re
from typing import Final

import polars as pl

from partnerhub.matching.columns import different

# As `normalizing` leaves them. Forms that say too little, such as `co`, stand in no group.
GROUPS: Final = (
    (
        "inc|incorporated|corp|corporation|oy|oyj|abp|kk|k k|kabushiki kaisha|kabushikigaisha"
        "|chusik hoesa|jusik hoesa|gufen youxian gongsi"
    ),
    (
        "ltd|limited|tld|pvt|private|private limited company|pte|pty|proprietary|ltee|pcl"
        "|public company|kk|k k|kabushiki kaisha|kabushikigaisha|yk|yugen kaisha|gk|godo kaisha"
        "|chusik hoesa|jusik hoesa|gufen youxian gongsi|youxian gongsi|youxian zeren gongsi"
        "|cong ty tnhh|cong ty tnhh mtv|cong ty tnhh mot thanh vien|cong ty trach nhiem huu han"
    ),
    "plc|p l c|public limited company|pcl|public company|oy|oyj|abp|se",
    "llc|l l c|limited liability company|lcc|ooo|too|tov|mmc|fz llc",
    "lp|limited partnership|llp|lllp",
    "ag|a g|aktiengesellschaft|se",
    "gmbh|g m b h|ggmbh|mbh|gesellschaft mit beschrankter haftung",
    "kg|kgaa|kommanditgesellschaft|kommandit",
    (
        "sa|s a|sas|s a s|sasu|societe anonyme|societe|sociedad anonima|sociedad anonima abierta"
        "|anonima|anonyme|soc anonima|sociedad anonima bursatil|sociedade anonima|sgps|sa sgps"
        "|sab|sab de|sab de cv|sa de cv|sapi|sapi de cv|saa|sac|saic|sae|sau|sad|ae|se"
    ),
    "spa|s p a|societa per azioni|se",
    (
        "srl|s r l|srls|sarl|eurl|sagl|sl|s l|slu|sociedad limitada|lda|ltda|limitada|s de rl"
        "|s de rl de cv|sprl|bvba|societa a responsabilita limitata"
    ),
    "nv|naamloze vennootschap|se",
    "bv|b v|besloten vennootschap",
    "ab|ab publ|publ|aktiebolag|abp",
    "as|asa|a s|aktieselskab|allmennaksjeselskap|aksjeselskap|aps|anonim sirketi|tas|se",
    "pt|tbk|persero",
    "bhd|sdn|sdn bhd|berhad",
    (
        "jsc|ojsc|cjsc|pjsc|oao|pao|zao|ao|psc|public joint stock company|joint stock company"
        "|open joint stock company|closed joint stock company|joint stock|cong ty co phan"
        "|cong ty cp|ctcp|pat|prat"
    ),
    "sp zoo|sp z oo|sp z o o|spzoo|spolka z ograniczona odpowiedzialnoscia|spolka akcyjna",
    "sro|spol s ro|s r o|doo|d o o|ood|eood",
    "kft|zrt|nyrt|bt|reszvenytarsasag|nyilvanosan mukodo reszvenytarsasag",
    "reit",
)


def _bits() -> dict[str, int]:
    """Say in which groups each form is, as bits of a number."""
    found: dict[str, int] = {}
    for place, group in enumerate(GROUPS):
        for form in group.split("|"):
            found[form] = found.get(form, 0) | 1 << place
    return found


_BITS: Final = _bits()
_FORMS: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, _BITS), key=lambda form: (-len(form), form)))})\b"
)


def groups(taken: pl.Series) -> pl.Series:
    """Say in which groups the forms are that were taken off names.

    Args:
        taken: What was taken off each name, such as `pte ltd`.

    Returns:
        A number for each, one bit for each group; 0 where there is none.
    """
    which, texts = different(taken)
    found = pl.Series([_groups_of(text) for text in texts], dtype=pl.UInt32)
    return found.gather(which)


def _groups_of(text: str) -> int:
    """Say in which groups the forms of one text are."""
    found = 0
    for form in _FORMS.findall(text):
        found |= _BITS[form]
    return found
