"""Reach: whose rows a transaction may read and write, said before it reads any.

PostgreSQL is told at the beginning of each transaction and shows no other row, whatever a query
forgets to ask (row-level security, `docs/adr/0024`). The settings end with the transaction, so a
pooled connection carries nothing over. It costs one small statement for each transaction.
`holding` holds every statement to the same reach on both databases.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, SessionTransaction

SETTINGS = "organizations", "partnership", "job", "domain", "installation", "trail", "budget"
"""What PostgreSQL's policies read, each after `partnerhub.`."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose rows a transaction may read and write.

    Args:
        organizations: Organizations whose own rows it may read and write, and, unless a
            partnership is named, those of all their partnerships.
        partnership_id: The only partnership whose rows it may read and write.
        job_id: The job it works on.
        domain: The web domain by which it may find one more organization.
        installation: Whether it may see what belongs to nobody alone: the names of all
            organizations, who is whose partner and shares how much, and the queue; no list.
        trail: A partner in whose trail and ledger it is writing, see `in_trail`.
        budget: An organization whose budget it is counting, see `counting_for`.
    """

    organizations: tuple[str, ...] = ()
    partnership_id: str | None = None
    job_id: str | None = None
    domain: str | None = None
    installation: bool = False
    trail: str | None = None
    budget: str | None = None

    def settings(self) -> dict[str, str]:
        """What PostgreSQL's policies read; an empty value is none."""
        values = (
            ",".join(self.organizations),
            self.partnership_id or "",
            self.job_id or "",
            self.domain or "",
            "on" if self.installation else "",
            self.trail or "",
            self.budget or "",
        )
        return dict(zip(SETTINGS, values, strict=True))


NOTHING = Reach()
"""Nobody's rows: for a transaction that is yet to learn who asks."""
INSTALLATION = Reach(installation=True)
"""The operator, and the queue before a job is known."""


def reach_of(session: Session) -> Reach:
    """Whose rows a session may read and write now."""
    found: Reach = session.info["reach"]
    return found


def set_reach(session: Session, reach: Reach) -> None:
    """Say anew whose rows a session may read and write; what it changed so far is written first."""
    if session.in_transaction():
        session.flush()
        before, after = reach_of(session).settings(), reach.settings()
        changed = {name: value for name, value in after.items() if value != before[name]}
        if changed:
            # Where nothing was read yet this begins the transaction, and that tells the old reach.
            _tell(session.connection(), changed)
    session.info["reach"] = reach


def reach_also(session: Session, organization_id: str) -> None:
    """Let the operator's session go on with one organization."""
    reach = reach_of(session)
    if organization_id not in reach.organizations:
        set_reach(session, replace(reach, organizations=(*reach.organizations, organization_id)))


@contextmanager
def reaching(session: Session, reach: Reach) -> Iterator[None]:
    """Let one passage of a transaction read what the rest of it must not."""
    before = reach_of(session)
    set_reach(session, reach)
    try:
        yield
    except BaseException:
        # The transaction is lost, and a failed one takes no more statements.
        session.info["reach"] = before
        raise
    set_reach(session, before)


def both_sides(
    session: Session, partnership_id: str, organizations: Iterable[str]
) -> AbstractContextManager[None]:
    """Let one passage count in both lists of a partnership, as a job on it may."""
    return reaching(session, Reach(tuple(organizations), partnership_id))


def their_list(
    session: Session, partnership_id: str, partner_id: str
) -> AbstractContextManager[None]:
    """Let one passage read in a partner's list what it shows one by one."""
    return reaching(session, Reach((partner_id,), partnership_id))


def in_trail(session: Session, organization_id: str) -> AbstractContextManager[None]:
    """Let one passage write a line in a partner's trail, with all that hangs on it.

    It may read the trail and the ledger of that partner, and which acts its webhooks are told; it
    may add lines, disclosures and deliveries. Nothing that is read in it may reach the answer. For
    an organization that the session reaches anyway nothing changes.
    """
    reach = reach_of(session)
    if organization_id in {*reach.organizations, reach.trail}:
        return nullcontext()
    return reaching(session, replace(reach, trail=organization_id))


def counting_for(session: Session, organization_id: str) -> AbstractContextManager[None]:
    """Let one passage count over all partnerships of an organization, to hold to its budgets.

    It may read who its partners are and their overlaps, and no match. What leaves the passage is a
    sum, and only to be compared with a limit.
    """
    return reaching(session, replace(reach_of(session), budget=organization_id))


def begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """Tell the database, before the first statement of a transaction."""
    if transaction.nested:
        return  # Within a savepoint what was said before it still holds.
    connection.execution_options(acting=session.info)
    said = {name: value for name, value in reach_of(session).settings().items() if value}
    if said:
        _tell(connection, said)


def _tell(connection: Connection, settings: dict[str, str]) -> None:
    if connection.dialect.name != "postgresql":
        return
    calls = ", ".join(f"set_config('partnerhub.{name}', :{name}, true)" for name in settings)
    connection.execute(text(f"SELECT {calls}"), settings)
