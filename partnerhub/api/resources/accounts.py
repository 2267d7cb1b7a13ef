"""Accounts of your own list."""

from typing import Any

from partnerhub.api import etags
from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Table
from partnerhub.api.schemas.accounts import AccountPatchSchema, AccountQuerySchema, AccountSchema
from partnerhub.api.schemas.lists import columns_of, rows_of
from partnerhub.api.schemas.matches import DuplicateQuerySchema, ExplanationSchema
from partnerhub.domain.errors import ForbiddenError, InsufficientScopeError
from partnerhub.http.context import actor, now, session
from partnerhub.services import accounts, overlaps

blueprint = Blueprint(
    "accounts", description="The companies in your own list; no partner sees this list."
)


def _whole_list(query: dict[str, Any]) -> Table:
    wanted = accounts.Wanted(**query)
    found = accounts.whole_list(session(), actor(), wanted=wanted)
    return Table("accounts", columns_of(AccountSchema), rows_of(AccountSchema, found))


@blueprint.get("/accounts")
@blueprint.page(AccountSchema, AccountQuerySchema, table=_whole_list)
def list_accounts(query: dict[str, Any], after: tuple[Any, ...] | None, limit: int) -> object:
    """List your accounts.

    As your last upload and the changes since then left them. With `Accept: text/csv` the whole
    list comes as CSV.
    """
    wanted = accounts.Wanted(**query)
    return accounts.list_visible(session(), actor(), after=after, limit=limit, wanted=wanted)


@blueprint.get("/accounts/<id:account_id>")
@blueprint.response(200, AccountSchema)
@blueprint.etag
def read_account(account_id: str) -> object:
    """Read an account."""
    return accounts.get(session(), actor(), account_id=account_id)


@blueprint.get("/accounts/<id:account_id>/explanation")
@blueprint.arguments(DuplicateQuerySchema, location="query")
@blueprint.response(200, ExplanationSchema)
def explain_accounts(query: dict[str, Any], account_id: str) -> object:
    """Explain whether two accounts of yours are the same company, and why or why not."""
    return overlaps.explain_own(session(), actor(), account_id=account_id, **query)


@blueprint.patch("/accounts/<id:account_id>")
@blueprint.arguments(AccountPatchSchema)
@blueprint.response(200, AccountSchema)
@blueprint.etag
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def change_account(payload: dict[str, Any], account_id: str) -> object:
    """Change an account.

    A later upload of the list that says something else wins.
    """
    return accounts.change(
        session(),
        actor(),
        account_id=account_id,
        revision=etags.expected(),
        now=now(),
        **payload,
    )


@blueprint.delete("/accounts/<id:account_id>")
@blueprint.response(204)
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def remove_account(account_id: str) -> None:
    """Remove an account from your list.

    What was released from the list before keeps it. A later upload that has it brings it back.
    """
    accounts.remove(session(), actor(), account_id=account_id, now=now())
