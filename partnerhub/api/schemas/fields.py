"""Fields: what a value may be, strictly, and how it is written.

The stock fields are generous: 1.5 is an integer, so is "12" in any script, a name may hold a NUL.
These take what they say and nothing else. In queries and forms every value is text, so there an
integer is written in ASCII digits; schemas say which of the two they are by `textual`.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal as Exact
from enum import StrEnum
from typing import Any

import marshmallow as ma
from babel.numbers import is_currency
from flask_smorest.fields import Upload
from marshmallow import ValidationError, validate

from partnerhub.domain import money
from partnerhub.domain.errors import ControlCharacterError, MalformedJsonError
from partnerhub.http import jsonbody

LARGEST = (1 << 63) - 1
"""What every database stores as an integer."""
DIGITS = re.compile(r"-?[0-9]{1,19}")
NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,10})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ID = re.compile(r"^[0-9A-Za-z_-]{1,64}$")


def _textual(field: ma.fields.Field[Any]) -> bool:
    """Whether the field's values arrive as text, as in a query or a form."""
    return bool(getattr(field.root, "textual", False))


class Integer(ma.fields.Integer):
    """A whole number within bounds."""

    def __init__(self, *, least: int = -LARGEST, most: int = LARGEST, **options: Any) -> None:
        bounds = validate.Range(least, most, error=f"Give a whole number from {least} to {most}.")
        super().__init__(validate=bounds, **options)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if _textual(self) and isinstance(value, str) and DIGITS.fullmatch(value):
            return int(value)
        if type(value) is not int:  # True is an int for Python and none for a person.
            raise ValidationError("Give a whole number.")
        return value


class Decimal(ma.fields.Decimal):
    """An exact number, written as a string."""

    def __init__(
        self, *, least: str | None = None, most: str | None = None, **options: Any
    ) -> None:
        lower, upper = (Exact(bound) if bound else None for bound in (least, most))
        words = " ".join(
            f"{word} {bound}" for word, bound in (("from", least), ("to", most)) if bound
        )
        bounds = validate.Range(lower, upper, error=f"Give a number {words}.".replace(" .", "."))
        super().__init__(as_string=True, validate=bounds, **options)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Exact:
        if type(value) is int or isinstance(value, Exact):
            value = f"{value:f}"
        if not isinstance(value, str) or not NUMBER.fullmatch(value):
            raise ValidationError("Give a decimal number, such as 0.25.")
        return Exact(value)

    def _to_string(self, value: Exact) -> str:
        return f"{value:f}"


class Number(ma.fields.Float):
    """A number that need not be exact: a confidence, a progress."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> float:
        if type(value) is not int and not isinstance(value, Exact):
            raise ValidationError("Give a number.")
        return float(value)


class String(ma.fields.String):
    """A text on one line, at most 300 characters long; `lines` allows several."""

    def __init__(
        self, *, most: int = 300, least: int = 1, lines: bool = False, **options: Any
    ) -> None:
        some = f"{least}" if least == most else f"{least} to {most}"
        words = f"Give {some} character{'' if most == 1 else 's'}."
        length = validate.Length(least, most, error=words)
        given = options.pop("validate", [])
        more = list(given) if isinstance(given, list | tuple) else [given]
        super().__init__(validate=[length, *more], **options)
        self.lines = lines

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("Give a text.")
        if not self.lines and any(c in value for c in "\t\r\n"):
            raise ControlCharacterError("A text that takes one line holds a tab or a line break.")
        return unicodedata.normalize("NFC", value).strip()


class Id(ma.fields.String):
    """An opaque id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=validate.Regexp(ID, error="This is no id."), **options)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str) or not ID.fullmatch(value):
            raise ValidationError("This is no id.")
        return value


class Boolean(ma.fields.Boolean):
    """True or false, spelled so."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if _textual(self) and value in {"true", "false"}:
            return bool(value == "true")
        if not isinstance(value, bool):
            raise ValidationError("Give true or false.")
        return value


class Date(ma.fields.Date):
    """A day, written YYYY-MM-DD."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        if not isinstance(value, str) or not DAY.fullmatch(value):
            raise ValidationError("Give a day as YYYY-MM-DD.")
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError("There is no such day.") from error


