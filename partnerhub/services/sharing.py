"""Sharing: what each side of a partnership lets the other see, and what that allows."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from partnerhub.domain.audit import Action
from partnerhub.domain.disclosure import (
    Basis,
    ContactLevel,
    ContactsBasis,
    Level,
    PopulationTerms,
    Strictness,
    Terms,
    compared_fields,
    contradicts,
    fewer_contacts,
    grants,
    narrowed,
    stricter,
    stricter_of,
    told,
    widens,
)
from partnerhub.domain.errors import NotFoundError, PreconditionFailedError, SharingHiddenError
from partnerhub.domain.permissions import Actor, Permission, require
from partnerhub.domain.populations import Population
from partnerhub.persistence import Session
from partnerhub.persistence.models import PendingChange, SharingPolicy
from partnerhub.persistence.queries import partnerships as queries
from partnerhub.persistence.queries import sharing_requests
from partnerhub.services import approvals, partnerships
from partnerhub.services.disclosures import reports as disclosing
from partnerhub.services.partnerships import Party


@dataclass(frozen=True, slots=True)
class Sharing:
    """What both sides share, and what that allows."""

    mine: SharingPolicy
    theirs: SharingPolicy
    effective_level: Level
    effective_strictness: Strictness
    effective_contacts: ContactLevel
    compared: tuple[str, ...]
    """Fields that both sides let be compared, beside name and domain."""

    @property
    def my_terms(self) -> Terms:
        """What the reader's side lets the other see."""
        return terms_of(self.mine)

    @property
    def their_terms(self) -> Terms:
        """What the other side lets the reader see."""
        return terms_of(self.theirs)


@dataclass(frozen=True, slots=True)
class Widening:
    """What a side would share once another of its admins has approved."""

    id: str
    asked_by: str
    created_at: datetime
    terms: Terms
    adds: tuple[str, ...]
    """What it grants beyond what is shared now."""
    state: str = "pending_second_approval"


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
        fewer_contacts(ContactLevel(mine.contacts), ContactLevel(theirs.contacts)),
        compared(mine, theirs),
    )


def compared(one: SharingPolicy, other: SharingPolicy) -> tuple[str, ...]:
    """List the fields that two sides let be compared: those they show are among them."""
    return compared_fields(terms_of(one).compares(), terms_of(other).compares())


def require_level(session: Session, found: Party, level: Level) -> Sharing:
    """Let pass when both sides share at least this much.

    Raises:
        SharingHiddenError: One side shares less.
    """
    shared = between(session, found)
    if stricter(shared.effective_level, level) is not level:
        path = f"/v1/partnerships/{found.partnership.id}/sharing"
        least = f"'{shared.effective_level}' and this needs '{level}'"
        if Level(shared.mine.level) is shared.effective_level:
            raise SharingHiddenError(f"You share {least}: PUT {path} changes what you share.")
        raise SharingHiddenError(f"They share {least}: POST {path}/requests asks for more.")
    return shared


def change(
    session: Session,
    actor: Actor,
    *,
    partnership_id: str,
    revision: int,
    terms: Terms,
    now: datetime,
) -> Sharing | Widening:
    """Set what the actor's organization shares; it holds from the next request on.

    Where the organization asks for a second approval, what would show the partner more waits for
    another admin; what shows less holds at once, also the part of such a change that does.

    What is not said of strictness stays as it is: a program that knows nothing of it must not
    make a partnership less careful.
    """
    require(actor, Permission.SET_SHARING)
    found = partnerships.active_party(session, actor, partnership_id)
    policy = between(session, found).mine
    if policy.revision != revision:
        raise PreconditionFailedError
    old = terms_of(policy)
    new = replace(terms, strictness=terms.strictness or old.strictness)
    if widens(old, new) and approvals.needed(session, actor):
        rest = narrowed(old, new)
        if grants(rest) != grants(old):
            _apply(session, actor, found, policy, rest, now=now)
        return _ask(session, actor, partnership_id, policy, new)
    _drop_contradicted(session, actor, partnership_id, old, new)
    return _apply(session, actor, found, policy, new, now=now)


def pending(session: Session, actor: Actor, *, partnership_id: str) -> Widening:
    """Read what the actor's organization would share once another of its admins approves.

    Raises:
        NotFoundError: Nothing waits.
    """
    require(actor, Permission.READ)
    found = partnerships.active_party(session, actor, partnership_id)
    asked = approvals.pending(session, actor, partnership_id)
    if asked is None:
        raise NotFoundError("Nothing waits for a second approval here.")
    return _widening(asked, between(session, found).mine)


