"""Partnerships and sharing policies."""

from sqlalchemy import Select, or_, select

from partnerhub.domain.permissions import Actor
from partnerhub.persistence.models import Partnership, SharingPolicy


def visible_to(actor: Actor) -> Select[Partnership]:
    """Partnerships the actor's organization is a party to."""
    mine = actor.organization_id
    return select(Partnership).where(
        or_(Partnership.first_id == mine, Partnership.second_id == mine)
    )


def one(actor: Actor, partnership_id: str) -> Select[Partnership]:
    """One of them."""
    return visible_to(actor).where(Partnership.id == partnership_id)


def proposed_to(domain: str) -> Select[Partnership]:
    """Proposals that wait for an organization with this domain to appear."""
    return select(Partnership).where(
        Partnership.partner_domain == domain, Partnership.second_id.is_(None)
    )


def with_domain(actor: Actor, domain: str) -> Select[Partnership]:
    """What the actor's organization proposed to this domain, or was proposed by it."""
    return visible_to(actor).where(Partnership.partner_domain == domain)


def between(first_id: str, second_id: str) -> Select[Partnership]:
    """Partnerships of exactly these two, whoever proposed."""
    return select(Partnership).where(
        or_(
            (Partnership.first_id == first_id) & (Partnership.second_id == second_id),
            (Partnership.first_id == second_id) & (Partnership.second_id == first_id),
        )
    )


def policies(partnership_id: str) -> Select[SharingPolicy]:
    """The sharing policies of both sides."""
    return select(SharingPolicy).where(SharingPolicy.partnership_id == partnership_id)


def policies_in_force(partnership_id: str | None = None) -> Select[SharingPolicy]:
    """The sharing policies of one partnership or all that have not ended, for the worker."""
    active = select(Partnership.id).where(Partnership.state == "active")
    if partnership_id is not None:
        active = active.where(Partnership.id == partnership_id)
    return select(SharingPolicy).where(SharingPolicy.partnership_id.in_(active))
