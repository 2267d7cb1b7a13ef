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
        "|chusik hoesa|jusik hoesa|gufen youxian gongsi|osakeyhtio|julkinen osakeyhtio"
    ),
    (
        "ltd|limited|tld|pvt|private|private limited company|pte|pty|proprietary|ltee|pcl"
        "|public company|kk|k k|kabushiki kaisha|kabushikigaisha|yk|yugen kaisha|gk"
        "|godo kaisha|chusik hoesa|jusik hoesa|gufen youxian gongsi|youxian gongsi"
        "|youxian zeren gongsi|cong ty tnhh|cong ty tnhh mtv|cong ty tnhh mot thanh vien"
        "|cong ty trach nhiem huu han"
    ),
    (
        "plc|p l c|public limited company|pcl|public company|oy|oyj|abp|se|osakeyhtio"
        "|julkinen osakeyhtio"
    ),
    (
        "llc|l l c|limited liability company|lcc|ooo|too|tov|mmc|fz llc|limited liability co"
        "|obshchestvo s ogranichennoy otvetstvennostyu"
        "|obshchestvo s ogranichennoi otvetstvennostyu"
        "|tovarystvo z obmezhenoyu vidpovidalnistyu|tzov"
        "|professional limited liability company"
    ),
    (
        "lp|limited partnership|llp|lllp|limited liability partnership"
        "|limited liability limited partnership|slp"
    ),
    "ag|a g|aktiengesellschaft|se",
    (
        "gmbh|g m b h|ggmbh|mbh|gesellschaft mit beschrankter haftung|ges mbh|ges m b h|gesmbh"
        "|gesellschaft mbh|gesellschaft m b h|gesellschaft mit beschraenkter haftung"
        "|gemeinnutzige gmbh|gemeinnuetzige gmbh"
    ),
    "kg|kgaa|kommanditgesellschaft|kommandit|kommanditgesellschaft auf aktien",
    (
        "sa|s a|sas|s a s|sasu|societe anonyme|societe|sociedad anonima"
        "|sociedad anonima abierta|anonima|anonyme|soc anonima|sociedad anonima bursatil"
        "|sociedade anonima|sgps|sa sgps|sab|sab de|sab de cv|sa de cv|sapi|sapi de cv|saa|sac"
        "|saic|sae|sau|sad|ae|se|societe anonyme a directoire"
        "|societe anonyme a conseil dadministration|societe par actions simplifiee"
        "|societe par actions simplifiee unipersonnelle"
        "|societe par actions simplifiee a associe unique|sociedad anonima cerrada"
        "|sociedad anonima de capital variable|sociedad anonima bursatil de capital variable"
        "|sociedad anonima promotora de inversion de capital variable"
        "|sociedad anonima unipersonal|sociedad por acciones simplificada|sa de capital aberto"
        "|sa esp|sas esp|compania anonima|anonymi etaireia|anonimi eteria|societate pe actiuni"
        "|societatea pe actiuni|spolka akcyjna|prosta spolka akcyjna"
    ),
    "spa|s p a|societa per azioni|se|spa sb",
    (
        "srl|s r l|srls|sarl|eurl|sagl|sl|s l|slu|sociedad limitada|lda|ltda|limitada|s de rl"
        "|s de rl de cv|sprl|bvba|societa a responsabilita limitata"
        "|societe a responsabilite limitee|societe a responsabilite limitee simplifiee"
        "|entreprise unipersonnelle a responsabilite limitee"
        "|sociedad de responsabilidad limitada"
        "|sociedad de responsabilidad limitada de capital variable"
        "|sociedad limitada unipersonal|sociedad limitada profesional"
        "|sociedad limitada laboral|sll|slne|sociedade limitada|sociedade por quotas"
        "|sociedade empresaria limitada|societa a responsabilita limitata semplificata"
        "|societate cu raspundere limitata|societatea cu raspundere limitata|srl d"
        "|sarl unipersonnelle|srl sb"
    ),
    "nv|naamloze vennootschap|se",
    "bv|b v|besloten vennootschap|besloten vennootschap met beperkte aansprakelijkheid|bv io",
    "ab|ab publ|publ|aktiebolag|abp|aktiebolaget|publikt aktiebolag",
    (
        "as|asa|a s|aktieselskab|allmennaksjeselskap|aksjeselskap|aps|anonim sirketi|tas|se"
        "|aktieselskabet|anpartsselskab|akciova spolecnost|akciova spolocnost|aktsiaselts"
    ),
    "pt|tbk|persero|perseroan terbatas",
    "bhd|sdn|sdn bhd|berhad|sendirian berhad",
    (
        "jsc|ojsc|cjsc|pjsc|oao|pao|zao|ao|psc|public joint stock company|joint stock company"
        "|open joint stock company|closed joint stock company|joint stock|cong ty co phan"
        "|cong ty cp|ctcp|pat|prat|private joint stock company|private jsc|public jsc|open jsc"
        "|closed jsc|prjsc|publichnoe aktsionernoe obshchestvo"
        "|otkrytoe aktsionernoe obshchestvo|zakrytoe aktsionernoe obshchestvo"
        "|aktsionernoe obshchestvo|akcionarsko drustvo"
    ),
    (
        "sp zoo|sp z oo|sp z o o|spzoo|spolka z ograniczona odpowiedzialnoscia|spolka akcyjna"
        "|spolka z oo|spolka z o o|prosta spolka akcyjna"
    ),
    (
        "sro|spol s ro|s r o|doo|d o o|ood|eood|spolecnost s rucenim omezenym"
        "|spolocnost s rucenim obmedzenym|drustvo s ogranicenom odgovornoscu"
        "|drustvo sa ogranicenom odgovornoscu|druzba z omejeno odgovornostjo|dooel|jdoo"
        "|j d o o"
    ),
    (
        "kft|zrt|nyrt|bt|reszvenytarsasag|nyilvanosan mukodo reszvenytarsasag"
        "|korlatolt felelossegu tarsasag|zartkoruen mukodo reszvenytarsasag|beteti tarsasag"
        "|nonprofit kft|nonprofit zrt"
    ),
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
