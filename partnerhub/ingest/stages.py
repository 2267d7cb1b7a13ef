"""Stages: whether a deal is open, won or lost, from what CRMs say about it.

Never guessed into a loss: a stage that is not known leaves a deal open until the user says what it
means. Probability is not used: 100 % and 0 % are set by hand in half of all CRMs.
"""

import re
from collections.abc import Mapping

from partnerhub.domain.lists import OpportunityStatus
from partnerhub.ingest.labels import squeezed

_WON = frozenset(
    {
        *(
            "closedwon",
            "won",
            "signed",
            "iswon",
            "contractsigned",
            "closedandwon",
            "dealwon",
            "win",
        ),
        *("wongeschlossen", "gewonnen", "geschlossengewonnen", "abgeschlossengewonnen"),
        *("ganado", "ganada", "cierreganado", "cerradoganado", "cerradaganada"),
        *("gagne", "gagnee", "fermegagne", "concluegagnee", "fermeegagnee", "cloturegagne"),
        *("vinto", "vinta", "chiusovinto", "chiusavinta", "ganho", "ganha", "fechadoganho"),
        *("gewonnenabgeschlossen", "closedganho"),
    }
)
_LOST = frozenset(
    {
        *("closedlost", "lost", "disqualified", "dead", "closedandlost", "deallost", "loss"),
        *("verloren", "geschlossenverloren", "abgeschlossenverloren", "verlorenabgeschlossen"),
        *("perdido", "perdida", "cierreperdido", "cerradoperdido", "cerradaperdida"),
        *("perdu", "perdue", "fermeperdu", "concluperdu", "fermeeperdue", "clotureperdu"),
        *("perso", "persa", "chiusoperso", "chiusapersa", "fechadoperdido"),
    }
)
_CLOSED = re.compile(r"^closed\W*(?:-|:|\(|/|and|&)?\W*(won|lost)\b", re.IGNORECASE)
_OPEN = frozenset({"open", "offen", "abierto", "abierta", "ouvert", "ouverte", "inprogress"})
_TRUE = frozenset(
    {"true", "1", "1.0", "yes", "y", "x", "wahr", "ja", "oui", "si", "vrai", "verdadero"}
)
_FALSE = frozenset({"false", "0", "0.0", "no", "n", "falsch", "nein", "non", "faux", "falso"})

WON, LOST, OPEN = OpportunityStatus.WON, OpportunityStatus.LOST, OpportunityStatus.OPEN


def truth(text: str | None) -> bool | None:
    """Read a yes or a no; None when it is neither.

    >>> truth("TRUE"), truth("0"), truth("maybe") is None
    (True, False, True)
    """
    tight = "" if text is None else squeezed(text)
    if tight in _TRUE:
        return True
    return False if tight in _FALSE else None


def word(text: str | None, known: Mapping[str, str]) -> OpportunityStatus | None:
    """Read one stage or status text; None when the word says nothing.

    >>> word("Closed Won", {}), word("Closed & Lost", {}), word("Parked", {}) is None
    (<OpportunityStatus.WON: 'won'>, <OpportunityStatus.LOST: 'lost'>, True)
    >>> word("Parked", {"parked": "lost"})
    <OpportunityStatus.LOST: 'lost'>
    """
    tight = "" if text is None else squeezed(text)
    if not tight:
        return None
    for said, status in known.items():
        if squeezed(said) == tight:
            return OpportunityStatus(status)
    closed = _CLOSED.match((text or "").strip())
    if tight in _WON or (closed and closed[1].lower() == "won"):
        return WON
    if tight in _LOST or (closed and closed[1].lower() == "lost"):
        return LOST
    return OPEN if tight in _OPEN else None


def status(
    stage: str | None,
    declared: str | None,
    is_won: str | None,
    is_closed: str | None,
    known: Mapping[str, str],
) -> OpportunityStatus:
    """Decide where a deal stands: what the user said, then the status, then flags, then the stage.

    >>> status("Verbal", None, "false", "true", {})
    <OpportunityStatus.LOST: 'lost'>
    >>> status("Closed - No Decision", None, None, None, {})
    <OpportunityStatus.OPEN: 'open'>
    """
    tight = squeezed(stage or "")
    for said, meant in known.items():
        if tight and squeezed(said) == tight:
            return OpportunityStatus(meant)
    from_status = word(declared, known)
    if from_status in {WON, LOST}:
        return from_status or OPEN
    won, closed = truth(is_won), truth(is_closed)
    if won:
        return WON
    if closed and won is False:
        return LOST
    if from_status is OPEN or closed is False:
        return OPEN
    return word(stage, known) or OPEN
