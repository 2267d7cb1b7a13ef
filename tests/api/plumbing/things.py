"""A resource as colleagues would write it, on dictionaries: the shortest complete example."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal as Exact
from enum import StrEnum
from itertools import count
from typing import Any

from partnerhub.api import etags
from partnerhub.api.blueprint import Blueprint
from partnerhub.api.formats import Table
from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import FormSchema, PatchSchema, QuerySchema, Schema
from partnerhub.domain.errors import (
    AlreadyExistsError,
    ConflictError,
    NotFoundError,
    PreconditionFailedError,
)
from partnerhub.domain.money import Money
from partnerhub.http.context import actor, session

blueprint = Blueprint("things", description="Things, for tests.")
_numbers = count(1)

SCRAPER = "what a monitoring system sends"
"""The key that the operator gave it."""


class Kind(StrEnum):
    DINNER = "dinner"
    WEBINAR = "webinar"


# -- the service ---------------------------------------------------------------------------------


@dataclass
class Thing:
    id: str
    owner: str
    name: str
    capacity: int = 20
    kind: str = Kind.DINNER
    cost: Money | None = None
    on: date | None = None
    tags: tuple[str, ...] = ()
    share: Exact | None = None
    revision: int = 1
    secret: str = "shown once"


def visible(session, actor):
    return {
        key: each for key, each in session.things.items() if each.owner == actor.organization_id
    }


def create(session, actor, *, name, **values):
    if any(each.name == name for each in visible(session, actor).values()):
        raise AlreadyExistsError
    thing = Thing(f"t{next(_numbers)}", actor.organization_id, name, **values)
    session.things[thing.id] = thing
    return thing


def get(session, actor, *, thing_id):
    try:
        return visible(session, actor)[thing_id]
    except KeyError:
        raise NotFoundError from None


def change(session, actor, *, thing_id, revision, **changes):
    thing = get(session, actor, thing_id=thing_id)
    if thing.revision != revision:
        raise PreconditionFailedError
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.revision += 1
    return thing


def page(session, actor, *, after, limit, kind=None):
    found = sorted(
        (each.name, each.id, each)
        for each in visible(session, actor).values()
        if kind is None or each.kind == kind
    )
    found = [row for row in found if after is None or row[:2] > after]
    place = found[limit - 1][:2] if len(found) > limit else None
    return [row[2] for row in found[:limit]], place


# -- the schemas ---------------------------------------------------------------------------------


class ThingSchema(Schema):
    """A thing."""

    id = fields.Id(required=True)
    name = fields.String(required=True)
    capacity = fields.Integer(required=True)
    kind = fields.Choice(Kind, required=True)
    cost = fields.Money(allow_none=True)
    on = fields.Date(allow_none=True)
    tags = fields.ListOf(fields.String())
    share = fields.Decimal(allow_none=True)


class NewThingSchema(Schema):
    """What makes a thing."""

    name = fields.String(required=True)
    capacity = fields.Integer(least=1, most=100_000, load_default=20)
    kind = fields.Choice(Kind, load_default=Kind.DINNER)
    cost = fields.Money(load_default=None, allow_none=True)
    on = fields.Date(load_default=None)
    tags = fields.ListOf(fields.String(most=50), load_default=[])
    share = fields.Decimal(least="0", most="1", load_default=None)


class ThingPatchSchema(PatchSchema):
    """What may be changed of a thing."""

    name = fields.String()
    capacity = fields.Integer(least=1, most=100_000)


class ThingQuerySchema(QuerySchema):
    """Which things."""

    kind = fields.Choice(Kind)


class UploadSchema(FormSchema):
    """A file and what it is."""

    file = fields.File(required=True)
    kind = fields.Choice(Kind, required=True)
    mapping = fields.JsonPart(
        fields.Dict(keys=fields.String(), values=fields.String()), load_default=None
    )


class SecretSchema(ThingSchema):
    """A thing with its secret."""

    secret = fields.String()


# -- the resource --------------------------------------------------------------------------------


def whole_list(query: dict[str, Any]) -> Table:
    """Write all things as a table."""
    items, _ = page(session(), actor(), after=None, limit=1_000_000, **query)
    return Table("things", ["name", "capacity"], ([each.name, each.capacity] for each in items))


@blueprint.get("/things")
@blueprint.page(ThingSchema, ThingQuerySchema, table=whole_list)
def list_things(query: dict[str, Any], after: tuple[Any, ...] | None, limit: int) -> object:
    """List things by name."""
    return page(session(), actor(), after=after, limit=limit, **query)


@blueprint.post("/things")
@blueprint.arguments(NewThingSchema)
@blueprint.response(201, ThingSchema)
@blueprint.raises(AlreadyExistsError)
def create_thing(payload: dict[str, Any]) -> object:
    """Create a thing.

    Its name is not used by another one.
    """
    thing = create(session(), actor(), **payload)
    return thing, {"Location": f"/v1/things/{thing.id}"}


@blueprint.get("/things/<id:thing_id>")
@blueprint.response(200, ThingSchema)
@blueprint.etag
def read_thing(thing_id: str) -> object:
    """Read a thing."""
    return get(session(), actor(), thing_id=thing_id)


@blueprint.patch("/things/<id:thing_id>")
@blueprint.arguments(ThingPatchSchema)
@blueprint.response(200, ThingSchema)
@blueprint.etag
def change_thing(payload: dict[str, Any], thing_id: str) -> object:
    """Change a thing."""
    return change(session(), actor(), thing_id=thing_id, revision=etags.expected(), **payload)


@blueprint.delete("/things/<id:thing_id>")
@blueprint.response(204)
def remove_thing(thing_id: str) -> None:
    """Remove a thing."""
    get(session(), actor(), thing_id=thing_id)
    del session().things[thing_id]


@blueprint.post("/things/<id:thing_id>/close")
@blueprint.response(202, ThingSchema)
@blueprint.raises(ConflictError)
def close_thing(thing_id: str) -> object:
    """Close a thing; it takes no body."""
    thing = get(session(), actor(), thing_id=thing_id)
    thing.capacity += 1
    return thing


@blueprint.post("/things/secret")
@blueprint.arguments(NewThingSchema)
@blueprint.response(201, SecretSchema)
@blueprint.shown_once("secret")
def create_secret(payload: dict[str, Any]) -> object:
    """Create a thing whose secret is shown once."""
    return create(session(), actor(), **payload)


@blueprint.post("/uploads")
@blueprint.arguments(UploadSchema, location="multipart")
@blueprint.response(202)
def upload(payload: dict[str, Any]) -> object:
    """Upload a file."""
    content = payload["file"].stream.read()
    create(session(), actor(), name=f"file of {len(content)}", kind=payload["kind"])
    return {"bytes": len(content), "mapping": payload["mapping"]}, {"Location": "/v1/uploads/1"}


@blueprint.get("/things/export")
@blueprint.export(ThingQuerySchema)
def export_things(query: dict[str, Any]) -> Table:
    """Export things."""
    return whole_list(query)


@blueprint.post("/fail")
@blueprint.arguments(NewThingSchema)
@blueprint.response(201, ThingSchema)
def fail(payload: dict[str, Any]) -> object:
    """Do half of the work, then fail in a way nobody foresaw."""
    create(session(), actor(), **payload)
    raise RuntimeError("canary@example.com owes 7777777")


@blueprint.post("/refuse")
@blueprint.arguments(NewThingSchema)
@blueprint.response(201, ThingSchema)
def refuse(payload: dict[str, Any]) -> object:
    """Do half of the work, then refuse."""
    create(session(), actor(), **payload)
    raise ConflictError