class DateTime(ma.fields.AwareDateTime):
    """A moment in UTC, written in ISO 8601 with its zone."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> datetime:
        message = "Give a moment in ISO 8601 with its zone, such as 2026-03-01T09:30:00Z."
        if not isinstance(value, str) or not DAY.match(value) or "T" not in value:
            raise ValidationError(message)
        try:
            moment = datetime.fromisoformat(value.replace(" ", "+"))  # "+" is a space in a query.
            return moment.astimezone(UTC) if moment.tzinfo else self._naive(message)
        except (ValueError, OverflowError) as error:
            raise ValidationError(message) from error

    @staticmethod
    def _naive(message: str) -> datetime:
        raise ValidationError(message)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Choice(ma.fields.Enum[StrEnum]):
    """One of a closed set of words."""

    def __init__(self, words: type[StrEnum], **options: Any) -> None:
        super().__init__(words, by_value=ma.fields.String, **options)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, str) or value not in {each.value for each in self.enum}:
            raise ValidationError(f"Give one of: {', '.join(each.value for each in self.enum)}.")
        return self.enum(value)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else self.enum(value).value


class ListOf(ma.fields.List[Any]):
    """A list of like values, at most 10,000 or fewer."""

    def __init__(self, inner: Any, *, least: int = 0, most: int = 10_000, **options: Any) -> None:
        length = validate.Length(least, most, error=f"Give {least} to {most} items.")
        super().__init__(inner, validate=length, **options)


class Money(ma.fields.Field[money.Money]):
    """An amount and its currency: `{"amount": "12.50", "currency": "EUR"}`.

    Loads to and dumps from `domain.money.Money`.
    """

    def __init__(self, *, negative: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.negative = negative

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> money.Money:
        if not isinstance(value, Mapping) or value.keys() != {"amount", "currency"}:
            raise ValidationError('Give {"amount": "12.50", "currency": "EUR"}.')
        amount, currency = value["amount"], value["currency"]
        if not isinstance(currency, str) or not is_currency(currency):
            raise ValidationError({"currency": ["Give a currency of ISO 4217, such as EUR."]})
        try:
            parsed = money.Money.parse(amount if isinstance(amount, str) else "", currency)
        except ValueError as error:
            raise ValidationError({"amount": [self._amounts(currency)]}) from error
        if parsed.amount_minor < 0 and not self.negative:
            raise ValidationError({"amount": ["Give an amount of 0 or more."]})
        return parsed

    @staticmethod
    def _amounts(currency: str) -> str:
        places = money.exponent(currency)
        return f'Give an amount as a text such as "1250.50"; {currency} has {places} decimals.'

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else value.to_json()


class File(Upload):
    """A file of a form."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not hasattr(value, "stream"):
            raise ValidationError("Send this part as a file.")
        return value


class JsonPart(ma.fields.Field[Any]):
    """A JSON value written into a text part of a form, checked by another field."""

    def __init__(self, inner: ma.fields.Field[Any], **options: Any) -> None:
        super().__init__(**options)
        self.inner = inner

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, str):
            raise ValidationError("Send this part as a text.")
        try:
            return self.inner.deserialize(jsonbody.loads(value.encode()))
        except MalformedJsonError as error:
            raise ValidationError("This part is not JSON.") from error


class Dict(ma.fields.Dict):
    """An object whose members are not known beforehand."""

    def _deserialize(self, value: Any, *parts: Any, **options: Any) -> Any:
        try:
            return super()._deserialize(value, *parts, **options)  # type: ignore[no-untyped-call]
        except ValidationError as error:
            if not isinstance(error.messages, dict):
                raise
            raise ValidationError(
                {
                    name: wrong.get("value") or wrong.get("key")
                    for name, wrong in error.messages.items()
                }
            ) from error


Nested = ma.fields.Nested
Constant = ma.fields.Constant
