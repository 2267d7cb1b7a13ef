"""Joint reports, on the wire."""

from enum import StrEnum

import marshmallow as ma

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import FailureSchema, Schema
from partnerhub.api.schemas.events import EventSchema, day
from partnerhub.api.schemas.overlaps import VersionsSchema
from partnerhub.api.schemas.partnerships import Whose
from partnerhub.domain.roi import Unit


class State(StrEnum):
    """Where a report stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


def number(description: str) -> ma.fields.Raw:
    """Make the field of a part of a figure."""
    return ma.fields.Raw(required=True, allow_none=True, metadata={"description": description})


class FigureSchema(Schema):
    """A number with everything needed to check it."""

    unit = fields.Choice(Unit, required=True)
    value = number(
        "A number, or money; a rate is a fraction (0.55 is 55 %). Null when there is nothing to "
        "divide by, or when it is withheld."
    )
    numerator = number("What is divided, or counted.")
    denominator = number("What it is divided by.")
    definition = fields.String(required=True)
    suppressed = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Why it is withheld: not_shared, small_group, dominance …"},
    )
    side = fields.Choice(Whose)
    currency = fields.String(metadata={"description": "Where there is one figure per currency."})


def figure() -> ma.fields.Nested:
    """Make the field of a figure that there is once."""
    return fields.Nested(FigureSchema, required=True)


def by_currency() -> fields.ListOf:
    """Make the field of a figure that there is per currency."""
    return fields.ListOf(fields.Nested(FigureSchema), required=True)


class FiguresSchema(Schema):
    """What an event brought one side."""

    targets = figure()
    pipeline_accounts = figure()
    closed_accounts = figure()
    pipeline_rate = figure()
    close_rate = figure()
    closed_of_targets = figure()
    deals = figure()
    win_rate = figure()
    opportunity_close_rate = figure()
    cycle_days = figure()
    sourced_accounts = figure()
    sourced_deals = figure()
    influenced_accounts = figure()
    influenced_deals = figure()
    deals_without_amount = figure()
    pipeline_amount = by_currency()
    won_amount = by_currency()
    win_rate_by_value = by_currency()
    average_deal = by_currency()
    pipeline_velocity = by_currency()
    sourced_amount = by_currency()
    sourced_won_amount = by_currency()
    influenced_won_amount = by_currency()
    cost = by_currency()
    roi = by_currency()


class JointFiguresSchema(FiguresSchema):
    """What an event brought both sides, an account counted once."""

    both_in_pipeline = figure()


class ReportLineSchema(Schema):
    """A report without its figures."""

    id = fields.Id(required=True)
    event_id = fields.Id(required=True)
    number = fields.Integer(required=True)
    state = fields.Choice(State, required=True)
    progress = fields.Number(required=True, metadata={"description": "From 0 to 1."})
    headline = fields.String(required=True, allow_none=True)
    asked_by = fields.Choice(Whose, required=True)
    as_of = day("The day it looks back from.", required=True)
    frozen_on = day("The baseline both sides approved.", required=True, allow_none=True)
    window_days = fields.Integer(required=True, allow_none=True)
    list_versions = fields.Nested(VersionsSchema, required=True)
    my_signature = fields.DateTime(required=True, allow_none=True)
    their_signature = fields.DateTime(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    published_at = fields.DateTime(required=True, allow_none=True)
    problem = fields.Nested(FailureSchema, required=True, allow_none=True)


class ReportSchema(ReportLineSchema):
    """A joint report, seen from your side; its figures are null until it has succeeded."""

    mine = fields.Nested(FiguresSchema, required=True, allow_none=True)
    theirs = fields.Nested(FiguresSchema, required=True, allow_none=True)
    joint = fields.Nested(JointFiguresSchema, required=True, allow_none=True)


class NewReportSchema(Schema):
    """What to report on."""

    as_of = day("The day to look back from; without it today.", load_default=None, allow_none=True)


class EventReportSchema(Schema):
    """The newest report on one event."""

    event = fields.Nested(EventSchema, required=True)
    report = fields.Nested(ReportLineSchema, required=True)


class TotalsSchema(Schema):
    """What may be added up over events."""

    targets = figure()
    pipeline_accounts = figure()
    closed_accounts = figure()
    pipeline_rate = figure()
    close_rate = figure()
    closed_of_targets = figure()
    cost = by_currency()


class PartnershipReportSchema(Schema):
    """What all events of a partnership brought."""

    partnership_id = fields.Id(required=True)
    events = fields.ListOf(fields.Nested(EventReportSchema), required=True)
    totals = fields.Nested(TotalsSchema, required=True)
