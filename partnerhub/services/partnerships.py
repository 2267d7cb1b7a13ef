"""Partnerships: propose, accept, decline, end; and what each side shares."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import (
    AlreadyExistsError,
    ConflictError,
    NotFoundError,
    PartnershipNotActiveError,
    SharingEndedError,
    TooManyProposalsError,
    ValidationError,
)
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.sides import Side
from partnerhub.identifiers import domains
from partnerhub.persistence import (
    Session,
    about_partnership,
    is_writing,
    lock_name,
    queue,
    reach_of,
    reaching,
)
from partnerhub.persistence.models import Organization, Partnership, SharingPolicy
from partnerhub.persistence.queries import organizations
from partnerhub.persistence.queries import partnerships as queries
from partnerhub.persistence.queries.paging import after as behind
from partnerhub.persistence.queries.paging import fetch
from partnerhub.services import audit

COOLING_OFF = timedelta(days=30)
"""How long a declined proposer waits before asking the same partner again."""


@dataclass(frozen=True, slots=True)
class Partner:
    """The other side, as far as it may be known: the name only once both agreed."""

    domain: str
    name: str | None


@dataclass(frozen=True, slots=True)
class PartnershipView:
    """A partnership as one of its sides sees it."""

    id: str
    state: str
    proposed_by: str
    partner: Partner
    message: str | None
    strictness: str
    created_at: datetime
    activated_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Party:
    """An actor's place in a partnership."""

    partnership: Partnership
    side: Side
    organization_id: str
    partner_id: str | None


def side_of(partnership: Partnership, organization_id: str) -> Side:
    """Say which side an organization is."""
    return Side.FIRST if partnership.first_id == organization_id else Side.SECOND


def party(session: Session, actor: Actor, partnership_id: str) -> Party:
    """Find the actor's place in a partnership of any state.

    Whoever comes to change something waits here for others who do: what is decided about a
    partnership is decided one after the other. It costs the second of two writers the time of the
    first, and no endpoint can forget it.

    Raises:
        NotFoundError: The partnership is another's, or is not.
    """
    query = queries.one(actor, partnership_id)
    if is_writing(session):
        query = query.with_for_update().execution_options(populate_existing=True)
    partnership = session.scalars(query).one_or_none()
    if partnership is None:
        raise NotFoundError
    about_partnership(session, partnership_id)
    side = side_of(partnership, actor.organization_id)
    partner = partnership.second_id if side is Side.FIRST else partnership.first_id
    return Party(partnership, side, actor.organization_id, partner)


def active_party(session: Session, actor: Actor, partnership_id: str) -> Party:
    """Find the actor's place in a partnership that both sides accepted and neither ended.

    Raises:
        NotFoundError: The partnership is another's, or is not.
        SharingEndedError: It has ended.
        PartnershipNotActiveError: It was not accepted.
    """
    found = party(session, actor, partnership_id)
    if found.partnership.state == "ended":
        raise SharingEndedError
    if found.partnership.state != "active":
        raise PartnershipNotActiveError
    return found


def note_both(
    session: Session,
    found: Party,
    action: Action,
    subject_id: str,
    *,
    user_id: str | None = None,
    **details: Any,
) -> None:
    """Write a line in both sides' trails; who it was is only the acting side's business."""
    own, partner = found.organization_id, found.partner_id
    users = {own: user_id}
    audit.note_all(
        session,
        (own, partner),
        action,
        users=users,
        subject_id=subject_id,
        partnership_id=found.partnership.id,
        **details,
    )


def propose(
    session: Session,
    actor: Actor,
    *,
    partner_domain: str,
    now: datetime,
    message: str | None = None,
) -> PartnershipView:
    """Propose a partnership to the organization that owns a web domain.

    The answer is the same whether or not that organization uses partnerhub.
    """
    require(actor, Permission.MANAGE_PARTNERSHIPS)
    parsed = domains.parse(partner_domain)
    if parsed is None or parsed.flags:
        raise ValidationError(
            errors=[{"pointer": "/partner_domain", "message": "Not a company's web domain."}]
        )
    own = session.scalars(organizations.own(actor)).one()
    if own.domain == parsed.registrable:
        raise ValidationError(
            errors=[{"pointer": "/partner_domain", "message": "This is your own domain."}]
        )
    for domain in sorted((own.domain, parsed.registrable)):
        lock_name(session, domain)  # Both may propose to each other at once, or one twice.
    with reaching(session, replace(reach_of(session), domain=parsed.registrable)):
        partner = session.scalars(organizations.by_domain(parsed.registrable)).first()
    _refuse_repeats(session, actor, parsed.registrable, partner, now)
    partnership = Partnership(
        first_id=actor.organization_id,
        second_id=partner.id if partner else None,
        partner_domain=parsed.registrable,
        message=message,
    )
    session.add(partnership)
    session.flush()
    audit.note_all(
        session,
        (partnership.first_id, partnership.second_id),
        Action.PARTNERSHIP_PROPOSED,
        users={actor.organization_id: actor.user_id},
        subject_id=partnership.id,
        partnership_id=partnership.id,
    )
    return view(session, actor, partnership)


