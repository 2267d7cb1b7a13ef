"""Api: flask-smorest with its rough edges taken off.

Errors are answered by `errors.py`, not by the extension; exact numbers are documented as the
strings they are; headers of errors are kept; every operation has an id.
"""

from typing import Any

import flask_smorest
from flask import Flask
from werkzeug.routing import BaseConverter

from partnerhub.api import documenting
from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import ProblemSchema

DESCRIPTION = """\
Joint marketing for two companies that may not see each other's customer list.

Send a key as `Authorization: Bearer <key>`. The page of an installation where people sign in sends
`Authorization: Session` instead, with a cookie that holds a key and that no other site can use; a
cookie alone opens nothing. Errors are problem details (RFC 9457) with a stable
`code`. Lists answer with pages: follow `next_cursor` while `has_more` is true. Long work answers
202 with a `Location` whose resource has a `state`. What you may not see is not found.
"""


class IdConverter(BaseConverter):
    """An opaque id in a path; what cannot be one is not found, without asking the database."""

    regex = "[0-9A-Za-z_-]{1,64}"


class Api(flask_smorest.Api):
    """The API and its OpenAPI document."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None

    def __init__(self, app: Flask) -> None:
        # The page of the document and the document itself are served by `openapi.py`.
        app.config |= {
            "API_TITLE": "partnerhub",
            "API_VERSION": "v1",
            "OPENAPI_VERSION": "3.1.0",
            "OPENAPI_URL_PREFIX": None,
        }
        app.url_map.converters["id"] = IdConverter
        app.url_map.merge_slashes = False
        app.url_map.strict_slashes = True
        super().__init__(
            app,
            spec_kwargs={
                "info": {"description": DESCRIPTION, "license": {"name": "Apache-2.0"}},
                "servers": [{"url": "/"}],
                "security": [{"key": []}],
            },
        )
        self.register_converter(IdConverter, lambda _: {"type": "string"})
        self.spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
        self.spec.components.schema("Problem", schema=ProblemSchema)
        for name, parameter in documenting.PARAMETERS.items():
            self.spec.components.parameter(name, parameter["in"], parameter)

    def _init_spec(self, **options: Any) -> None:
        super()._init_spec(**options)
        converter = self.ma_plugin.converter
        for describe in (_decimal, _money, _json_part):
            converter.add_attribute_function(describe)

    def _register_error_handlers(self) -> None:
        """Leave errors to the composition root: the page's are HTML."""

    def _register_responses(self) -> None:
        """Leave out the extension's responses: each of ours lists its codes."""


def _typed(ret: dict[str, Any], name: str) -> dict[str, Any]:
    """Name a type, keeping that a value may be null."""
    nullable = "null" in ret.get("type", ()) if isinstance(ret.get("type"), list) else False
    return {"type": [name, "null"] if nullable else name}


def _decimal(_: Any, field: Any, ret: dict[str, Any], **__: Any) -> dict[str, Any]:
    """Describe an exact number as the string that it is on the wire."""
    if not isinstance(field, fields.Decimal):
        return {}
    ret.pop("minimum", None)
    ret.pop("maximum", None)
    return _typed(ret, "string") | {"format": "decimal", "examples": ["0.2500"]}


def _money(_: Any, field: Any, **__: Any) -> dict[str, Any]:
    """Describe money as the object that it is on the wire."""
    if not isinstance(field, fields.Money):
        return {}
    return {
        "type": ["object", "null"] if field.allow_none else "object",
        "properties": {
            "amount": {"type": "string", "examples": ["12.50"]},
            "currency": {"type": "string", "minLength": 3, "maxLength": 3, "examples": ["EUR"]},
        },
        "required": ["amount", "currency"],
        "additionalProperties": False,
    }


def _json_part(_: Any, field: Any, ret: dict[str, Any], **__: Any) -> dict[str, Any]:
    """Describe JSON inside a form's text."""
    if not isinstance(field, fields.JsonPart):
        return {}
    return _typed(ret, "string") | {"contentMediaType": "application/json"}
