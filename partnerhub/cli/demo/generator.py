"""The demo's generator: two invented sellers with a few thousand accounts each, as CRM exports.

Chance comes from a seed and nothing else, and time from an argument, so the same call writes the
same bytes. Each part draws from a source of its own: a new column in one part moves nothing in
the others.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from partnerhub.cli.demo import aftermath, hubspot, salesforce, truth
from partnerhub.cli.demo.accounts import DUPLICATES
from partnerhub.cli.demo.companies import Registry
from partnerhub.cli.demo.deals import Deal
from partnerhub.cli.demo.files import DemoFiles, SellerFiles
from partnerhub.cli.demo.people import Staff
from partnerhub.cli.demo.sellers import FIRST, SECOND
from partnerhub.cli.demo.sides import Side, Written, build

EVENT_AGO: Final = timedelta(days=100)
FROZEN_AGO: Final = timedelta(days=130)


def generate(
    folder: Path, *, seed: int = 7, accounts: int = 3000, overlap: float = 0.3, today: date
) -> DemoFiles:
    """Write both sellers' exports into a folder.

    Args:
        folder: Where the files go; made when it is missing.
        seed: The same seed and day write the same bytes.
        accounts: Good rows in each account list, duplicates included.
        overlap: Share of each list's companies that the other list has as well.
        today: The day of the later exports; everything lies before it.
    """
    frozen_on, event_on = today - FROZEN_AGO, today - EVENT_AGO
    first, second = _sides(seed, accounts, overlap, frozen_on - timedelta(days=1))
    pairs = truth.pairs(first, second)
    after = aftermath.follow(
        _chance(f"{seed}/aftermath"), (first.desk, second.desk), pairs, event_on, today
    )
    shared = frozenset(pair.first.company.number for pair in pairs)
    written = tuple(
        _write(folder, side, new, shared, today)
        for side, new in ((first, after.first), (second, after.second))
    )
    return DemoFiles(
        first=_seller_files(first, written[0]),
        second=_seller_files(second, written[1]),
        frozen_on=frozen_on,
        event_on=event_on,
        truth=truth.tell(first, second, (*written[0], *written[1]), after),
    )


def _chance(part: str) -> Random:
    return Random(part)  # noqa: S311 (chance for a demo, not for a secret)


def _sides(seed: int, rows: int, overlap: float, as_of: date) -> tuple[Side, Side]:
    """Found the companies, deal them out, and let both sellers write their books."""
    known = rows - round(rows * DUPLICATES)
    shared = round(known * overlap)
    companies = Registry(_chance(f"{seed}/companies")).found(2 * known - shared)
    mixed = _chance(f"{seed}/market").sample(companies, len(companies))
    both, rest = mixed[:shared], mixed[shared:]
    staff = Staff(_chance(f"{seed}/staff"))
    numbers = frozenset(company.number for company in both)

    def parts(name: str) -> Callable[[str], Random]:
        return lambda part: _chance(f"{seed}/{name}/{part}")

    own = known - shared
    return (
        build(
            FIRST,
            salesforce,
            parts("first"),
            [*both, *rest[:own]],
            shared=numbers,
            staff=staff,
            rows=rows,
            as_of=as_of,
        ),
        build(
            SECOND,
            hubspot,
            parts("second"),
            [*both, *rest[own:]],
            shared=numbers,
            staff=staff,
            rows=rows,
            as_of=as_of,
        ),
    )


def _write(
    folder: Path, side: Side, new: Sequence[Deal], shared: frozenset[int], today: date
) -> tuple[Written, ...]:
    """Write one seller's four files: three lists, and the opportunities as of today."""
    place = folder / side.seller.domain
    place.mkdir(parents=True, exist_ok=True)
    as_of = side.desk.as_of
    alone = [row for row in side.accounts if row.company.number not in shared]
    later = [
        *(side.desk.sequel(deal, today) for deal in side.deals),
        *new,
        *aftermath.elsewhere(side.chance("elsewhere"), side.desk, alone, today),
    ]
    return (
        side.write_accounts(place, as_of),
        side.write_contacts(place, as_of),
        side.write_deals(place, side.deals, as_of),
        side.write_deals(place, later, today),
    )


def _seller_files(side: Side, written: Sequence[Written]) -> SellerFiles:
    seller = side.seller
    accounts, contacts, opportunities, later = (file.path for file in written)
    return SellerFiles(
        name=seller.name,
        domain=seller.domain,
        crm=seller.crm,
        sells=seller.sells,
        owners=seller.owners,
        accounts=accounts,
        contacts=contacts,
        opportunities=opportunities,
        later_opportunities=later,
    )
