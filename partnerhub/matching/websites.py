"""Websites: what the web domains of two accounts say, beside each other and beside the names.

web_known    both have a web domain
web_same web_label web_near web_within       the same domain; the same name under another
             ending; one letter typed differently; one name begins with the other
web_apart    both have a web domain, and none of these
shared_domain                the domain that both have, or null
host_apart   the two websites are different hosts
site_is_name one's web domain is the other's name
site_begins  one's web domain begins with the other's name, or the name with it
site_unlike  the only web domain there is spells the name beside it and not the other
site_is_longer               the domain that both have spells the longer of the two names
"""

from typing import Final

import numpy as np
import polars as pl

from partnerhub.matching.beside import begins, crossed, either, near, starts_alike

_SHORTEST_LABEL: Final = 5
_SHORTEST_SPELLED: Final = 4
_OWN_LETTERS: Final = 4
_OTHER_LETTERS: Final = 3
_MORE_LETTERS: Final = 2


def websites(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add what the web domains of pairs say.

    Args:
        pairs: Records side by side, and `different`: whether both have a name, and not the same.
    """
    pairs = pairs.with_columns(near(pairs, "label", _SHORTEST_LABEL, 1))
    for step in _STEPS:
        pairs = pairs.with_columns(step)
    return pairs.with_columns(_longer(pairs))


def _longer(pairs: pl.DataFrame) -> pl.Series:
    """Find the pairs whose common domain spells the longer of the two names."""
    some = pl.col("web_same") & pl.col("different")
    at = pairs.select(some.arg_true()).to_series()
    found = np.zeros(len(pairs), dtype=bool)
    found[at.to_numpy()] = (
        pairs[at].select(_SPELLS_LONGER.fill_null(value=False)).to_series().to_numpy()
    )
    return pl.Series("site_is_longer", found)


def _spells_longer(own: str, other: str) -> pl.Expr:
    """Say whether the web domain beside a name spells a longer one that the other account has."""
    label, name = pl.col(f"{own}_label"), pl.col(f"{other}_spelling")
    shorter = pl.col(f"{own}_spelling").str.len_bytes() + _MORE_LETTERS
    spelled = label.str.starts_with(name) | name.str.starts_with(label)
    longer = pl.min_horizontal(label.str.len_bytes(), name.str.len_bytes()) >= shorter
    return (spelled & longer).fill_null(value=False)


def _spells(label: str, name: str) -> pl.Expr:
    """Say whether a web domain begins with a name, or the name with it."""
    domain, spelled = pl.col(label), pl.col(name)
    long = pl.min_horizontal(domain.str.len_bytes(), spelled.str.len_bytes()) >= _SHORTEST_SPELLED
    begun = domain.str.starts_with(spelled) | spelled.str.starts_with(domain)
    return (begun & long).fill_null(value=False)


def _strange(own: str, other: str) -> pl.Expr:
    """Say whether a web domain spells the name beside it and not the other one."""
    return (
        pl.col(f"{other}_label").is_null()
        & pl.col(f"{other}_spelling").is_not_null()
        & starts_alike(f"{own}_label", f"{own}_spelling", _OWN_LETTERS)
        & ~starts_alike(f"{own}_label", f"{other}_spelling", _OTHER_LETTERS)
    )


_SHARED_DOMAIN: Final = (
    pl.when(either("domain", "eq") | (pl.col("a_domain") == pl.col("b_mail_domain")))
    .then("a_domain")
    .when((pl.col("a_mail_domain") == pl.col("b_domain")) | either("mail_domain", "eq"))
    .then("a_mail_domain")
)
_WEB_KNOWN: Final = pl.col("a_domain").is_not_null() & pl.col("b_domain").is_not_null()
_HOST_APART: Final = pl.coalesce("a_sub_domain", "a_domain") != pl.coalesce(
    "b_sub_domain", "b_domain"
)
_A_SPELLED, _B_SPELLED = pl.col("a_spelling"), pl.col("b_spelling")
_A_LONGER: Final = _A_SPELLED.str.len_bytes() >= _B_SPELLED.str.len_bytes()
_LONGER: Final = pl.when(_A_LONGER).then(_A_SPELLED).otherwise(_B_SPELLED)
_SHORTER: Final = pl.when(_A_LONGER).then(_B_SPELLED).otherwise(_A_SPELLED)
_LABEL: Final = pl.coalesce("a_label", "b_label")
_SPELLS_LONGER: Final = (_LONGER.str.starts_with(_LABEL) | _LABEL.str.starts_with(_LONGER)) & (
    _LABEL.str.len_bytes() >= _SHORTER.str.len_bytes() + _MORE_LETTERS
)
# In steps: each kind of likeness is only looked for where the stronger ones are not.
_STEPS: Final = (
    (
        _WEB_KNOWN.alias("web_known"),
        _SHARED_DOMAIN.alias("shared_domain"),
        _HOST_APART.fill_null(value=False).alias("host_apart"),
        (crossed("label", "compact") | crossed("label", "spelling")).alias("site_is_name"),
        (_spells("a_label", "b_spelling") | _spells("b_label", "a_spelling")).alias("site_begins"),
        (_spells_longer("a", "b") | _spells_longer("b", "a")).alias("site_of_longer"),
        (_strange("a", "b") | _strange("b", "a")).alias("site_unlike"),
    ),
    (
        pl.col("shared_domain").is_not_null().alias("web_same"),
        (pl.col("web_known") & pl.col("shared_domain").is_null()).alias("web_other"),
    ),
    (
        (pl.col("web_other") & either("label", "eq")).alias("web_label"),
        (pl.col("web_other") & pl.col("near")).alias("web_near"),
        (pl.col("web_other") & begins("label", _SHORTEST_LABEL)).alias("web_begins"),
    ),
    (
        (pl.col("web_begins") & ~pl.col("web_label") & ~pl.col("web_near")).alias("web_within"),
        (
            pl.col("web_other") & ~(pl.col("web_label") | pl.col("web_near") | pl.col("web_begins"))
        ).alias("web_apart"),
    ),
)
WEBSITES: Final = (
    "web_known", "web_same", "web_label", "web_near", "web_within", "web_apart", "shared_domain",
    "host_apart", "site_is_name", "site_begins", "site_unlike", "site_of_longer",
    "site_is_longer",
)  # fmt: skip
"""What `websites` says."""
