"""Joint reports, and the opportunities they are made of."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select

from partnerhub.domain.lists import ListKind
from partnerhub.domain.permissions import Actor
from partnerhub.persistence.lists import TABLES, as_of
from partnerhub.persistence.models import Event, Report
from partnerhub.persistence.queries import partnerships

UNFINISHED = ("queued", "running")


def visible_to(actor: Actor) -> Select[Report]:
    """Reports of the actor's partnerships."""
    mine = partnerships.visible_to(actor).subquery()
    return select(Report).join(mine, mine.c.id == Report.partnership_id)


def one(actor: Actor, report_id: str) -> Select[Report]:
    """One of them."""
    return visible_to(actor).where(Report.id == report_id)


def of(event: Event) -> Select[Report]:
    """Reports on one event."""
    return select(Report).where(
        Report.partnership_id == event.partnership_id, Report.event_id == event.id
    )


def by_id(partnership_id: str, report_id: str) -> Select[Report]:
    """A report by its whole key, for the worker."""
    return select(Report).where(Report.partnership_id == partnership_id, Report.id == report_id)


def locked(report: Report) -> Select[Report]:
    """A report for signing it; others that want to wait."""
    return (
        by_id(report.partnership_id, report.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def next_number(event: Event) -> Select[int]:
    """The number the event's next report gets."""
    return select(func.coalesce(func.max(Report.number), 0) + 1).where(
        Report.partnership_id == event.partnership_id, Report.event_id == event.id
    )


def last_asked(event: Event) -> Select[Any]:
    """When a report on an event was last asked for."""
    return select(func.max(Report.created_at)).where(
        Report.partnership_id == event.partnership_id, Report.event_id == event.id
    )


def asked_since(event: Event, start: datetime) -> Select[datetime]:
    """When reports on an event were asked for that were made or will be, oldest first."""
    return (
        select(Report.created_at)
        .where(
            Report.partnership_id == event.partnership_id,
            Report.event_id == event.id,
            Report.created_at > start,
            Report.state.in_((*UNFINISHED, "succeeded")),
        )
        .order_by(Report.created_at)
    )


def latest(partnership_id: str) -> Select[Event, Report]:
    """Each event of a partnership that was reported on, with its newest report, latest first."""
    newest = (
        select(Report.event_id, func.max(Report.number).label("number"))
        .where(Report.partnership_id == partnership_id, Report.state == "succeeded")
        .group_by(Report.event_id)
        .subquery()
    )
    return (
        select(Event, Report)
        .join(
            Report,
            and_(Report.partnership_id == Event.partnership_id, Report.event_id == Event.id),
        )
        .join(newest, and_(newest.c.event_id == Report.event_id, newest.c.number == Report.number))
        .where(Event.partnership_id == partnership_id)
        .order_by(Event.starts_on.desc(), Event.id)
    )


def published(partnership_id: str) -> Select[Report]:
    """The reports of a partnership that have figures, oldest first."""
    return (
        select(Report)
        .where(Report.partnership_id == partnership_id, Report.state == "succeeded")
        .order_by(Report.event_id, Report.number)
    )


def deals(organization_id: str, version: int, account_ids: Collection[str]) -> Select[Any]:
    """The opportunities of a list version at some accounts."""
    table = TABLES[ListKind.OPPORTUNITIES]
    names = ("account_id", "status", "created_on", "close_on", "amount_minor", "currency")
    return select(*(table.c[name] for name in names)).where(
        as_of(table, organization_id, version), table.c.account_id.in_(account_ids)
    )
