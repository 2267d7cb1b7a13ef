"""What accounts, contacts and opportunities have in common on the wire."""

from collections.abc import Iterable, Iterator
from typing import Any

from marshmallow import validate

from partnerhub.api.schemas import fields
from partnerhub.api.schemas.base import QuerySchema, Schema
from partnerhub.services.lists import Order

TWO_LETTERS = validate.Regexp(r"^[A-Z]{2}$", error="Give a country as two capital letters.")
LONGEST_SEARCH = 100


class ListQuerySchema(QuerySchema):
    """Which rows of a list, in which order."""

    q = fields.String(
        most=LONGEST_SEARCH,
        metadata={"description": "A part of the name, whatever the case of its letters."},
    )
    owner = fields.String(metadata={"description": "The colleague who owns the row, exactly."})
    updated_since = fields.Date(
        metadata={"description": "The first day on which the row may have changed last."}
    )
    sort = fields.Choice(
        Order, load_default=Order.ID, metadata={"description": "A minus turns the order round."}
    )


def columns_of(schema: type[Schema]) -> list[str]:
    """The columns of a table of such objects: their members, money as two of them."""
    names: list[str] = []
    for name, field in schema().fields.items():
        names.append(name)
        if isinstance(field, fields.Money):
            names.append(f"{name}_currency")
    return names


def rows_of(schema: type[Schema], found: Iterable[Any]) -> Iterator[list[Any]]:
    """The rows of a table of such objects, in the order of `columns_of`."""
    members = [(name, isinstance(each, fields.Money)) for name, each in schema().fields.items()]
    for item in found:
        cells: list[Any] = []
        for name, is_money in members:
            value = getattr(item, name)
            if is_money:
                cells += [value and value.amount, value and value.currency]
            else:
                cells.append(value)
        yield cells
