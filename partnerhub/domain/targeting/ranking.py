"""Ranking: what the two sides can do together at a company, and how much it promises.

Published points, so that both sides can work any rank out again:

| what | points |
|---|---|
| introduction: customer of one, not of the other | 500 |
| both have open deals | 450 |
| one has an open deal, the other has not | 350 |
| customers of both | 300 |
| former customer of at least one | 250 |
| prospects of both | 200 |
| the side that is introduced has an open deal there | 100 |
| an open deal at a customer of both, per side | 50 |
| people known, per person up to 5 a side | 4 |
| senior people known, per person up to 5 a side | 12 |
| confidence of the match, per percent | 1 |

Nothing else counts: not the size of a list, not who proposed, not the order of rows.
"""

from enum import StrEnum

from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.domain.targeting.candidates import Candidate, Standing


class Play(StrEnum):
    """What the two sides can do together at a company."""

    INTRODUCTION_BY_FIRST = "introduction_by_first"
    """Customer of the first side: it opens the door for the second."""

    INTRODUCTION_BY_SECOND = "introduction_by_second"
    """Customer of the second side: it opens the door for the first."""

    BOTH_OPEN = "both_open"
    """Both sides have open deals and can win together."""

    OPEN_AT_FIRST = "open_at_first"
    """The first side has an open deal and takes the second along."""

    OPEN_AT_SECOND = "open_at_second"
    """The second side has an open deal and takes the first along."""

    UPSELL = "upsell"
    """Customer of both: renew and extend."""

    WIN_BACK = "win_back"
    """Former customer of at least one: come back together."""

    BOTH_PROSPECT = "both_prospect"
    """New to both."""

    def swap(self) -> "Play":
        """See the play from the other side."""
        return _MIRRORED.get(self, self)


_MIRRORED = {
    Play.INTRODUCTION_BY_FIRST: Play.INTRODUCTION_BY_SECOND,
    Play.INTRODUCTION_BY_SECOND: Play.INTRODUCTION_BY_FIRST,
    Play.OPEN_AT_FIRST: Play.OPEN_AT_SECOND,
    Play.OPEN_AT_SECOND: Play.OPEN_AT_FIRST,
}

INTRODUCED = {
    Play.INTRODUCTION_BY_FIRST: Side.SECOND,
    Play.INTRODUCTION_BY_SECOND: Side.FIRST,
}
"""Whom an introduction is for."""

POINTS = {
    Play.INTRODUCTION_BY_FIRST: 500,
    Play.INTRODUCTION_BY_SECOND: 500,
    Play.BOTH_OPEN: 450,
    Play.OPEN_AT_FIRST: 350,
    Play.OPEN_AT_SECOND: 350,
    Play.UPSELL: 300,
    Play.WIN_BACK: 250,
    Play.BOTH_PROSPECT: 200,
}
_AT_CUSTOMERS = {
    (True, True): Play.UPSELL,
    (True, False): Play.INTRODUCTION_BY_FIRST,
    (False, True): Play.INTRODUCTION_BY_SECOND,
}
_IN_DEALS = {
    (True, True): Play.BOTH_OPEN,
    (True, False): Play.OPEN_AT_FIRST,
    (False, True): Play.OPEN_AT_SECOND,
}
_DEAL_OF_THE_INTRODUCED = 100
_DEAL_AT_A_CUSTOMER = 50
_PERSON, _SENIOR_PERSON, _MOST_PEOPLE = 4, 12, 5
_BASIS_POINTS_PER_PERCENT = 100


def play_of(first: Standing, second: Standing) -> Play:
    """Say what the two sides can do together at a company.

    >>> play_of(Standing(population=Population.CUSTOMER), Standing(population=Population.PROSPECT))
    <Play.INTRODUCTION_BY_FIRST: 'introduction_by_first'>
    """
    customers = first.is_customer, second.is_customer
    deals = first.has_open_deal, second.has_open_deal
    former = Population.FORMER_CUSTOMER in {first.population, second.population}
    lapsed = Play.WIN_BACK if former else Play.BOTH_PROSPECT
    return _AT_CUSTOMERS.get(customers) or _IN_DEALS.get(deals) or lapsed


def points_of(candidate: Candidate) -> int:
    """Add up a candidate's points by the published table."""
    play = play_of(candidate.first, candidate.second)
    points = POINTS[play] + candidate.confidence // _BASIS_POINTS_PER_PERCENT
    introduced = INTRODUCED.get(play)
    if introduced and candidate.side(introduced).has_open_deal:
        points += _DEAL_OF_THE_INTRODUCED
    for standing in (candidate.first, candidate.second):
        points += _PERSON * min(standing.contacts, _MOST_PEOPLE)
        points += _SENIOR_PERSON * min(standing.senior_contacts, _MOST_PEOPLE)
        if play is Play.UPSELL and standing.has_open_deal:
            points += _DEAL_AT_A_CUSTOMER
    return points


def order(candidate: Candidate) -> tuple[int, bool, int, str]:
    """Sort the most promising first, equals by company id: numbers before texts."""
    company = candidate.company
    is_text = isinstance(company, str)
    return (-points_of(candidate), is_text, 0 if is_text else int(company), str(company))
