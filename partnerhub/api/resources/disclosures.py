"""The disclosure ledger: what of your own a partner was shown."""

from collections.abc import Iterator
from typing import Any

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Table
from partnerhub.api.schemas.disclosures import (
    DisclosedQuerySchema,
    DisclosedSchema,
    DisclosureSummarySchema,
)
from partnerhub.http.context import actor, session
from partnerhub.services import disclosures

blueprint = Blueprint("disclosures", description="What of your own a partner was ever shown.")

COLUMNS: tuple[str, ...] = ("sequence", "subject", "account_id", "contact_id", "fields", "purpose")
COLUMNS += ("release_id", "release_number", "disclosed_at")


def _table(query: dict[str, Any], partnership_id: str) -> Table:
    # Asked for here, so that what is refused is refused before a file begins.
    first = _page(query, partnership_id, None)
    return Table("disclosures", COLUMNS, _rows(query, partnership_id, first))


def _rows(query: dict[str, Any], partnership_id: str, first: Any) -> Iterator[list[Any]]:
    items, place = first
    while True:
        for one in items:
            values = [getattr(one, name) for name in COLUMNS]
            yield [" ".join(each) if isinstance(each, list) else each for each in values]
        if place is None:
            return
        items, place = _page(query, partnership_id, place)


def _page(query: dict[str, Any], partnership_id: str, after: Any, limit: int = 500) -> Any:
    return disclosures.page(
        session(),
        actor(),
        partnership_id=partnership_id,
        after=after,
        limit=limit,
        wanted=disclosures.Wanted(**query),
    )


@blueprint.get("/partnerships/<id:partnership_id>/disclosures")
@blueprint.page(DisclosedSchema, DisclosedQuerySchema, table=_table)
def list_disclosures(
    query: dict[str, Any], after: tuple[Any, ...] | None, limit: int, partnership_id: str
) -> object:
    """List what of your own the partner was shown, the newest first.

    One item for each account and each kind of figure of each release, with the fields, the purpose
    and the time. What is released and permitted counts as shown, whether or not anybody opened it.
    It stays readable when the partnership has ended. With `account_id`: what was ever shown of one
    account.
    """
    return _page(query, partnership_id, after, limit)


@blueprint.get("/partnerships/<id:partnership_id>/disclosures/summary")
@blueprint.response(200, DisclosureSummarySchema)
def summarize_disclosures(partnership_id: str) -> object:
    """Say in sum what of your own the partner was shown, since when and what for.

    How many of your accounts, which of their fields and which figures. It stays readable when the
    partnership has ended.
    """
    return disclosures.summary(session(), actor(), partnership_id=partnership_id)
