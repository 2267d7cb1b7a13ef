"""The truth about the generated files, worked out from what they were written from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from partnerhub.cli.demo.accounts import Account
from partnerhub.cli.demo.aftermath import Aftermath, Pair
from partnerhub.cli.demo.files import Truth
from partnerhub.cli.demo.people import Person
from partnerhub.cli.demo.sides import Side, Written
from partnerhub.domain.populations import Population


def pairs(first: Side, second: Side) -> list[Pair]:
    """Pair the two sides' accounts of the companies both know, duplicates left out."""
    mine, theirs = first.originals(), second.originals()
    return [Pair(mine[number], theirs[number]) for number in sorted(mine.keys() & theirs.keys())]


def tell(first: Side, second: Side, files: Iterable[Written], after: Aftermath) -> Truth:
    """Tell the truth about both sides and the files written for them."""
    files = tuple(files)
    shared = pairs(first, second)
    return Truth(
        pairs=_same_company(first, second),
        related=_same_group(first, second),
        shared_companies=len(shared),
        people=_same_person(first, second),
        populations=(_populations(first), _populations(second)),
        rows={file.path: file.rows for file in files},
        dirt={file.path: file.dirt for file in files},
        entered=_ids(shared, after.entered),
        won=_ids(shared, after.won),
    )


def _same_company(first: Side, second: Side) -> frozenset[tuple[str, str]]:
    theirs = _by_company(second.accounts)
    return frozenset(
        (mine.record_id, other.record_id)
        for mine in first.accounts
        for other in theirs.get(mine.company.number, ())
    )


def _same_group(first: Side, second: Side) -> frozenset[tuple[str, str]]:
    theirs = defaultdict[int, list[Account]](list)
    for account in second.accounts:
        theirs[_group(account)].append(account)
    return frozenset(
        (mine.record_id, other.record_id)
        for mine in first.accounts
        for other in theirs.get(_group(mine), ())
        if other.company.number != mine.company.number
    )


def _group(account: Account) -> int:
    company = account.company
    return company.number if company.parent is None else company.parent


def _by_company(accounts: Iterable[Account]) -> Mapping[int, list[Account]]:
    found = defaultdict[int, list[Account]](list)
    for account in accounts:
        found[account.company.number].append(account)
    return found


def _same_person(first: Side, second: Side) -> frozenset[tuple[str, str]]:
    theirs = defaultdict[Person, list[str]](list)
    for contact in second.contacts:
        theirs[contact.person].append(contact.record_id)
    return frozenset(
        (mine.record_id, other) for mine in first.contacts for other in theirs.get(mine.person, ())
    )


def _populations(side: Side) -> dict[str, Population]:
    return {account.record_id: account.population for account in side.accounts}


def _ids(shared: Iterable[Pair], companies: set[int]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (pair.first.record_id, pair.second.record_id)
        for pair in shared
        if pair.first.company.number in companies
    )
