"""Events and their costs, on the wire."""

from datetime import date
from typing import Any

from marshmallow import validate

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import PatchSchema, Schema
from partnerhub.api.schemas.partnerships import Whose
from partnerhub.domain.events import EventKind

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)


def day(description: str, **options: Any) -> fields.Date:
    """Make the field of a day people plan with or report on."""
    within = validate.Range(
        FIRST_DAY, LAST_DAY, error=f"Give a day from {FIRST_DAY} to {LAST_DAY}."
    )
    return fields.Date(validate=within, metadata={"description": description}, **options)


def name(**options: Any) -> fields.String:
    """Make the field of an event's name."""
    return fields.String(metadata={"description": "What both sides call it."}, **options)


def description(**options: Any) -> fields.String:
    """Make the field of an event's description."""
    return fields.String(
        most=10_000,
        least=0,
        lines=True,
        allow_none=True,
        metadata={"description": "The plan: marketing mix, campaign, who does what."},
        **options,
    )


def capacity(**options: Any) -> fields.Integer:
    """Make the field of an event's capacity."""
    return fields.Integer(
        least=1, most=100_000, metadata={"description": "Accounts it has room for."}, **options
    )


def window_days(**options: Any) -> fields.Integer:
    """Make the field of an event's window."""
    text = "Days behind the baseline in which an opportunity counts for the event."
    return fields.Integer(least=1, most=1830, metadata={"description": text}, **options)


class EventSchema(Schema):
    """An event."""

    id = fields.Id(required=True)
    partnership_id = fields.Id(required=True)
    name = name(required=True)
    kind = fields.Choice(EventKind, required=True)
    lead = fields.Choice(Whose, required=True, metadata={"description": "Who proposed it."})
    capacity = capacity(required=True)
    starts_on = day("Its first day.", required=True)
    ends_on = day("Its last day.", required=True)
    description = description(required=True)
    window_days = window_days(required=True)
    created_at = fields.DateTime(required=True)


class NewEventSchema(Schema):
    """What makes an event."""

    name = name(required=True)
    kind = fields.Choice(EventKind, load_default=EventKind.OTHER)
    capacity = capacity(required=True)
    starts_on = day("Its first day; it may be past.", required=True)
    ends_on = day("Its last day; without it the first.", load_default=None, allow_none=True)
    description = description(load_default=None)
    window_days = window_days(load_default=180)


class EventPatchSchema(PatchSchema):
    """What may be changed of an event."""

    name = name()
    kind = fields.Choice(EventKind)
    capacity = capacity()
    starts_on = day("Its first day.")
    ends_on = day("Its last day.")
    description = description()
    window_days = window_days()


class CostSchema(Schema):
    """What one side spent on an event."""

    id = fields.Id(required=True)
    description = fields.String(required=True)
    amount = fields.Money(required=True)
    side = fields.Choice(Whose, required=True, metadata={"description": "Who spent it."})
    created_at = fields.DateTime(required=True)


class NewCostSchema(Schema):
    """What the caller's side spent."""

    description = fields.String(required=True, metadata={"description": "On what."})
    amount = fields.Money(required=True)