def approve(
    session: Session, actor: Actor, *, partnership_id: str, pending_id: str, now: datetime
) -> Sharing:
    """Approve what another admin of the same organization asked to share."""
    require(actor, Permission.SET_SHARING)
    found = partnerships.active_party(session, actor, partnership_id)
    agreed = approvals.approve(session, actor, subject_id=partnership_id, pending_id=pending_id)
    return _apply(session, actor, found, between(session, found).mine, read_terms(agreed), now=now)


def reject(session: Session, actor: Actor, *, partnership_id: str, pending_id: str) -> Sharing:
    """Reject it, or take back what one asked for oneself; what is shared stays as it is."""
    require(actor, Permission.SET_SHARING)
    found = partnerships.active_party(session, actor, partnership_id)
    approvals.reject(session, actor, subject_id=partnership_id, pending_id=pending_id)
    return between(session, found)


def _apply(
    session: Session,
    actor: Actor,
    found: Party,
    policy: SharingPolicy,
    terms: Terms,
    *,
    now: datetime,
) -> Sharing:
    """Have terms hold, and tell both sides."""
    partnership_id = found.partnership.id
    policy.level, policy.fields = terms.level, sorted(set(terms.fields))
    policy.compared = sorted(set(terms.compared))
    policy.contacts, policy.amounts = terms.contacts, terms.amounts
    kept = written(terms)
    policy.populations, policy.contacts_basis = kept["populations"], kept["contacts_basis"]
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
    _answer_request(session, actor, found, terms, now)
    disclosing.record_amounts(session, found.partnership)
    changed = between(session, found)
    found.partnership.strictness = changed.effective_strictness
    return changed


def _answer_request(
    session: Session, actor: Actor, found: Party, terms: Terms, now: datetime
) -> None:
    """Have the partner's open request count as accepted once all that it asks for is granted."""
    query = sharing_requests.open_from(found.partnership.id, found.partner_id or "")
    asked = session.scalars(query).one_or_none()
    if asked is None or not grants(read_terms(asked.terms)) <= grants(terms):
        return
    asked.state, asked.answered_at = "accepted", now
    partnerships.note_both(
        session,
        found,
        Action.SHARING_REQUEST_ANSWERED,
        asked.id,
        user_id=actor.user_id,
        state=asked.state,
    )


def _ask(
    session: Session, actor: Actor, partnership_id: str, policy: SharingPolicy, terms: Terms
) -> Widening:
    asked = approvals.ask(
        session, actor, kind=approvals.SHARING, subject_id=partnership_id, change=written(terms)
    )
    return _widening(asked, policy)


def _drop_contradicted(
    session: Session, actor: Actor, partnership_id: str, old: Terms, new: Terms
) -> None:
    """Forget a change that waits when one that holds says otherwise, or was asked for otherwise."""
    asked = approvals.pending(session, actor, partnership_id)
    if asked and (widens(old, new) or contradicts(old, new, read_terms(asked.change))):
        approvals.drop(session, actor, partnership_id)


def _widening(asked: PendingChange, policy: SharingPolicy) -> Widening:
    wanted = read_terms(asked.change)
    adds = told(grants(wanted) - grants(terms_of(policy)))
    return Widening(asked.id, asked.asked_by, asked.created_at, wanted, adds)


def terms_of(policy: SharingPolicy) -> Terms:
    """Read the terms that a policy keeps."""
    names = [each.name for each in fields(Terms)]
    return read_terms({name: getattr(policy, name) for name in names})


def written(terms: Terms) -> dict[str, Any]:
    """Write terms as JSON, in one order."""
    kept = asdict(terms)
    for name in ("fields", "compared"):
        kept[name] = sorted(set(kept[name]))
    kept["populations"] = [
        each | {"fields": None if each["fields"] is None else sorted(set(each["fields"]))}
        for each in sorted(kept["populations"], key=itemgetter("population"))
    ]
    return kept


def read_terms(kept: dict[str, Any]) -> Terms:
    """Read terms as they were written down; those of an older version lack what is newer."""
    basis = kept.get("contacts_basis")
    read = {
        "level": Level(kept["level"]),
        "strictness": Strictness(kept["strictness"]),
        "contacts": ContactLevel(kept["contacts"]),
        "populations": tuple(
            PopulationTerms(Population(each["population"]), Level(each["level"]), each["fields"])
            for each in kept.get("populations", ())
        ),
        "contacts_basis": basis and ContactsBasis(Basis(basis["kind"]), basis["note"]),
    }
    return Terms(**kept | read)
