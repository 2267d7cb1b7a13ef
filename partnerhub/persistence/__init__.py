"""The one relational database: tables, queries, transactions, the job queue."""

from partnerhub.persistence.reach import (
    INSTALLATION,
    NOTHING,
    Reach,
    both_sides,
    counting_for,
    in_trail,
    reach_also,
    reach_of,
    reaching,
    set_reach,
    their_list,
)
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
    "INSTALLATION",
    "NOTHING",
    "Database",
    "Reach",
    "Session",
    "about_partnership",
    "both_sides",
    "counting_for",
    "in_trail",
    "is_writing",
    "keys_of",
    "lock_name",
    "partnership_of",
    "reach_also",
    "reach_of",
    "reaching",
    "set_reach",
    "their_list",
]
