"""What the other side shows beside the matches: its other accounts, and people."""

from collections.abc import Callable, Iterator
from typing import Any

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Cell, Table
from partnerhub.api.resources.overlaps import READING
from partnerhub.api.schemas.overlaps import (
    TheirAccountQuerySchema,
    TheirAccountSchema,
    TheirContactSchema,
)
from partnerhub.http.context import actor, session
from partnerhub.services import overlaps

blueprint = Blueprint("theirs", description="What the other side shows beside the matches.")

PAGE = 500
Place = tuple[Any, ...] | None


def whole_list(query: dict[str, Any], overlap_id: str) -> Table:
    """Write all their accounts as a table."""
    names = sorted(overlaps.card_fields(session(), actor(), overlap_id=overlap_id))

    def page(place: Place) -> tuple[list[overlaps.TheirAccountView], Place]:
        return overlaps.unmatched(
            session(), actor(), overlap_id=overlap_id, after=place, limit=PAGE, **query
        )

    rows = ([one.theirs.get(name) for name in names] for one in _every(page))
    return Table("their-accounts", names, rows)


@blueprint.get("/overlaps/<id:overlap_id>/their-accounts")
@blueprint.page(TheirAccountSchema, TheirAccountQuerySchema, table=whole_list)
@blueprint.raises(*READING)
def list_their_accounts(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, overlap_id: str
) -> object:
    """List the accounts of the other side that no account of yours matched.

    Only where both sides share all_accounts, and did so when the overlap was made; populations
    that they share less of are left out.
    """
    return overlaps.unmatched(
        session(), actor(), overlap_id=overlap_id, after=after, limit=limit, **query
    )


def everybody(query: dict[str, Any], overlap_id: str) -> Table:
    """Write all their people as a table."""
    del query
    own = ("title", "seniority", "function", "full_name", "email", "known_by")

    def page(place: Place) -> tuple[list[overlaps.TheirContactView], Place]:
        return overlaps.their_people(
            session(), actor(), overlap_id=overlap_id, after=place, limit=PAGE
        )

    rows: Iterator[list[Cell]] = (
        [one.company, one.account["name"], one.account["domain"]]
        + [getattr(one, name) for name in own]
        for one in _every(page)
    )
    return Table("their-contacts", ["company", "account_name", "account_domain", *own], rows)


@blueprint.get("/overlaps/<id:overlap_id>/their-contacts")
@blueprint.page(TheirContactSchema, table=everybody)
@blueprint.raises(*READING)
def list_their_contacts(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, overlap_id: str
) -> object:
    """List the people at shared companies whom the other side shows, as its list has them now.

    Only where both sides share titles or names of contacts, and did so when the overlap was made.
    Who was erased, has opted out or has moved to another account is gone from the next request on.
    """
    del query
    return overlaps.their_people(
        session(), actor(), overlap_id=overlap_id, after=after, limit=limit
    )


def _every(page: Callable[[Place], tuple[list[Any], Place]]) -> Iterator[Any]:
    """Go through all pages, one at a time."""
    place: Place = None
    while True:
        items, place = page(place)
        yield from items
        if place is None:
            return
