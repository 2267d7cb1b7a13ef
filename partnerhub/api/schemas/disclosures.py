"""The disclosure ledger on the wire: ids and names of fields, and no value of a row."""

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import QuerySchema, Schema
from partnerhub.domain.disclosure import FIGURES, Subject

SUBJECT = (
    "account: one of your accounts, contact: one of your contacts, each with its fields. "
    "Everything else is a figure: " + "; ".join(f"{subject}" for subject in FIGURES)
)
PURPOSE = "overlap, event:<id> for a target list, report:<id> for a report."


class DisclosedSchema(Schema):
    """One account of yours, or one kind of figure about your list, that a release showed."""

    sequence = fields.Integer(
        required=True,
        metadata={"description": "Number of the line in your audit trail that holds the digest."},
    )
    subject = fields.Choice(Subject, required=True, metadata={"description": f"{SUBJECT}."})
    account_id = fields.Id(
        required=True,
        allow_none=True,
        metadata={"description": "Your account; null for everything else."},
    )
    contact_id = fields.Id(
        required=True,
        allow_none=True,
        metadata={"description": "Your contact; null for everything else."},
    )
    fields_ = fields.ListOf(
        fields.String(),
        required=True,
        data_key="fields",
        attribute="fields",
        metadata={
            "description": "Fields of the record that were shown, filled or empty; "
            "compared:<field> was not shown, and reasons may tell whether it is like the partner's."
        },
    )
    purpose = fields.String(required=True, metadata={"description": PURPOSE})
    release_id = fields.Id(
        required=True, metadata={"description": "The overlap behind it, or the report."}
    )
    release_number = fields.Integer(required=True, allow_none=True)
    disclosed_at = fields.DateTime(required=True)


class DisclosedQuerySchema(QuerySchema):
    """Which of what was shown."""

    account_id = fields.Id(metadata={"description": "An account of yours."})
    field = fields.String(most=32, metadata={"description": "Records whose field was shown."})
    subject = fields.Choice(Subject)
    release_id = fields.Id(metadata={"description": "An overlap or a report."})
    since = fields.DateTime(metadata={"description": "Shown at this moment or later."})


class SpanSchema(Schema):
    """A field or a kind of figure, and when it was shown."""

    name = fields.String(required=True)
    first_at = fields.DateTime(required=True)
    last_at = fields.DateTime(
        required=True, metadata={"description": "When a release showed it last."}
    )
    purposes = fields.ListOf(
        fields.String(),
        required=True,
        metadata={"description": "What for, the latest first; 20 at most."},
    )


class DisclosureSummarySchema(Schema):
    """What of your own was ever shown in a partnership."""

    partnership_id = fields.Id(required=True)
    disclosures = fields.Integer(
        required=True,
        metadata={"description": "Releases, target lists and reports that showed something."},
    )
    accounts = fields.Integer(
        required=True, metadata={"description": "Your accounts, each counted once."}
    )
    first_at = fields.DateTime(required=True, allow_none=True)
    last_at = fields.DateTime(required=True, allow_none=True)
    fields_ = fields.ListOf(
        fields.Nested(SpanSchema),
        required=True,
        data_key="fields",
        attribute="fields",
        metadata={"description": "Fields of accounts."},
    )
    figures = fields.ListOf(fields.Nested(SpanSchema), required=True)
