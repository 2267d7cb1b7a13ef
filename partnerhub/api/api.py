"""Api: flask-smorest with its rough edges taken off.

Errors are answered by `errors.py`, not by the extension; exact numbers are documented as the
strings they are; headers of errors are kept; every operation has an id.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any

import flask_smorest
from flask import Flask
from werkzeug.routing import BaseConverter

from partnerhub.api import documenting
from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import PatchSchema, ProblemSchema

DESCRIPTION = """\
Joint marketing for two companies that may not see each other's customer list.

Send a key as `Authorization: Bearer <key>`. The page of an installation where people sign in sends
`Authorization: Session` instead, with a cookie that holds a key and that no other site can use; a
cookie alone opens nothing. Errors are problem details (RFC 9457) with a stable
`code`. Lists answer with pages: follow `next_cursor` while `has_more` is true. Long work answers
202 with a `Location` whose resource has a `state`. What you may not see is not found.
"""


AMOUNT = r"^-?[0-9]{1,15}(?:\.[0-9]{1,4})?$"
"""An amount as it is written; how many decimals it may have depends on its currency."""

UNSEEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
"""Characters that no text may have; a line break is one of a text on one line only."""


class IdConverter(BaseConverter):
    """An opaque id in a path; what cannot be one is not found, without asking the database."""

    regex = "[0-9A-Za-z_-]{1,64}"


class Api(flask_smorest.Api):
    """The API and its OpenAPI document."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None

    undescribed: list[Callable[[], None]]
    """What is still to be said of resources; it waits for whoever wants the document."""

    def __init__(self, app: Flask) -> None:
        self.undescribed = []
        self._describing = Lock()
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
        self.register_converter(
            IdConverter, lambda _: {"type": "string", "pattern": f"^{IdConverter.regex}$"}
        )
        self.spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
        self.spec.components.schema("Problem", schema=ProblemSchema)
        for name, parameter in documenting.PARAMETERS.items():
            self.spec.components.parameter(name, parameter["in"], parameter)

    def document(self) -> dict[str, Any]:
        """Describe what is served, as OpenAPI."""
        with self._describing:
            while self.undescribed:
                self.undescribed.pop(0)()
            return dict(self.spec.to_dict())

    def _init_spec(self, **options: Any) -> None:
        super()._init_spec(**options)
        converter = self.ma_plugin.converter
        for describe in (_decimal, _money, _json_part, _text, _written):
            converter.add_attribute_function(describe)
        describe_schema = converter.schema2jsonschema

        def described(schema: Any) -> dict[str, Any]:
            """Say of a change that it names something to change."""
            least = {"minProperties": 1} if isinstance(schema, PatchSchema) else {}
            return {**describe_schema(schema), **least}

        converter.schema2jsonschema = described

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
    said = {"format": "decimal", "pattern": f"^{fields.NUMBER.pattern}$", "examples": ["0.2500"]}
    return _typed(ret, "string") | said


def _money(_: Any, field: Any, **__: Any) -> dict[str, Any]:
    """Describe money as the object that it is on the wire."""
    if not isinstance(field, fields.Money):
        return {}
    return {
        "type": ["object", "null"] if field.allow_none else "object",
        "properties": {
            "amount": {"type": "string", "pattern": AMOUNT, "examples": ["12.50"]},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]},
        },
        "required": ["amount", "currency"],
        "additionalProperties": False,
    }


def _json_part(_: Any, field: Any, ret: dict[str, Any], **__: Any) -> dict[str, Any]:
    """Describe JSON inside a form's text."""
    if not isinstance(field, fields.JsonPart):
        return {}
    said = {"contentMediaType": "application/json", "pattern": f"^[^{UNSEEN}]*$"}
    return _typed(ret, "string") | said


def _text(_: Any, field: Any, ret: dict[str, Any], **__: Any) -> dict[str, Any]:
    """Say which characters a text that comes in may have: none that nobody could see.

    Texts that go out may be longer and odder than what would be taken today: lists hold what files
    held, and each resource has limits of its own.
    """
    if not isinstance(field, fields.String) or {"pattern", "enum"} & ret.keys():
        return {}
    if not documenting.is_taken(field.root):
        ret.pop("minLength", None)
        ret.pop("maxLength", None)
        return {}
    unseen = UNSEEN if field.lines else UNSEEN + r"\t\n\r"
    least = ret.get("minLength", 0)
    # Blanks around a text are not part of it, so one of blanks alone is as good as none.
    inside = rf"[^{unseen}]*[^{unseen}\s][^{unseen}]*" if least else rf"[^{unseen}]*"
    return {"pattern": f"^{inside}$"}


def _written(_: Any, field: Any, ret: dict[str, Any], **__: Any) -> dict[str, Any]:
    """Say that nothing is null where everything is text: what a query or a form leaves out."""
    if not getattr(field.root, "textual", False) or not isinstance(ret.get("type"), list):
        return {}
    (kind,) = (each for each in ret["type"] if each != "null")
    return {"type": kind}
