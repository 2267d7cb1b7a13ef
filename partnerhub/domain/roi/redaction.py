"""Redaction: a report as one side may see it.

Both sides agreed, by approving the target list, to tell how many accounts entered pipeline and
closed. Money and time they did not: the partner's amounts and cycle need a grant, and even then
sums of a few accounts, or of one that dominates, are withheld, and so is a joint figure from
which the reader could subtract the own part. Without a grant not even the currencies are named.
"""

from collections.abc import Mapping

from partnerhub.domain.disclosure import Suppressed, suppress, suppress_sums
from partnerhub.domain.roi.figures import Figure, Figures
from partnerhub.domain.roi.measures import AMOUNT_NAMES, PARTS_OF, nameless

_NEEDING_GRANT = ("cycle_days", "deals_without_amount")
_PARTS = frozenset(part for parts in PARTS_OF.values() for part in parts)

_Reasons = Mapping[str, Suppressed | None]


def redact(figures: Figures, *, amounts_shared: bool) -> Figures:
    """Withhold of one side's figures what the other side may not see.

    Args:
        figures: The figures of a single side, with their contributions.
        amounts_shared: Whether that side granted its amounts.

    Raises:
        ValueError: The figures carry no contributions, so nothing can be judged.
    """
    behind = figures.contributions
    if behind is None:
        raise ValueError("Figures without contributions cannot be redacted.")
    if not amounts_shared:
        return _ungranted(figures)
    decided = {currency: _decided(parts) for currency, parts in behind.amounts.items()}
    cycle = suppress(tuple(behind.cycle_days.values()))
    return Figures(
        side=figures.side,
        single=dict(figures.single) | {"cycle_days": _told(figures["cycle_days"], cycle)},
        listed={
            name: tuple(
                _told(one, _reason(name, decided.get(one.currency or "", {}), cycle))
                for one in ones
            )
            for name, ones in figures.listed.items()
        },
    )


def redact_joint(joint: Figures, whole: Figures, partner: Figures) -> Figures:
    """Withhold of the joint figures what would give away the partner's withheld ones.

    Args:
        joint: The joint figures.
        whole: The partner's figures.
        partner: The partner's figures, redacted.
    """
    won = {one.currency: one.suppressed for one in partner.listed["won_amount"]}
    ungranted = Suppressed.NOT_SHARED in won.values()
    returns = tuple(_told(one, won.get(one.currency)) for one in joint.listed["roi"])
    told_days = partner["cycle_days"].suppressed
    single = dict(joint.single)
    if ungranted:
        single |= {name: _told(joint[name], Suppressed.NOT_SHARED) for name in _NEEDING_GRANT}
        returns = (nameless("roi", None).withheld(Suppressed.NOT_SHARED),)
    elif whole["cycle_days"].denominator:
        single["cycle_days"] = _told(joint["cycle_days"], told_days)
    return Figures(
        side=None,
        single=single,
        listed={
            name: (
                *(one for one in joint.listed[name] if one.side is not partner.side),
                *partner.listed[name],
            )
            for name in AMOUNT_NAMES
        }
        | {"cost": joint.listed["cost"], "roi": returns},
    )


def _ungranted(figures: Figures) -> Figures:
    """Leave counts of accounts and deals, and what the event cost."""
    single = {name: _told(figures[name], Suppressed.NOT_SHARED) for name in _NEEDING_GRANT}
    listed = {
        name: (nameless(name, figures.side).withheld(Suppressed.NOT_SHARED),)
        for name in (*AMOUNT_NAMES, "roi")
    }
    return Figures(
        side=figures.side,
        single=dict(figures.single) | single,
        listed=listed | {"cost": figures.listed["cost"]},
    )


def _decided(parts: Mapping[str, Mapping[str, int]]) -> dict[str, Suppressed | None]:
    """Judge all sums of a currency together."""
    return suppress_sums({part: parts.get(part, {}) for part in _PARTS}, PARTS_OF)


def _reason(name: str, sums: _Reasons, cycle: Suppressed | None) -> Suppressed | None:
    """Say why a figure of a currency is withheld, if it is."""
    if not sums or name == "cost":
        return None
    won = sums["won_amount"]
    match name:
        case "average_deal" | "roi":
            return won
        case "pipeline_velocity":
            return won or cycle
        case "win_rate_by_value":
            return won or sums[name]
    return sums[name]


def _told(figure: Figure, reason: str | None) -> Figure:
    return figure.withheld(reason) if reason else figure
