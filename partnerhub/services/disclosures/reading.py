"""Reading what of one's own was ever shown to a partner, by record and in sum."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from partnerhub.domain.disclosure import CONTACT_FIELDS, ContactLevel, Subject
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import DisclosedRecord, Disclosure
from partnerhub.persistence.queries import disclosures as queries
from partnerhub.services import partnerships

Place = tuple[Any, ...] | None
SEQUENCES = 500
"""Disclosures asked about with one statement."""
MOST_PURPOSES = 20
"""How many purposes a summary names, the latest first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records: None asks for all of them."""

    account_id: str | None = None
    field: str | None = None
    subject: Subject | None = None
    release_id: str | None = None
    since: datetime | None = None


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class DisclosedView:
    """One account or figure that one release showed."""

    sequence: int
    subject: str
    account_id: str | None
    contact_id: str | None
    fields: list[str]
    purpose: str
    release_id: str
    release_number: int | None
    disclosed_at: datetime


@dataclass(slots=True)
class SpanView:
    """A field or a figure that was ever shown, and when first and last."""

    name: str
    first_at: datetime
    last_at: datetime
    purposes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SummaryView:
    """What of the caller's own was ever shown in a partnership."""

    partnership_id: str
    disclosures: int
    accounts: int
    first_at: datetime | None
    last_at: datetime | None
    fields: list[SpanView]
    figures: list[SpanView]


def page(
    session: Session,
    actor: Actor,
    *,
    partnership_id: str,
    after: Place,
    limit: int,
    wanted: Wanted = EVERYTHING,
) -> tuple[list[DisclosedView], Place]:
    """List what of the actor's own the partner was shown, the newest release first.

    It can be read after the partnership has ended: it says what was shown before.
    """
    _party(session, actor, partnership_id)
    subject = _subject(wanted)
    if wanted.subject is not None and subject != wanted.subject:
        return [], None
    found: list[tuple[Disclosure, DisclosedRecord]] = []
    for shown in _disclosures(session, actor, partnership_id, wanted, after):
        # A place is behind a record of one disclosure; later ones are read from their beginning.
        rest = after[1:] if after and after[0] == shown.sequence else None
        query = queries.records(shown, subject=subject, subject_id=wanted.account_id, place=rest)
        rows = session.scalars(query.limit(limit + 1 - len(found)))
        found += [(shown, row) for row in rows]
        if len(found) > limit:
            last = found[limit - 1][1]
            views = [_view(*one) for one in found[:limit]]
            return views, (last.sequence, last.subject, last.subject_id)
    return [_view(*one) for one in found], None


def summary(session: Session, actor: Actor, *, partnership_id: str) -> SummaryView:
    """Say what of the actor's own was ever shown in a partnership, and since when."""
    _party(session, actor, partnership_id)
    own = actor.organization_id
    fields: dict[str, SpanView] = {}
    figures: dict[str, SpanView] = {}
    spans: list[datetime] = []
    query = queries.to_partner(actor, partnership_id).execution_options(yield_per=SEQUENCES)
    for part in session.scalars(query).partitions():
        by_number = {shown.sequence: shown for shown in part}
        for shown in part:
            spans.append(shown.created_at)
            _stretch(fields, shown.fields, shown)
        for sequence, subject in session.execute(queries.figures(own, by_number)):
            _stretch(figures, [subject], by_number[sequence])
    return SummaryView(
        partnership_id=partnership_id,
        disclosures=len(spans),
        accounts=session.scalar(queries.count_accounts(own, partnership_id)) or 0,
        first_at=min(spans, default=None),
        last_at=max(spans, default=None),
        fields=[fields[name] for name in sorted(fields)],
        figures=[figures[name] for name in sorted(figures)],
    )


def _party(session: Session, actor: Actor, partnership_id: str) -> None:
    require(actor, Permission.READ)
    partnerships.party(session, actor, partnership_id)


def _disclosures(
    session: Session, actor: Actor, partnership_id: str, wanted: Wanted, after: Place
) -> Iterator[Disclosure]:
    """The disclosures to look into: each has at least one record."""
    query = queries.to_partner(
        actor,
        partnership_id,
        release_id=wanted.release_id,
        since=wanted.since,
        until=after[0] if after else None,
    )
    result = session.scalars(query.execution_options(yield_per=SEQUENCES))
    for part in result.partitions():
        rows = [row for row in part if wanted.field is None or wanted.field in row.fields]
        if wanted.account_id is not None:
            numbers = [row.sequence for row in rows]
            which = queries.showing(
                actor.organization_id, numbers, Subject.ACCOUNT, wanted.account_id
            )
            having = set(session.scalars(which))
            rows = [row for row in rows if row.sequence in having]
        yield from rows


def _subject(wanted: Wanted) -> str | None:
    """Ids are those of accounts; fields those of accounts or of contacts."""
    if wanted.field in CONTACT_FIELDS[ContactLevel.NAMES] and wanted.account_id is None:
        return Subject.CONTACT.value
    about_accounts = wanted.account_id is not None or wanted.field is not None
    return Subject.ACCOUNT.value if about_accounts else wanted.subject


def _view(shown: Disclosure, row: DisclosedRecord) -> DisclosedView:
    is_account, is_contact = row.subject == Subject.ACCOUNT, row.subject == Subject.CONTACT
    return DisclosedView(
        sequence=shown.sequence,
        subject=row.subject,
        account_id=row.subject_id if is_account else None,
        contact_id=row.subject_id if is_contact else None,
        fields=shown.fields if is_account or is_contact else [],
        purpose=shown.purpose,
        release_id=shown.release_id,
        release_number=shown.release_number,
        disclosed_at=shown.created_at,
    )


def _stretch(spans: dict[str, SpanView], names: Iterable[str], shown: Disclosure) -> None:
    for name in names:
        span = spans.setdefault(name, SpanView(name, shown.created_at, shown.created_at))
        span.first_at = min(span.first_at, shown.created_at)
        span.last_at = max(span.last_at, shown.created_at)
        if shown.purpose not in span.purposes and len(span.purposes) < MOST_PURPOSES:
            span.purposes.append(shown.purpose)
