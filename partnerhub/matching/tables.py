"""Tables as people have them: pyarrow, polars, pandas, or anything else that speaks Arrow."""

from typing import Final, Protocol

import pyarrow as pa
import pyarrow.compute as pc


class UnusableTableError(ValueError):
    """A table cannot be matched: it cannot be read, has no ids, or an id twice."""


class ArrowTable(Protocol):
    """A table that hands its columns over by the Arrow PyCapsule interface.

    Tables of pyarrow, data frames of polars and pandas and relations of DuckDB do.
    """

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the columns over."""


_UNREADABLE: Final = (pa.ArrowException, TypeError, ValueError)


def arrow(table: ArrowTable, called: str) -> pa.Table:
    """Take a table over; whole numbers that a data frame holds as fractions become whole again.

    Args:
        table: The table.
        called: What to call it when it cannot be used.

    Raises:
        UnusableTableError: It is no table, or a column holds values of several types.
    """
    try:
        # Not by `pa.table`: it imports pandas, where that is installed, to ask whether this is its.
        taken = (
            table
            if isinstance(table, pa.Table)
            else pa.RecordBatchReader.from_stream(table).read_all()
        )
    except _UNREADABLE as error:
        message = f"{called} cannot be read as a table: {error}"
        raise UnusableTableError(message) from error
    if twice := [name for name in taken.column_names if taken.column_names.count(name) > 1]:
        raise UnusableTableError(f"{called} has more than one column `{twice[0]}`.")
    for place, field in enumerate(taken.schema):
        if pa.types.is_floating(field.type):
            taken = taken.set_column(place, field.name, _whole(taken.column(place)))
    return taken


def _whole(numbers: pa.ChunkedArray) -> pa.ChunkedArray:
    """Write numbers without a fraction as whole ones: 10115.0 is the postal code 10115.

    A missing number makes pandas hold a column of whole numbers as fractions, with NaN for none.
    """
    known = pc.if_else(pc.is_nan(numbers), None, numbers)
    try:
        return known.cast(pa.int64())
    except pa.ArrowInvalid:
        return known
