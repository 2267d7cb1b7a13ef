"""Labels: column headers without what does not matter about them."""

import re
import unicodedata
from functools import lru_cache

from partnerhub.ingest.crm import dynamics

QUOTES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"
_DYNAMICS_SUFFIX = re.compile(r"(?: \([^()]*\)){2}$")
_CUSTOM = re.compile(r"__[crp]$")
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 12)
def normalized(label: str) -> str:
    """Write a label without what files wrap around it.

    >>> normalized(" Person - Email (Work)* "), normalized("Name (Company) (Account)")
    ('person - email (work)', 'name')
    """
    text = label.replace("\ufeff", "").replace("\u00a0", " ").replace("\u2013", "-")
    text = re.sub(r"\s+", " ", text).strip().strip(QUOTES).strip().rstrip("*").strip()
    text = text.casefold()
    return _DYNAMICS_SUFFIX.sub("", text) if not text.startswith(dynamics.MARK) else text


@lru_cache(maxsize=1 << 12)
def squeezed(label: str) -> str:
    """Write a label as its letters and digits only.

    >>> squeezed("FirstName__c"), squeezed("País/región"), squeezed("Account Name.id")
    ('firstname', 'paisregion', 'accountnameid')
    """
    text = _CUSTOM.sub("", normalized(label))
    marks = unicodedata.normalize("NFKD", text)
    return _NOT_WORD.sub("", "".join(char for char in marks if not unicodedata.combining(char)))
