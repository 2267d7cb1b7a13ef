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
