"""Deals: what the event has to do with each opportunity at a target.

*In scope*: created after the baseline and inside the window. *Sourced*: in scope, and the target
had no open deal with this side at the baseline and had never bought before the deal began.
*Influenced*: open at the baseline, and closed or moved on inside the window. Sourced and
influenced exclude each other and are never added; a deal in scope at an old customer is neither.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from partnerhub.domain.lists import OpportunityStatus
from partnerhub.domain.money import Money
from partnerhub.domain.roi.inputs import Deal, Scope, TargetAccounts
from partnerhub.domain.sides import Side


@dataclass(frozen=True, slots=True)
class JudgedDeal:
    """A deal at a target, with what the event has to do with it."""

    target_id: str
    side: Side
    status: OpportunityStatus
    money: Money | None
    cycle_days: int | None
    in_scope: bool
    sourced: bool
    influenced: bool

    @property
    def won(self) -> bool:
        """Whether the deal is won."""
        return self.status is OpportunityStatus.WON

    @property
    def lost(self) -> bool:
        """Whether the deal is lost."""
        return self.status is OpportunityStatus.LOST


def judge(
    targets: Sequence[TargetAccounts], deals: Iterable[Deal], scope: Scope
) -> list[JudgedDeal]:
    """Sort the opportunities of both sides by what the event has to do with them.

    Deals at accounts of no target, without a creation date, or created after the report's day
    are left out.

    Raises:
        ValueError: An account belongs to two targets, so its deals would count twice.
    """
    target_of = _target_of(targets)
    by_target: dict[tuple[str, Side], list[Deal]] = {}
    for deal in deals:
        target_id = target_of.get((deal.side, deal.account))
        if target_id is not None and deal.created_on and deal.created_on <= scope.as_of:
            by_target.setdefault((target_id, deal.side), []).append(deal)
    return [
        judged
        for (target_id, _), of_side in by_target.items()
        for judged in _judged(target_id, of_side, scope)
    ]


def _target_of(targets: Iterable[TargetAccounts]) -> Mapping[tuple[Side, object], str]:
    found: dict[tuple[Side, object], str] = {}
    for target in targets:
        for side in Side:
            for account in target.accounts(side):
                if found.setdefault((side, account), target.target_id) != target.target_id:
                    raise ValueError("An account belongs to two targets.")
    return found


def _judged(target_id: str, deals: Sequence[Deal], scope: Scope) -> Iterator[JudgedDeal]:
    """Judge one side's deals at one target together, since sourced depends on the others."""
    had_open = any(_open_at_baseline(deal, scope) for deal in deals)
    for deal in deals:
        status, in_scope = _status(deal, scope), scope.holds(deal.created_on)
        yield JudgedDeal(
            target_id=target_id,
            side=deal.side,
            status=status,
            money=deal.money,
            cycle_days=_cycle_days(deal, status),
            in_scope=in_scope,
            sourced=in_scope and not had_open and not _bought_before(deal, deals),
            influenced=_open_at_baseline(deal, scope) and _moved(deal, status, scope),
        )


def _status(deal: Deal, scope: Scope) -> OpportunityStatus:
    """Say how the deal stood on the report's day: what closed later was open then."""
    if deal.closed_on and deal.closed_on > scope.as_of:
        return OpportunityStatus.OPEN
    return deal.status


def _open_at_baseline(deal: Deal, scope: Scope) -> bool:
    """Whether the deal was there and open on the baseline's day."""
    if deal.created_on is None or deal.created_on > scope.frozen_on:
        return False
    if deal.status is OpportunityStatus.OPEN:
        return True
    return deal.closed_on is not None and deal.closed_on > scope.frozen_on


def _bought_before(deal: Deal, others: Iterable[Deal]) -> bool:
    """Whether the target had bought from this side before the deal began."""
    return any(
        other.status is OpportunityStatus.WON
        and (bought_on := other.closed_on or other.created_on) is not None
        and deal.created_on is not None
        and bought_on < deal.created_on
        for other in others
    )


def _moved(deal: Deal, status: OpportunityStatus, scope: Scope) -> bool:
    """Whether the deal closed or advanced inside the window."""
    closed = status is not OpportunityStatus.OPEN and scope.holds(deal.closed_on)
    return closed or scope.holds(deal.advanced_on)


def _cycle_days(deal: Deal, status: OpportunityStatus) -> int | None:
    """Count the days from creation to winning; a deal that closed before it began says nothing."""
    if status is not OpportunityStatus.WON or not deal.closed_on or not deal.created_on:
        return None
    days = (deal.closed_on - deal.created_on).days
    return days if days >= 0 else None
