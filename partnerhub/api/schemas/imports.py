"""Imports, on the wire."""

from enum import StrEnum

from marshmallow import validate

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import FailureSchema, FormSchema, QuerySchema, Schema
from partnerhub.domain.lists import ImportMode, ListKind, OpportunityStatus
from partnerhub.domain.populations import Population


class DateOrder(StrEnum):
    """How numeric dates are written."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"


class State(StrEnum):
    """Where an import stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNDONE = "undone"


def _mapping(description: str, values: fields.String | fields.Choice) -> fields.JsonPart:
    return fields.JsonPart(
        fields.Dict(keys=fields.String(), values=values),
        load_default=None,
        metadata={"description": description, "type": "string"},
    )


class ReadingSchema(FormSchema):
    """A file and what is known about it; what is not said is detected."""

    file = fields.File(required=True, metadata={"description": "A CSV or XLSX file."})
    mapping = _mapping(
        'JSON object: column header to field name, "" leaves a column out; columns not named '
        "are still recognised. It is remembered for files with the same header.",
        fields.String(least=0),
    )
    encoding = fields.String(most=40, load_default=None)
    delimiter = fields.String(
        most=1,
        load_default=None,
        validate=validate.OneOf([",", ";", "|", "t"], error="Give , ; | or t for a tab."),
        metadata={"description": "What separates the columns; t is a tab."},
    )
    sheet = fields.String(load_default=None)
    currency = fields.String(least=3, most=3, load_default=None)
    timezone = fields.String(most=64, load_default=None)
    date_order = fields.Choice(DateOrder, load_default=None)
    stages = _mapping(
        "JSON object: stage text to open, won or lost, for stages that are not known.",
        fields.Choice(OpportunityStatus),
    )
    populations = _mapping(
        "JSON object: account type text to a population, for types that are not known.",
        fields.Choice(Population),
    )
    max_reject_share = fields.Decimal(
        least="0",
        most="1",
        load_default=None,
        metadata={"description": "Share of refused rows from which it is the wrong file."},
    )
    digest = fields.String(
        least=64,
        most=64,
        load_default=None,
        metadata={"description": "SHA-256 of the file in hexadecimal, to notice damage."},
    )


class NewImportSchema(ReadingSchema):
    """What makes an import."""

    kind = fields.Choice(ListKind, required=True)
    mode = fields.Choice(
        ImportMode,
        load_default=ImportMode.REPLACE,
        metadata={"description": "replace: the file is the whole list. update: it adds to it."},
    )


class NewPreviewSchema(ReadingSchema):
    """What is previewed."""

    kind = fields.Choice(
        ListKind, load_default=None, metadata={"description": "Guessed when it is not said."}
    )


class CountsSchema(Schema):
    """Rows of the file and of the list."""

    read = fields.Integer()
    accepted = fields.Integer()
    rejected = fields.Integer()
    created = fields.Integer()
    updated = fields.Integer()
    unchanged = fields.Integer()
    removed = fields.Integer()


class ImportSchema(Schema):
    """One uploaded file."""

    id = fields.Id(required=True)
    kind = fields.Choice(ListKind, required=True)
    mode = fields.Choice(ImportMode, required=True)
    state = fields.Choice(State, required=True)
    progress = fields.Number(required=True, metadata={"description": "From 0 to 1."})
    filename = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Bytes."})
    digest = fields.String(required=True)
    counts = fields.Nested(CountsSchema, required=True)
    detected = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "Format, encoding, delimiter, source, mapping and why."},
    )
    list_version = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The version of the lists it made.", "example": "3"},
    )
    problem = fields.Nested(FailureSchema, required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    finished_at = fields.DateTime(required=True, allow_none=True)
    undone_at = fields.DateTime(required=True, allow_none=True)


class ImportQuerySchema(QuerySchema):
    """Which imports."""

    kind = fields.Choice(ListKind)
    state = fields.Choice(State)


class RejectSchema(Schema):
    """One row or value that was refused or changed, and why."""

    line = fields.Integer(required=True, metadata={"description": "Line of the file."})
    column = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    severity = fields.String(
        required=True,
        metadata={"description": "error: the row is not in the list. warning: a value is not."},
    )
    message = fields.String(required=True)
    value = fields.String(
        required=True, allow_none=True, metadata={"description": "Shortened and masked."}
    )


class PreviewSchema(Schema):
    """How a file would be read."""

    kind = fields.Choice(ListKind, required=True)
    detected = fields.Dict(keys=fields.String(), required=True)
    rows = fields.ListOf(
        fields.Dict(keys=fields.String()),
        required=True,
        metadata={"description": "The first rows, as they would be kept."},
    )
    problems = fields.ListOf(fields.Dict(keys=fields.String()), required=True)
    counts = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "How often each code occurs among the first rows."},
    )
    ready = fields.Boolean(
        required=True, metadata={"description": "Whether it can be imported as it is."}
    )
    fields_ = fields.Dict(
        data_key="fields",
        attribute="fields",
        keys=fields.String(),
        required=True,
        metadata={"description": "What columns can be mapped to, one sentence each."},
    )
