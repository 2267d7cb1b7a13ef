"""Report: the three views of what a joint event brought, and its one sentence.

The views are each side's own and the joint one. Jointly an account is counted once, whoever's
deal it is. Amounts are never added across sides, for both may hold a deal of their own at one
account: they are listed side by side. The one exception is the joint return, whose definition
says so: what both sides won was paid for together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Self

from partnerhub.domain.money import rounded
from partnerhub.domain.roi import measures
from partnerhub.domain.roi.deals import JudgedDeal, judge
from partnerhub.domain.roi.definitions import JOINT_ROI
from partnerhub.domain.roi.figures import Figures
from partnerhub.domain.roi.inputs import Cost, Deal, Scope, TargetAccounts
from partnerhub.domain.roi.redaction import redact, redact_joint
from partnerhub.domain.sides import Side


@dataclass(frozen=True, slots=True)
class Report:
    """What an event brought, for each side and for both."""

    scope: Scope
    first: Figures
    second: Figures
    joint: Figures

    def of(self, side: Side) -> Figures:
        """The figures of one side."""
        return self.first if side is Side.FIRST else self.second

    def sentence(self) -> str:
        """Say the front page's line."""
        return sentence(
            *(
                int(str(self.joint[name].value))
                for name in ("targets", "pipeline_accounts", "closed_accounts")
            )
        )

    def seen_by(self, viewer: Side, *, amounts_shared: bool) -> Self:
        """The report as one side may see it.

        Args:
            viewer: Who reads.
            amounts_shared: Whether the partner of the reader granted its amounts.

        Raises:
            ValueError: The report carries no contributions: it has been redacted before.
        """
        whole = self.of(viewer.other)
        partner = redact(whole, amounts_shared=amounts_shared)
        own = self.of(viewer)
        mine = Figures(side=viewer, single=own.single, listed=own.listed)
        joint = redact_joint(self.joint, whole, partner)
        first, second = (mine, partner) if viewer is Side.FIRST else (partner, mine)
        return type(self)(self.scope, first, second, joint)

    def to_json(self, *, contributions: bool = False) -> dict[str, Any]:
        """Say the report as JSON.

        With contributions, it is the form to store: they say what each target brought, so they
        stay on the server. Without, it is the form to show, after `seen_by`.
        """
        return {
            "frozen_on": self.scope.frozen_on.isoformat(),
            "as_of": self.scope.as_of.isoformat(),
            "window_days": self.scope.window_days,
            "sentence": self.sentence(),
            "first": self.first.to_json(contributions=contributions),
            "second": self.second.to_json(contributions=contributions),
            "joint": self.joint.to_json(),
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            scope=Scope(
                frozen_on=date.fromisoformat(document["frozen_on"]),
                as_of=date.fromisoformat(document["as_of"]),
                window_days=document["window_days"],
            ),
            first=Figures.from_json(document["first"], Side.FIRST),
            second=Figures.from_json(document["second"], Side.SECOND),
            joint=Figures.from_json(document["joint"], None),
        )


def build(
    targets: Sequence[TargetAccounts],
    deals: Iterable[Deal],
    costs: Iterable[Cost],
    scope: Scope,
) -> Report:
    """Compute the report of an event from its targets and both sides' opportunities.

    Args:
        targets: The approved list, each company once.
        deals: Opportunities of both sides; those at other accounts are left out.
        costs: What each side spent.
        scope: Baseline, window, and the day the lists are from.

    Raises:
        ValueError: An account belongs to two targets.
    """
    judged = judge(targets, deals, scope)
    spent = _by_side(costs)
    of_side = {side: [deal for deal in judged if deal.side is side] for side in Side}
    first, second = (_of_side(targets, of_side[side], spent[side], side) for side in Side)
    joint_costs = dict(spent[Side.FIRST])
    for currency, amount in spent[Side.SECOND].items():
        joint_costs[currency] = joint_costs.get(currency, 0) + amount
    joint = Figures(
        side=None,
        single=measures.single(len(targets), judged)
        | {"both_in_pipeline": measures.both_in_pipeline(judged)},
        listed={name: first.listed[name] + second.listed[name] for name in measures.AMOUNT_NAMES}
        | {
            "cost": tuple(measures.spent(joint_costs, None)),
            "roi": tuple(measures.returns(measures.won(judged), joint_costs, JOINT_ROI, None)),
        },
    )
    return Report(scope, first, second, joint)


def _of_side(
    targets: Sequence[TargetAccounts],
    deals: Sequence[JudgedDeal],
    costs: Mapping[str, int],
    side: Side,
) -> Figures:
    """Compute one side's figures; a target is one account however often the side has it."""
    own = sum(bool(target.accounts(side)) for target in targets)
    return Figures(
        side=side,
        single=measures.single(own, deals),
        listed=measures.listed(deals, costs, side),
        contributions=measures.contributions(deals),
    )


def _by_side(costs: Iterable[Cost]) -> dict[Side, dict[str, int]]:
    spent: dict[Side, dict[str, int]] = {side: {} for side in Side}
    for cost in costs:
        of_side = spent[cost.side]
        of_side[cost.currency] = of_side.get(cost.currency, 0) + cost.amount_minor
    return spent


def sentence(targets: int, entered: int, closed: int) -> str:
    """Say how many accounts there were, entered pipeline and closed.

    >>> sentence(60, 33, 16)
    '60 accounts; 33 of them (55 %) went into pipeline; 16 of those (48 %) closed.'
    >>> sentence(60, 0, 0)
    '60 accounts; none of them has gone into pipeline yet.'
    """
    if not targets:
        return "No accounts are on the target list."
    accounts = "1 account" if targets == 1 else f"{targets:,} accounts"
    if not entered:
        return f"{accounts}; none of them has gone into pipeline yet."
    start = f"{accounts}; {_of(entered, targets, 'them')} went into pipeline"
    if not closed:
        return f"{start}; none of those has closed yet."
    return f"{start}; {_of(closed, entered, 'those')} closed."


def _of(part: int, whole: int, them: str) -> str:
    return f"{part:,} of {them} ({rounded(Fraction(100 * part, whole), 0)} %)"
