"""The one relational database: tables, queries, transactions, the job queue."""

from partnerhub.persistence.session import (
    Database,
    Session,
    about_partnership,
    is_writing,
    keys_of,
    lock_name,
    partnership_of,
)

__all__ = [
    "Database",
    "Session",
    "about_partnership",
    "is_writing",
    "keys_of",
    "lock_name",
    "partnership_of",
]
