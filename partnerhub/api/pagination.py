"""Pages: a cursor is a place in one list of one organization, sealed.

It holds the key of the last row that was shown, so the last page costs what the first one does.
It is bound to the organization, the address and the filters; used anywhere else, or a week later,
it is refused in the words that garbage is refused in.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

import marshmallow as ma
from flask import request

from partnerhub.api.schemas.base import PageQuerySchema, QuerySchema, Schema
from partnerhub.domain.errors import BadCursorError
from partnerhub.http import context, jsonbody

MAC = 16
LIFE_SECONDS = 7 * 24 * 3600

Place = tuple[Any, ...]
"""Key values of the row behind which a page starts."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the wire says of a page."""

    items: Sequence[Any]
    next_cursor: str | None

    @property
    def has_more(self) -> bool:
        """Whether there is a next page."""
        return self.next_cursor is not None


def seal(place: Place, filters: Mapping[str, Any]) -> str:
    """Write a place as a cursor of this request's list."""
    moment = int(context.now().timestamp())
    body = json.dumps([moment, [_plain(value) for value in place]], separators=(",", ":")).encode()
    return urlsafe_b64encode(_mac(body, filters) + body).decode().rstrip("=")


def unseal(cursor: str, filters: Mapping[str, Any]) -> Place:
    """Read the place a cursor of this request's list stands for.

    Raises:
        BadCursorError: It is garbage, from another list, another organization, or too old.
    """
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except ValueError as error:
        raise BadCursorError from error
    mac, body = raw[:MAC], raw[MAC:]
    if not hmac.compare_digest(_mac(body, filters), mac):
        raise BadCursorError
    moment, values = json.loads(body)
    if context.now().timestamp() - moment > LIFE_SECONDS:
        raise BadCursorError
    return tuple(_rich(value) for value in values)


@cache
def query_schema(query: type[QuerySchema] | None) -> type[ma.Schema]:
    """Add the page's own parameters to a list's filters."""
    if query is None:
        return PageQuerySchema
    return type(f"Page{query.__name__}", (query, PageQuerySchema), {"__doc__": query.__doc__})


@cache
def page_schema(item: type[Schema]) -> type[ma.Schema]:
    """Make the schema of a page of such items."""
    members = {
        "__doc__": "One page of a list.",
        "items": ma.fields.List(ma.fields.Nested(item), required=True),
        "next_cursor": ma.fields.String(
            required=True,
            allow_none=True,
            metadata={"description": "`cursor` of the next page; null on the last."},
        ),
        "has_more": ma.fields.Boolean(required=True),
    }
    return type(item.__name__.removesuffix("Schema") + "PageSchema", (Schema,), members)


def _mac(body: bytes, filters: Mapping[str, Any]) -> bytes:
    key = context.settings().derived_key("cursor")
    bound = [context.actor().organization_id, request.path, dict(filters)]
    return hmac.digest(key, jsonbody.canonical(bound).encode() + b"\0" + body, sha256)[:MAC]


def _plain(value: Any) -> Any:
    """Write a key value as JSON; what JSON has no type for is tagged."""
    if isinstance(value, datetime):
        return {"moment": value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return value


READERS: dict[str, Callable[[str], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "decimal": Decimal,
}


def _rich(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    return READERS[kind](text)
