"""Sharing: what each side of a partnership lets the other see, and what that allows."""

from dataclasses import dataclass

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import (
    Level,
    Strictness,
    Terms,
    compared_fields,
    stricter,
    stricter_of,
)
from partnerhub.domain.errors import PreconditionFailedError, SharingHiddenError
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.persistence import Session
from partnerhub.persistence.models import SharingPolicy
from partnerhub.persistence.queries import partnerships as queries
from partnerhub.services import partnerships
from partnerhub.services.disclosures import reports as disclosing
from partnerhub.services.partnerships import Party


@dataclass(frozen=True, slots=True)
class Sharing:
    """What both sides share, and what that allows."""

    mine: SharingPolicy
    theirs: SharingPolicy
    effective_level: Level
    effective_strictness: Strictness
    compared: tuple[str, ...]
    """Fields that both sides let be compared, beside name and domain."""


def get(session: Session, actor: Actor, *, partnership_id: str) -> Sharing:
    """Read what both sides share; each may always know what the other lets it see."""
    require(actor, Permission.READ)
    return between(session, partnerships.active_party(session, actor, partnership_id))


def between(session: Session, found: Party) -> Sharing:
    """Read the policies of both sides of a partnership."""
    policies = {
        policy.organization_id: policy
        for policy in session.scalars(queries.policies(found.partnership.id))
    }
    mine, theirs = policies[found.organization_id], policies[found.partner_id or ""]
    return Sharing(
        mine,
        theirs,
        stricter(Level(mine.level), Level(theirs.level)),
        stricter_of(Strictness(mine.strictness), Strictness(theirs.strictness)),
        compared(mine, theirs),
    )


def compared(one: SharingPolicy, other: SharingPolicy) -> tuple[str, ...]:
    """List the fields that two sides let be compared: those they show are among them."""
    return compared_fields({*one.fields, *one.compared}, {*other.fields, *other.compared})


def require_level(session: Session, found: Party, level: Level) -> Sharing:
    """Let pass when both sides share at least this much.

    Raises:
        SharingHiddenError: One side shares less.
    """
    shared = between(session, found)
    if stricter(shared.effective_level, level) is not level:
        whose = "You share" if Level(shared.mine.level) is shared.effective_level else "They share"
        raise SharingHiddenError(
            f"{whose} '{shared.effective_level}' and this needs '{level}': "
            f"PUT /v1/partnerships/{found.partnership.id}/sharing changes what you share."
        )
    return shared


def change(
    session: Session,
    actor: Actor,
    *,
    partnership_id: str,
    revision: int,
    terms: Terms,
) -> Sharing:
    """Set what the actor's organization shares; it holds from the next request on.

    What is not said of strictness stays as it is: a program that knows nothing of it must not
    make a partnership less careful.
    """
    require(actor, Permission.SET_SHARING)
    found = partnerships.active_party(session, actor, partnership_id)
    policy = between(session, found).mine
    if policy.revision != revision:
        raise PreconditionFailedError
    policy.level, policy.fields = terms.level, sorted(set(terms.fields))
    policy.compared = sorted(set(terms.compared))
    policy.contacts, policy.amounts = terms.contacts, terms.amounts
    policy.strictness = terms.strictness or policy.strictness
    policy.revision += 1
    partnerships.forget_states(session, partnership_id)
    partnerships.note_both(
        session,
        found,
        Action.SHARING_CHANGED,
        partnership_id,
        user_id=actor.user_id,
        level=terms.level,
    )
    disclosing.record_amounts(session, found.partnership)
    changed = between(session, found)
    found.partnership.strictness = changed.effective_strictness
    return changed
