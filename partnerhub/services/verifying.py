"""Verifying audit trails and disclosure ledgers: whether anything in them is not what was written.

Every line is hashed again with the hash of the line before, and every disclosure with all of its
records. The hashes are keyed by the installation's secret, so that nobody who can only write to the
database can make them fit. What this cannot see by itself is an end that was cut off, together with
the head in the organization's row: for that the heads of an earlier time are kept elsewhere.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from partnerhub.domain.audit import Action
from partnerhub.domain.keys import RowsDigest
from partnerhub.persistence import Reach, Session, auditing, keys_of, reaching
from partnerhub.persistence.auditing import Head, Line

UNTOLD = "there is a row of {table} that no line tells of"


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing in a trail or ledger that is not what was written."""

    sequence: int
    """Number of the line; for what comes behind the last line, the number it would have."""
    what: str


@dataclass(slots=True)
class Verified:
    """What was checked of one organization."""

    head: Head
    lines: int = 0
    unchained: int = 0
    """Lines from before there was a chain."""
    disclosures: int = 0
    records: int = 0
    broken: Broken | None = None


@dataclass(slots=True)
class _Walk:
    """A trail under way: what the next line has to follow."""

    found: Verified
    kept: Head | None
    previous: str | None = None
    chained: bool = False


class _BrokenError(Exception):
    def __init__(self, sequence: int, what: str) -> None:
        super().__init__(what)
        self.broken = Broken(sequence, what)


def verify(
    session: Session,
    *,
    domain: str | None = None,
    kept: Mapping[str, Head] | None = None,
) -> Iterator[Verified]:
    """Check the trails and ledgers of all organizations or of one, one after the other.

    Args:
        session: The operator's, which has read nothing yet: all of it is checked as of one moment,
            and each organization's by reaching that one alone.
        domain: The web domain of the one organization to check.
        kept: Heads of an earlier time by organization: each must still be in its chain.
    """
    auditing.snapshot(session)
    heads = [head for head in auditing.heads(session) if domain in {None, head.domain}]
    for head in heads:
        found = Verified(head)
        with reaching(session, Reach((head.organization_id,))):
            _check(session, _Walk(found, (kept or {}).get(head.organization_id)))
        yield found
    if domain is None:
        yield from _without_organization(session, {head.organization_id for head in heads}, kept)


def _check(session: Session, walk: _Walk) -> None:
    """Note the first thing of an organization that is not what was written."""
    try:
        _walk(session, walk)
        _refuse_untold(session, walk.found.head.organization_id)
    except _BrokenError as error:
        walk.found.broken = error.broken


def _walk(session: Session, walk: _Walk) -> None:
    """Follow one trail from its beginning to the head."""
    head = walk.found.head
    with closing(auditing.lines(session, head.organization_id)) as lines:
        for line in lines:
            _check_line(session, walk, line)
            if line.action == Action.DISCLOSURE_RECORDED:
                _check_disclosure(session, walk, line)
            _check_kept(walk)
    last = walk.found.lines
    if last != head.sequence:
        raise _BrokenError(last + 1, f"the trail ends at {last} instead of {head.sequence}")
    if (walk.previous if walk.chained else None) != head.hash:
        raise _BrokenError(last, "the organization's head is not the hash of the last line")
    if walk.kept is not None and walk.kept.sequence > last:
        raise _BrokenError(last + 1, f"there were {walk.kept.sequence} lines before")


def _check_line(session: Session, walk: _Walk, line: Line) -> None:
    number = walk.found.lines + 1
    if line.sequence != number:
        raise _BrokenError(number, f"the line is missing; the next is {line.sequence}")
    walk.found.lines = number
    keys, previous = keys_of(session), walk.previous
    if line.hash is None and line.previous_hash is None and not walk.chained:
        walk.found.unchained += 1
        walk.previous = keys.line_hash(previous, line.content)
        return
    begins = not walk.chained and walk.found.unchained > 0
    walk.previous, walk.chained = keys.line_hash(previous, line.content, begins=begins), True
    if line.previous_hash != previous:
        raise _BrokenError(number, "the line does not follow the one before")
    if line.hash != walk.previous:
        raise _BrokenError(number, "the line is not what was written")


def _check_disclosure(session: Session, walk: _Walk, line: Line) -> None:
    """Hash a disclosure and its records again, and compare with what the line says of it."""
    number, owner = walk.found.lines, walk.found.head.organization_id
    release = f"release {line.content[4]}"
    entry = auditing.entry(session, owner, number)
    if entry is None:
        raise _BrokenError(number, f"the disclosure of {release} is missing")
    rows = RowsDigest()
    for some in auditing.records(session, owner, number):
        rows.update(some)
    walk.found.disclosures += 1
    walk.found.records += rows.rows
    digest = keys_of(session).ledger_digest(entry.content, rows.text())
    if not digest == entry.digest == line.details.get("digest"):
        raise _BrokenError(number, f"the disclosure of {release} is not what was written")


def _check_kept(walk: _Walk) -> None:
    kept, number = walk.kept, walk.found.lines
    if kept is not None and kept.sequence == number and kept.hash not in {None, walk.previous}:
        raise _BrokenError(number, "the line had another hash before")


def _refuse_untold(session: Session, organization_id: str) -> None:
    found = auditing.untold(session, organization_id)
    if found is not None:
        table, sequence = found
        raise _BrokenError(sequence, UNTOLD.format(table=table))


def _without_organization(
    session: Session, known: Collection[str], kept: Mapping[str, Head] | None
) -> Iterator[Verified]:
    """What belongs to an organization that is not there, or is not there any more."""
    found: dict[str, Broken] = {}
    for table, organization_id, sequence in auditing.strays(session):
        found.setdefault(organization_id, Broken(sequence, UNTOLD.format(table=table)))
    for organization_id, broken in found.items():
        yield Verified(Head(organization_id, "", 0, None), broken=broken)
    for organization_id, head in (kept or {}).items():
        if organization_id not in known:
            broken = Broken(1, f"the organization is gone; it had {head.sequence} lines before")
            yield Verified(head, broken=broken)
