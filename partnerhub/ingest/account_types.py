"""Account types: what a CRM's type column says an account is, in several languages."""

import re
from collections.abc import Mapping

from partnerhub.domain.populations import Population
from partnerhub.ingest.labels import squeezed

CUSTOMER, PROSPECT = Population.CUSTOMER, Population.PROSPECT
FORMER, OTHER = Population.FORMER_CUSTOMER, Population.OTHER

_FORMER = re.compile(
    r"\b(?:former|ex|churn\w*|lost|past|previous|inactive|cancel\w*|lapsed|ehemalig\w*|alt|frueher\w*"
    r"|ancien\w*|antigu\w*|anterior|perdid\w*|verloren\w*|inaktiv\w*|ehem|precedente|oud)\b"
)
_NOT_YET = re.compile(
    r"\b(?:prospect\w*|lead\w*|interessent\w*|potential\w*|potentiell\w*|target\w*|suspect\w*|mql|sql"
    r"|marketing qualified|sales qualified|subscriber|prospecto|potencial\w*|potenzial\w*|piste"
    r"|non customer|no cliente|neukunde in spe|zielkunde|wunschkunde|evaluating)\b"
)
_OTHER = re.compile(
    r"\b(?:partner\w*|competitor\w*|vendor\w*|supplier\w*|investor\w*|reseller\w*|analyst\w*|press"
    r"|integrator|consultant|agency|wettbewerber\w*|lieferant\w*|fournisseur\w*|concurrent\w*"
    r"|proveedor\w*|competidor\w*|inversor\w*|investisseur\w*|partenaire\w*|socio|other|sonstige\w*"
    r"|autre|otro|altro|internal|influencer|distributor|oem|haendler|wiederverkaeufer)\b"
)
_CUSTOMER = re.compile(
    r"\b(?:customer\w*|client\w*|kunde\w*|bestandskunde\w*|cliente\w*|clientes|klant\w*|klient\w*"
    r"|evangelist|active account|installed base|paying|subscribed|key account)\b"
)


def population(text: str | None, known: Mapping[str, str]) -> Population | None:
    """Read an account type; None when the word says nothing about it.

    An opportunity alone is no population of its own: deals say that better.

    >>> [population(text, {}).value for text in ("Customer - Direct", "Ex-Kunde", "Lead")]
    ['customer', 'former_customer', 'prospect']
    >>> population("Channel Partner / Reseller", {}).value, population("opportunity", {}) is None
    ('other', True)
    """
    if text is None:
        return None
    tight = squeezed(text)
    for said, meant in known.items():
        if squeezed(said) == tight:
            return Population(meant)
    words = re.sub(r"[\W_]+", " ", text.casefold().replace("ü", "ue").replace("ä", "ae")).strip()
    words = words.replace("é", "e").replace("ö", "oe")
    if tight in {"opportunity", "oportunidad", "chance"}:
        return None
    for pattern, meant in ((_FORMER, FORMER), (_NOT_YET, PROSPECT), (_OTHER, OTHER)):
        if pattern.search(words):
            return _nuanced(meant, words)
    return CUSTOMER if _CUSTOMER.search(words) else None


def _nuanced(meant: Population, words: str) -> Population | None:
    """Correct what one word alone would say.

    "Lost" and "inactive" make a former customer only where a customer is named; a lost lead is
    still one to win.
    """
    if meant is FORMER and not _CUSTOMER.search(words):
        strong = re.search(r"\b(?:churn\w*|former|ex|ehemalig\w*|ancien\w*|cancel\w*)\b", words)
        if strong:
            return FORMER
        return PROSPECT if _NOT_YET.search(words) else None
    return meant


def strongest(*populations: Population | None) -> Population | None:
    """Choose between what several columns say: customer, former customer, prospect, other."""
    order = (CUSTOMER, FORMER, PROSPECT, OTHER)
    return next((one for one in order if one in populations), None)
