"""Plan: the choice of targets, with who is left out and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from math import ceil, floor

from partnerhub.domain.populations import Population
from partnerhub.domain.sides import Side
from partnerhub.domain.targeting.candidates import Candidate, Company
from partnerhub.domain.targeting.ranking import (
    INTRODUCED,
    Play,
    order,
    play_of,
    points_of,
)
from partnerhub.domain.targeting.reasons import Reason, ordered, reasons_for

FACTOR = 3
"""Accounts on the list per seat: not everybody who is invited comes."""

COOLDOWN_DAYS = 90
CUSTOMER_SHARE = Fraction(1, 10)
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Target:
    """An account of the list: its place, why it is there, and who invites."""

    company: Company
    rank: int
    score: int
    reasons: tuple[Reason, ...]
    play: Play
    inviter: Side


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An account that is not on the list, and the code that says why."""

    company: Company
    code: str

    def sentence(self, viewpoint: Side) -> str:
        """Tell one of the sides why."""
        return Reason(self.code).sentence(viewpoint)


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposed target list."""

    targets: tuple[Target, ...]
    left_out: tuple[LeftOut, ...]
    wanted: int

    @property
    def size(self) -> int:
        """How many accounts the list has."""
        return len(self.targets)

    @property
    def shortfall(self) -> int:
        """How many accounts it lacks."""
        return self.wanted - self.size

    def swap(self) -> "Plan":
        """See the plan from the other side."""
        return Plan(
            targets=tuple(
                replace(
                    target,
                    play=target.play.swap(),
                    inviter=target.inviter.other,
                    reasons=ordered(reason.swap() for reason in target.reasons),
                )
                for target in self.targets
            ),
            left_out=tuple(
                replace(out, code=Reason(out.code).swap().code) for out in self.left_out
            ),
            wanted=self.wanted,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What the two sides agreed on for an event's list."""

    wanted: int
    cooldown_days: int
    customer_share: Fraction
    first_share: Fraction
    needs_senior: bool
    lead: Side


def build(
    candidates: Iterable[Candidate],
    *,
    capacity: int,
    factor: Fraction | int = FACTOR,
    cooldown_days: int = COOLDOWN_DAYS,
    customer_share: Fraction = CUSTOMER_SHARE,
    first_share: Fraction = HALF,
    needs_senior: bool = False,
    lead: Side = Side.FIRST,
) -> Plan:
    """Choose and rank the accounts for a joint event.

    The same candidates give the same plan in whatever order they come, and the mirrored plan when
    the sides (with the lead and the share) are swapped.

    Args:
        candidates: Companies both sides know, each once.
        capacity: Seats at the event.
        factor: Accounts per seat.
        cooldown_days: Who bought within so many days is left alone.
        customer_share: Part of the list kept for customers of both sides.
        first_share: Part of the introductions that the first side receives.
        needs_senior: Leave out accounts where neither side knows anybody senior.
        lead: The side that proposes the plan; it gets the odd seat and the first tie.

    >>> from partnerhub.domain.targeting import Standing
    >>> customer = Standing(population=Population.CUSTOMER, contacts=3)
    >>> prospect = Standing(population=Population.PROSPECT)
    >>> plan = build([Candidate(company=7, first=customer, second=prospect)], capacity=10)
    >>> plan.size, plan.shortfall, plan.targets[0].play.value, plan.targets[0].inviter.value
    (1, 29, 'introduction_by_first', 'first')

    Raises:
        ValueError: A capacity, factor or share makes no list.
    """
    if capacity < 1 or factor <= 0 or cooldown_days < 0:
        raise ValueError("Capacity and factor are positive; a cool-down is not negative.")
    if not (0 <= customer_share <= 1 and 0 <= first_share <= 1):
        raise ValueError("A share is between 0 and 1.")
    rules = _Rules(
        wanted=ceil(capacity * factor),
        cooldown_days=cooldown_days,
        customer_share=customer_share,
        first_share=first_share,
        needs_senior=needs_senior,
        lead=lead,
    )
    ranked = sorted(candidates, key=order)
    refused = {c.company: code for c in ranked if (code := _refusal(c, rules))}
    eligible = [candidate for candidate in ranked if candidate.company not in refused]
    chosen = {candidate.company for candidate in _chosen(eligible, rules)}
    return Plan(
        targets=_targets([c for c in eligible if c.company in chosen], rules.lead),
        left_out=tuple(
            LeftOut(c.company, refused.get(c.company) or _not_chosen(c))
            for c in ranked
            if c.company not in chosen
        ),
        wanted=rules.wanted,
    )


