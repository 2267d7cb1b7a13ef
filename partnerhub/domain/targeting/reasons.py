"""Reasons: why an account is on the list or not, told to either side in its own words.

A reason is stored as a code that names sides by their stored name; the sentence is made for the
reader. `senior_known_by_first` reads "You know senior people there." to the first side and "Your
partner knows senior people there." to the second.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.domain.targeting.candidates import Candidate
from partnerhub.domain.targeting.ranking import Play


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an account is on the list, as a code that is stored."""

    code: str

    def sentence(self, viewpoint: Side) -> str:
        """Tell the reason to one of the sides."""
        return sentence(self.code, viewpoint)

    def swap(self) -> "Reason":
        """See the reason from the other side."""
        if self.code in _TOLD_OF_BOTH:
            return self
        stem, _, side = self.code.rpartition("_")
        return Reason(f"{stem}_{Side(side).other}")


# Told of the reader, told of the partner.
_TOLD_OF_A_SIDE = {
    "introduction_by": (
        "Your customer and not your partner's: you can introduce your partner.",
        "Your partner's customer and not yours: your partner can introduce you.",
    ),
    "open_at": (
        "You have an open deal there and can take your partner along.",
        "Your partner has an open deal there and can take you along.",
    ),
    "deal_of": (
        "You are selling there right now: an introduction would help at once.",
        "Your partner is selling there right now: an introduction would help at once.",
    ),
    "former_customer_of": (
        "The account used to be your customer.",
        "The account used to be your partner's customer.",
    ),
    "expanding_with": (
        "You have an open deal with this customer.",
        "Your partner has an open deal with this customer.",
    ),
    "known_by": ("You know people there.", "Your partner knows people there."),
    "senior_known_by": (
        "You know senior people there.",
        "Your partner knows senior people there.",
    ),
    "excluded_by": ("You excluded the account.", "Your partner excluded the account."),
    "not_a_buyer_of": (
        "For you the account is neither a customer nor a prospect.",
        "For your partner the account is neither a customer nor a prospect.",
    ),
}

_TOLD_OF_BOTH = {
    "both_open": "You and your partner both have open deals there.",
    "upsell": "Customer of both: a place to renew and extend together.",
    "win_back": "A former customer that the two of you can approach together.",
    "both_prospect": "New to both of you.",
    "unsure_match": "Check first that both of you mean the same company.",
    "not_a_buyer_of_both": "For neither of you the account is a customer or a prospect.",
    "excluded_by_both": "Both of you excluded the account.",
    "cooldown": "The account bought only lately: leave it to support and training for now.",
    "no_senior_contact": "Neither of you knows anybody senior enough there.",
    "customer_share": "Enough customers of both are on the list already.",
    "beyond_size": "The list is full; others came first.",
}


def sentence(code: str, viewpoint: Side) -> str:
    """Tell a stored code to one of the sides.

    >>> sentence("introduction_by_first", Side.FIRST)
    "Your customer and not your partner's: you can introduce your partner."
    >>> sentence("introduction_by_first", Side.SECOND)
    "Your partner's customer and not yours: your partner can introduce you."

    Raises:
        KeyError: No such code exists.
    """
    if code in _TOLD_OF_BOTH:
        return _TOLD_OF_BOTH[code]
    stem, _, side = code.rpartition("_")
    of_me, of_partner = _TOLD_OF_A_SIDE[stem]
    return of_me if Side(side) is viewpoint else of_partner


def codes() -> frozenset[str]:
    """Every code there is, for documentation and tests."""
    told_of_a_side = {f"{stem}_{side}" for stem in _TOLD_OF_A_SIDE for side in Side}
    return frozenset(_TOLD_OF_BOTH.keys() | told_of_a_side)


_SURE = 9_000


def reasons_for(candidate: Candidate, play: Play) -> tuple[Reason, ...]:
    """Say why a candidate is worth a seat: the play first, then what speaks for it."""
    found: list[str] = []
    for side in Side:
        mine, theirs = candidate.side(side), candidate.side(side.other)
        if play is Play.UPSELL and mine.has_open_deal:
            found.append(f"expanding_with_{side}")
        if theirs.is_customer and mine.has_open_deal and not mine.is_customer:
            found.append(f"deal_of_{side}")
        if mine.population is Population.FORMER_CUSTOMER:
            found.append(f"former_customer_of_{side}")
    for side in Side:
        standing = candidate.side(side)
        if standing.senior_contacts:
            found.append(f"senior_known_by_{side}")
        elif standing.contacts:
            found.append(f"known_by_{side}")
    if candidate.confidence < _SURE:
        found.append("unsure_match")
    return ordered(map(Reason, (play.value, *found)))


def ordered(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Put the play first and the rest in one order for both sides."""
    play, *rest = reasons
    return (play, *sorted(rest, key=lambda reason: reason.code))
