"""The base of all schemas: what is not named is refused, on the way in and in the document."""

from typing import Any

import marshmallow as ma

from partnerhub.api.schemas import fields

LARGEST_PAGE = 500
USUAL_PAGE = 50


class Schema(ma.Schema):
    """An object; members it does not name are refused."""

    textual = False
    """Whether values arrive as text."""

    class Meta:
        """Members keep the order they are written in."""

        unknown = ma.RAISE

    error_messages = {  # noqa: RUF012 - the name marshmallow reads
        "unknown": "There is no such member.",
        "type": "Give an object.",
    }
    field_messages = {  # noqa: RUF012 - as above
        "required": "Give this: it cannot be left out.",
        "null": "Give a value: null is none.",
    }

    def on_bind_field(self, field_name: str, field_obj: ma.fields.Field[Any]) -> None:  # noqa: ARG002
        """Say in our words what every field may be refused for."""
        field_obj.error_messages.update(self.field_messages)


class PatchSchema(Schema):
    """A change: at least one member, each replacing what was there."""

    @ma.validates_schema
    def something(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse a change that changes nothing."""
        if not data:
            raise ma.ValidationError("Name at least one member to change.")


class QuerySchema(Schema):
    """Filters of a list, from the query."""

    textual = True


class FormSchema(Schema):
    """Parts of a multipart form."""

    textual = True


class PageQuerySchema(QuerySchema):
    """Where to start a page and how long it is."""

    limit = fields.Integer(
        least=1,
        most=LARGEST_PAGE,
        load_default=USUAL_PAGE,
        metadata={"description": "Items on a page."},
    )
    cursor = fields.String(
        least=0,  # An empty one is refused in the words that every bad one is refused in.
        most=2000,
        load_default=None,
        metadata={"description": "`next_cursor` of the page before; leave it out to start."},
    )


class ProblemErrorSchema(Schema):
    """One thing that is wrong, and where."""

    pointer = ma.fields.String(metadata={"description": "JSON pointer into the body."})
    parameter = ma.fields.String(metadata={"description": "Name of a query parameter."})
    message = ma.fields.String(required=True, metadata={"description": "What is wrong with it."})


class FailureSchema(Schema):
    """Why work in the background failed: a problem without a status, as nothing was answered."""

    type = ma.fields.String(required=True, metadata={"description": "`/problems/<code>`."})
    title = ma.fields.String(required=True, metadata={"description": "The error in a few words."})
    code = ma.fields.String(
        required=True, metadata={"description": "Never changes; see the errors."}
    )
    detail = ma.fields.String(
        required=True, metadata={"description": "What is wrong, in a sentence."}
    )
    errors = ma.fields.List(
        ma.fields.Nested(ProblemErrorSchema), metadata={"description": "Each wrong value."}
    )


class ProblemSchema(FailureSchema):
    """What every error says (RFC 9457)."""

    status = ma.fields.Integer(required=True, metadata={"description": "The HTTP status."})
