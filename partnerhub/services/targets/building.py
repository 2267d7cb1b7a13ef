"""Building a target list: the release's companies, ranked, with what people said kept.

A list can be built as often as both like until it is frozen. What either side took off stays off
and what was put on stays on: people's decisions outlive a rebuild. Approvals do not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from partnerhub.domain import targeting
from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    NotFoundError,
    NotReleasedError,
    TargetListFrozenError,
    ValidationError,
)
from partnerhub.domain.events import TargetState
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.sides import Side
from partnerhub.domain.targeting import Candidate, Plan
from partnerhub.domain.targeting.plan import COOLDOWN_DAYS, FACTOR
from partnerhub.domain.targeting.reasons import reasons_for
from partnerhub.domain.titles import Seniority
from partnerhub.persistence import Session
from partnerhub.persistence.models import Event, Target, TargetList
from partnerhub.persistence.queries import events as queries
from partnerhub.persistence.queries import overlaps
from partnerhub.services import events, partnerships
from partnerhub.services.overlaps.reading import Release, release
from partnerhub.services.partnerships import Party
from partnerhub.services.targets import budgets, disclosing, pool
from partnerhub.services.targets.pool import Company
from partnerhub.services.targets.reading import TargetListView, view


@dataclass(frozen=True, slots=True)
class Rules:
    """What the two sides choose about their list."""

    factor: int = FACTOR
    cooldown_days: int = COOLDOWN_DAYS
    min_seniority: Seniority | None = None


USUAL = Rules()


@dataclass(frozen=True, slots=True)
class Said:
    """What people said of a company on the list before, whatever the rules say of it now."""

    state: TargetState
    organization_id: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """One list under way: what it is chosen from, and what was said of it before."""

    session: Session
    shown: Release
    event: Event
    companies: Mapping[int, Company]
    candidates: Mapping[int, Candidate]
    said: Mapping[int, Said]


def build(
    session: Session,
    actor: Actor,
    *,
    event_id: str,
    now: datetime,
    overlap_id: str | None = None,
    baseline_on: date | None = None,
    rules: Rules = USUAL,
) -> TargetListView:
    """Build the target list of an event, or build it again.

    Raises:
        TargetListFrozenError: Both sides approved it already.
        NotReleasedError: There is no published overlap, or it does not show what is needed.
        TargetListBudgetExhaustedError: There were enough other lists for 30 days.
        ValidationError: The baseline lies in the future.
    """
    require(actor, Permission.PLAN_EVENTS)
    found, event = events.load_locked(session, actor, event_id)
    target_list = session.scalars(queries.target_list(event)).one_or_none()
    if target_list is not None and target_list.frozen_on is not None:
        raise TargetListFrozenError
    check_baseline(baseline_on, now)
    shown = _release(session, actor, found, overlap_id)
    if rules.min_seniority is not None and not shown.with_people:
        raise NotReleasedError("A minimum seniority needs counts of contacts from both sides.")
    on = baseline_on or event.starts_on
    asked = budgets.question(
        overlap=shown.overlap.number,
        capacity=event.capacity,
        lead=lead_of(shown, event),
        on=on,
        **asdict(rules),
    )
    budgets.require(session, actor, event, asked, now)
    work = _gathered(session, shown, event, on, rules)
    plan = targeting.build(
        _open(work),
        capacity=event.capacity,
        factor=rules.factor,
        cooldown_days=rules.cooldown_days,
        needs_senior=rules.min_seniority is not None,
        lead=lead_of(shown, event),
    )
    target_list = _written(work, plan, rules, target_list)
    target_list.baseline_on = baseline_on
    session.flush()
    disclosing.record(session, shown, event, session.scalars(queries.targets(event)))
    partnerships.note_both(
        session,
        found,
        Action.TARGET_LIST_BUILT,
        event.id,
        user_id=actor.user_id,
        wanted=plan.wanted,
        size=plan.size,
        overlap_id=shown.overlap.id,
        question=asked,
        partnership=found.partnership.id,
    )
    return view(session, shown, event, target_list)


def check_baseline(baseline_on: date | None, now: datetime) -> None:
    """Refuse a baseline in the future; tomorrow is today somewhere.

    Raises:
        ValidationError: It lies in the future.
    """
    if baseline_on is not None and baseline_on > now.date() + timedelta(days=1):
        message = "A baseline is a day that has come: what is counted begins there."
        raise ValidationError(errors=[{"pointer": "/baseline_on", "message": message}])


def lead_of(shown: Release, event: Event) -> Side:
    """Say which side leads the event, for the ties it wins."""
    return pool.side_of(shown, event.lead_id) or Side.FIRST


def by_hand(work: Work, number: int, **values: Any) -> Target:
    """Make a target of a company that somebody put on or off the list."""
    candidate = work.candidates[number]
    play = targeting.play_of(candidate.first, candidate.second)
    first, second = candidate.first.strength, candidate.second.strength
    inviter = lead_of(work.shown, work.event)
    if first != second:
        inviter = Side.FIRST if first > second else Side.SECOND
    return work.companies[number].target(
        work.session,
        work.event,
        score=targeting.points_of(candidate),
        play=play.value,
        inviter=inviter.value,
        reasons=[reason.code for reason in reasons_for(candidate, play)],
        **values,
    )


def _release(session: Session, actor: Actor, found: Party, overlap_id: str | None) -> Release:
    if overlap_id is None:
        latest = session.scalars(overlaps.latest_published(found.partnership.id)).first()
        if latest is None:
            raise NotReleasedError("There is no published overlap to choose from yet.")
        overlap_id = latest.id
    shown = release(session, actor, overlap_id)
    if shown.overlap.partnership_id != found.partnership.id:
        raise NotFoundError
    return shown


def _gathered(session: Session, shown: Release, event: Event, on: date, rules: Rules) -> Work:
    companies = pool.companies(session, shown)
    senior = rules.min_seniority or pool.SENIOR
    return Work(
        session=session,
        shown=shown,
        event=event,
        companies=companies,
        candidates=pool.candidates(session, shown, companies, on=on, senior=senior),
        said=_said(session, event, companies),
    )


def _said(session: Session, event: Event, companies: Mapping[int, Company]) -> dict[int, Said]:
    """Find by their accounts the companies that people put on or off the list before."""
    by_account: dict[str, Said] = {}
    states = (TargetState.ADDED, TargetState.EXCLUDED)
    for target in session.scalars(queries.targets(event, states)):
        said = Said(TargetState(target.state), target.changed_by, target.change_reason)
        for account_id in (*target.first_accounts, *target.second_accounts):
            by_account.setdefault(account_id, said)
    found = {}
    for company in companies.values():
        known = [by_account[one] for one in company.account_ids if one in by_account]
        if known:
            off = [said for said in known if said.state is TargetState.EXCLUDED]
            found[company.number] = (off or known)[0]
    return found


def _open(work: Work) -> Iterator[Candidate]:
    """The candidates the rules decide on: without those put on by hand, marked where put off."""
    for number, candidate in work.candidates.items():
        known = work.said.get(number)
        if known is None:
            yield candidate
        elif known.state is TargetState.EXCLUDED:
            if pool.side_of(work.shown, known.organization_id) is Side.SECOND:
                yield replace(candidate, second=replace(candidate.second, excluded=True))
            else:
                yield replace(candidate, first=replace(candidate.first, excluded=True))


def _listed(work: Work, plan: Plan) -> Iterator[Target]:
    """The companies the rules chose, by rank."""
    for target in plan.targets:
        yield work.companies[int(target.company)].target(
            work.session,
            work.event,
            rank=target.rank,
            score=target.score,
            play=target.play.value,
            inviter=target.inviter.value,
            reasons=[reason.code for reason in target.reasons],
        )


def _kept(work: Work, *, behind: int) -> Iterator[Target]:
    """The companies that people put on or off, behind those the rules chose: on before off."""
    said = work.said
    numbers = sorted(said, key=lambda one: (said[one].state is TargetState.EXCLUDED, one))
    for rank, number in enumerate(numbers, start=behind + 1):
        yield by_hand(
            work,
            number,
            rank=rank,
            state=said[number].state.value,
            changed_by=said[number].organization_id,
            change_reason=said[number].reason,
        )


def _written(work: Work, plan: Plan, rules: Rules, target_list: TargetList | None) -> TargetList:
    """Write the plan down in place of the list there was."""
    session, event, shown = work.session, work.event, work.shown
    targets = [*_listed(work, plan), *_kept(work, behind=plan.size)]
    pool.deal_cards(session, shown, work.companies, targets)
    session.execute(queries.clear(event))
    if target_list is None:
        target_list = TargetList(
            partnership_id=event.partnership_id,
            event_id=event.id,
            overlap_id=shown.overlap.id,
            parameters={},
            wanted=0,
        )
        session.add(target_list)
    else:
        events.reopen(target_list)
    target_list.overlap_id, target_list.parameters = shown.overlap.id, asdict(rules)
    target_list.wanted = plan.wanted
    target_list.left_out = dict(Counter(out.code for out in plan.left_out))
    session.flush()
    session.add_all(targets)
    return target_list