def _refusal(candidate: Candidate, rules: _Rules) -> str | None:
    """Say why an account cannot be on the list, whatever its points."""
    standings = (candidate.first, candidate.second)
    if any(standing.excluded for standing in standings):
        return _who("excluded_by", [standing.excluded for standing in standings])
    not_a_buyer = [standing.population is Population.OTHER for standing in standings]
    if any(not_a_buyer):
        return _who("not_a_buyer_of", not_a_buyer)
    last_won = [standing.days_since_last_won for standing in standings]
    if any(days is not None and days < rules.cooldown_days for days in last_won):
        return "cooldown"
    if rules.needs_senior and not any(standing.senior_contacts for standing in standings):
        return "no_senior_contact"
    return None


def _who(stem: str, of_sides: Sequence[bool]) -> str:
    """Name the side a refusal comes from, or both."""
    first, second = of_sides
    if first and second:
        return f"{stem}_both"
    return f"{stem}_{Side.FIRST if first else Side.SECOND}"


def _not_chosen(candidate: Candidate) -> str:
    upsell = play_of(candidate.first, candidate.second) is Play.UPSELL
    return "customer_share" if upsell else "beyond_size"


def _chosen(eligible: Sequence[Candidate], rules: _Rules) -> Iterator[Candidate]:
    """Choose from the ranked accounts: reserved customers, shares, the new, and what is left."""
    plays = [play_of(candidate.first, candidate.second) for candidate in eligible]
    for_side: dict[Side | None, list[Candidate]] = {None: [], Side.FIRST: [], Side.SECOND: []}
    upsell: list[Candidate] = []
    for candidate, play in zip(eligible, plays, strict=True):
        group = upsell if play is Play.UPSELL else for_side[INTRODUCED.get(play)]
        group.append(candidate)
    reserved = min(len(upsell), floor(rules.wanted * rules.customer_share))
    seats = split_seats(rules.wanted - reserved, rules.first_share, lead=rules.lead)
    surplus = [c for side in Side for c in for_side[side][seats[side] :]]
    yield from islice(
        (
            *upsell[:reserved],
            *(c for side in Side for c in for_side[side][: seats[side]]),
            *for_side[None],
            *sorted(surplus, key=order),
            *upsell[reserved:],
        ),
        rules.wanted,
    )


def split_seats(seats: int, first_share: Fraction, *, lead: Side) -> dict[Side, int]:
    """Split seats by a share so that they always add up; the lead gets the odd one of a tie.

    >>> split_seats(27, Fraction(1, 2), lead=Side.SECOND)
    {<Side.FIRST: 'first'>: 13, <Side.SECOND: 'second'>: 14}
    """
    exact = seats * first_share
    rest = exact - floor(exact)
    first = floor(exact) + (rest > HALF or (rest == HALF and lead is Side.FIRST))
    return {Side.FIRST: first, Side.SECOND: seats - first}


def _targets(chosen: Sequence[Candidate], lead: Side) -> tuple[Target, ...]:
    """Number the targets and say who invites each."""
    inviters = _inviters(chosen, lead)
    plays = [play_of(candidate.first, candidate.second) for candidate in chosen]
    return tuple(
        Target(
            company=candidate.company,
            rank=rank,
            score=points_of(candidate),
            reasons=reasons_for(candidate, play),
            play=play,
            inviter=inviter,
        )
        for rank, (candidate, play, inviter) in enumerate(
            zip(chosen, plays, inviters, strict=True), start=1
        )
    )


def _inviters(chosen: Sequence[Candidate], lead: Side) -> list[Side]:
    """Let the stronger relationship invite; a tie goes to the side with fewer invitations."""
    stronger = [_stronger(candidate) for candidate in chosen]
    invitations = {side: stronger.count(side) for side in (lead, lead.other)}
    inviters: list[Side] = []
    for side in stronger:
        if side is None:
            # min takes the first of equals, and the lead is first.
            dealt = min(invitations, key=lambda one: invitations[one])
            invitations[dealt] += 1
        inviters.append(side or dealt)
    return inviters


def _stronger(candidate: Candidate) -> Side | None:
    first, second = candidate.first.strength, candidate.second.strength
    if first == second:
        return None
    return Side.FIRST if first > second else Side.SECOND
