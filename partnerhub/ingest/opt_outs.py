"""Opt-outs: whether a person refused e-mail. A yes is a refusal; nothing here is ever consent."""

import re

from partnerhub.ingest.labels import squeezed
from partnerhub.ingest.stages import truth

_REFUSED = re.compile(
    r"non.?marketing|not? consent|never subscribed|\bnot\b|unsubscribed?|opted?.?out|do.?not"
    r"|bounced|archived|denied|withdrawn|refused|abgemeldet|desinscrit|baja|no marketing|disallow",
    re.IGNORECASE,
)
_ALLOWED = frozenset(
    {
        *(
            "subscribed",
            "marketingcontact",
            "allow",
            "allowed",
            "optedin",
            "active",
            "contactodemarketing",
        ),
    }
)


def opted_out(text: str | None) -> bool:
    """Read an opt-out cell; what is not understood counts as a refusal.

    >>> opted_out("true"), opted_out("Non-marketing contact"), opted_out("No consent")
    (True, True, True)
    >>> opted_out(None), opted_out("0"), opted_out("Subscribed"), opted_out("Marketing contact")
    (False, False, False, False)
    >>> opted_out("2024-05-01"), opted_out("perhaps")
    (True, True)
    """
    if text is None:
        return False
    said = truth(text)
    if said is not None:
        return said
    return bool(_REFUSED.search(text)) or squeezed(text) not in _ALLOWED


def is_understood(text: str) -> bool:
    """Say whether a cell said yes or no in words that are known."""
    return truth(text) is not None or bool(_REFUSED.search(text)) or squeezed(text) in _ALLOWED
