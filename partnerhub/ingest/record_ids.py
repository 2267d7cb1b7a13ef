"""Record ids: the one id that Salesforce writes in two ways.

Reports give ids of 15 characters that differ by case; the API gives the same id with three more,
which say where the capitals are. Contacts of one export have to find their accounts of the other.
"""

import polars as pl

_SHORT = r"^00[1356][0-9A-Za-z]{12}$"
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_CHUNK = 5


def full_ids(text: pl.Series) -> pl.Series:
    """Write the short ids of a column in full; all others stay as they are.

    >>> full_ids(pl.Series(["0015g00000AbCdE", "0015g00000AbCdEAAV", "42"])).to_list()
    ['0015g00000AbCdEAAV', '0015g00000AbCdEAAV', '42']
    """
    short = text.str.contains(_SHORT) & text.str.contains("[A-Za-z]")
    if not short.any():
        return text
    column = pl.col("id")
    signs = (_sign(column, start) for start in range(0, 3 * _CHUNK, _CHUNK))
    return (
        pl.DataFrame({"id": text, "short": short})
        .select(pl.when("short").then(pl.concat_str(column, *signs)).otherwise(column).alias("id"))
        .to_series()
        .alias(text.name)
    )


def _sign(column: pl.Expr, start: int) -> pl.Expr:
    """Say with one letter or digit which of five characters are capitals."""
    bits = pl.sum_horizontal(
        column.str.slice(start + at, 1).str.contains("[A-Z]").cast(pl.Int64) * 2**at
        for at in range(_CHUNK)
    )
    return pl.lit(_SIGNS).str.slice(bits, 1)
