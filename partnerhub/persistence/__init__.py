"""The one relational database: tables, queries, transactions, the job queue."""

from partnerhub.persistence.session import Database, Session, keys_of

__all__ = ["Database", "Session", "keys_of"]
