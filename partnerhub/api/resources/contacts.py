"""Contacts of your own list."""

from typing import Any

from partnerhub.api import etags
from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Table
from partnerhub.api.schemas.contacts import ContactPatchSchema, ContactQuerySchema, ContactSchema
from partnerhub.api.schemas.lists import columns_of, rows_of
from partnerhub.domain.errors import ForbiddenError, InsufficientScopeError
from partnerhub.http.context import actor, now, session
from partnerhub.services import contacts

blueprint = Blueprint(
    "contacts", description="The people in your own list; no partner sees this list."
)


def _whole_list(query: dict[str, Any]) -> Table:
    found = contacts.whole_list(session(), actor(), wanted=contacts.Wanted(**query))
    return Table("contacts", columns_of(ContactSchema), rows_of(ContactSchema, found))


@blueprint.get("/contacts")
@blueprint.page(ContactSchema, ContactQuerySchema, table=_whole_list)
def list_contacts(query: dict[str, Any], after: tuple[Any, ...] | None, limit: int) -> object:
    """List your contacts.

    As your last upload and the changes since then left them. With `Accept: text/csv` the whole
    list comes as CSV.
    """
    wanted = contacts.Wanted(**query)
    return contacts.list_visible(session(), actor(), after=after, limit=limit, wanted=wanted)


@blueprint.get("/contacts/<id:contact_id>")
@blueprint.response(200, ContactSchema)
@blueprint.etag
def read_contact(contact_id: str) -> object:
    """Read a contact."""
    return contacts.get(session(), actor(), contact_id=contact_id)


@blueprint.patch("/contacts/<id:contact_id>")
@blueprint.arguments(ContactPatchSchema)
@blueprint.response(200, ContactSchema)
@blueprint.etag
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def change_contact(payload: dict[str, Any], contact_id: str) -> object:
    """Change a contact.

    A later upload of the list that says something else wins.
    """
    return contacts.change(
        session(),
        actor(),
        contact_id=contact_id,
        revision=etags.expected(),
        now=now(),
        **payload,
    )


@blueprint.delete("/contacts/<id:contact_id>")
@blueprint.response(204)
@blueprint.raises(ForbiddenError, InsufficientScopeError)
def erase_contact(contact_id: str) -> None:
    """Erase a person.

    The person leaves every version of your list at once, and later uploads refuse the person's
    rows as `suppressed`. A worker then empties the database's log and the folder of files that
    were set aside. Only keyed hashes are kept, which nobody can turn back into an address.
    """
    contacts.erase(session(), actor(), contact_id=contact_id, now=now())
