"""What the machine or the program cannot do right now."""

from partnerhub.domain.errors.base import Kind, PartnerhubError


class DatabaseUnavailableError(PartnerhubError):
    """The database does not answer right now; nothing was changed. Try again shortly."""

    code, kind, title = "database_unavailable", Kind.UNAVAILABLE, "The database is unavailable"


class DatabaseDamagedError(PartnerhubError):
    """The database is damaged, or is no database; nothing was changed. Restore it from a backup."""

    code, kind, title = "database_damaged", Kind.INTERNAL, "The database is damaged"


class StorageFullError(PartnerhubError):
    """The disk is full; nothing was changed."""

    code, kind, title = "storage_full", Kind.STORAGE, "The disk is full"


class DatabaseOutdatedError(PartnerhubError):
    """The database has not the schema of this version yet: migrate it, or wait until it is done."""

    code, kind, title = "database_outdated", Kind.UNAVAILABLE, "The database is being migrated"


class InternalError(PartnerhubError):
    """Something went wrong on our side; nothing was changed. X-Request-Id names it in the log."""

    code, kind, title = "internal_error", Kind.INTERNAL, "Something went wrong on our side"
