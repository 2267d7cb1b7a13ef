"""Lists: the three kinds of CRM list an organization uploads, and how an upload changes one."""

from enum import StrEnum


class ListKind(StrEnum):
    """What the rows of a list are."""

    ACCOUNTS = "accounts"
    CONTACTS = "contacts"
    OPPORTUNITIES = "opportunities"


class ImportMode(StrEnum):
    """How an upload changes the list it belongs to."""

    REPLACE = "replace"
    """The file is the whole list: what is not in it leaves the list."""

    UPDATE = "update"
    """The file adds and changes rows: what is not in it stays."""


class OpportunityStatus(StrEnum):
    """Where a deal stands, whatever its CRM calls the stage."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


VERSION_STEP = 1_000_000
"""An upload makes the next multiple of this; a single edit the next number."""


def version_text(number: int) -> str:
    """Write a list version as users see it: uploads count up, edits behind a point.

    >>> version_text(3_000_000), version_text(3_000_002)
    ('3', '3.2')
    """
    upload, edit = divmod(number, VERSION_STEP)
    return f"{upload}.{edit}" if edit else str(upload)