def list_visible(
    session: Session,
    actor: Actor,
    *,
    after: tuple[Any, ...] | None,
    limit: int,
    state: str | None = None,
) -> tuple[list[PartnershipView], tuple[Any, ...] | None]:
    """List the actor's partnerships, newest first."""
    require(actor, Permission.READ)
    query = queries.visible_to(actor)
    if state:
        query = query.where(Partnership.state == state)
    keys = [Partnership.created_at, Partnership.id]
    rows, place = fetch(
        session, behind(query, keys, after, descending=True), limit, ["created_at", "id"]
    )
    return [view(session, actor, row) for row in rows], place


def get(session: Session, actor: Actor, *, partnership_id: str) -> PartnershipView:
    """Read one partnership."""
    require(actor, Permission.READ)
    return view(session, actor, party(session, actor, partnership_id).partnership)


def accept(
    session: Session, actor: Actor, *, partnership_id: str, now: datetime
) -> PartnershipView:
    """Accept a proposal; both sides then start with sharing nothing."""
    require(actor, Permission.MANAGE_PARTNERSHIPS)
    found = _asked(session, actor, partnership_id)
    found.partnership.state = "active"
    found.partnership.activated_at = now
    for organization_id in (found.partnership.first_id, found.organization_id):
        session.add(SharingPolicy(partnership_id=partnership_id, organization_id=organization_id))
    note_both(session, found, Action.PARTNERSHIP_ACCEPTED, partnership_id, user_id=actor.user_id)
    return view(session, actor, found.partnership)


def decline(
    session: Session, actor: Actor, *, partnership_id: str, now: datetime
) -> PartnershipView:
    """Decline a proposal; the proposer may ask again after a month."""
    require(actor, Permission.MANAGE_PARTNERSHIPS)
    found = _asked(session, actor, partnership_id)
    found.partnership.state = "declined"
    found.partnership.declined_at = now
    note_both(session, found, Action.PARTNERSHIP_DECLINED, partnership_id, user_id=actor.user_id)
    return view(session, actor, found.partnership)


def end(session: Session, actor: Actor, *, partnership_id: str, now: datetime) -> PartnershipView:
    """End a partnership or withdraw a proposal: from the next request on nothing is shared."""
    require(actor, Permission.MANAGE_PARTNERSHIPS)
    found = party(session, actor, partnership_id)
    withdrawing = found.partnership.state == "proposed" and found.side is Side.FIRST
    if found.partnership.state != "active" and not withdrawing:
        raise ConflictError(f"The partnership is {found.partnership.state}, so it cannot be ended.")
    found.partnership.state = "ended"
    found.partnership.ended_at = now
    forget_states(session, partnership_id)
    note_both(session, found, Action.PARTNERSHIP_ENDED, partnership_id, user_id=actor.user_id)
    return view(session, actor, found.partnership)


def forget_states(session: Session, partnership_id: str) -> None:
    """Have removed what comparisons have kept of what is not shared any more."""
    queue.put(session, "forget", lane=partnership_id, partnership_id=partnership_id)


def view(session: Session, actor: Actor, partnership: Partnership) -> PartnershipView:
    """Show a partnership from the actor's side."""
    side = side_of(partnership, actor.organization_id)
    if side is Side.SECOND:
        proposer = session.get_one(Organization, partnership.first_id)
        partner = Partner(proposer.domain, proposer.name)
    else:
        known = partnership.activated_at and session.get_one(Organization, partnership.second_id)
        partner = Partner(partnership.partner_domain, known.name if known else None)
    return PartnershipView(
        id=partnership.id,
        state=partnership.state,
        proposed_by="mine" if side is Side.FIRST else "theirs",
        partner=partner,
        message=partnership.message,
        strictness=partnership.strictness,
        created_at=partnership.created_at,
        activated_at=partnership.activated_at,
        ended_at=partnership.ended_at,
    )


def _asked(session: Session, actor: Actor, partnership_id: str) -> Party:
    found = party(session, actor, partnership_id)
    if found.side is not Side.SECOND:
        raise ConflictError(
            "The organization that is asked answers a proposal; take yours back with "
            f"POST /v1/partnerships/{partnership_id}/end."
        )
    if found.partnership.state != "proposed":
        raise ConflictError(f"The proposal is already {found.partnership.state}.")
    return found


def _refuse_repeats(
    session: Session, actor: Actor, domain: str, partner: Organization | None, now: datetime
) -> None:
    earlier = list(session.scalars(queries.with_domain(actor, domain)))
    if partner is not None:
        earlier += session.scalars(queries.between(actor.organization_id, partner.id))
    if any(one.state in {"proposed", "active"} for one in earlier):
        raise AlreadyExistsError("There is a partnership or a proposal with this partner already.")
    # Who declined may ask itself: it is the one that was refused who waits.
    refused = [one for one in earlier if one.first_id == actor.organization_id]
    if any(one.declined_at and now - one.declined_at < COOLING_OFF for one in refused):
        raise TooManyProposalsError(headers={"Retry-After": str(int(COOLING_OFF.total_seconds()))})
