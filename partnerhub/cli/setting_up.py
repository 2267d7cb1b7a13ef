"""What most commands begin with: the settings and the database they name."""

from datetime import UTC, datetime

from partnerhub.persistence import Database
from partnerhub.persistence.migrating import is_current, upgrade
from partnerhub.services import erasures
from partnerhub.settings import Settings, from_environment


def settings_and_database(*, migrate: bool = False) -> tuple[Settings, Database]:
    """Read the settings from the environment and open the database.

    With `migrate` the database is brought to the schema this version expects, and whoever was
    erased since the backup that it was restored from is erased again.
    """
    settings = from_environment().prepared()
    database = Database(settings.effective_database_url, settings.keyring())
    if migrate:
        if not is_current(database):
            upgrade(database)
        erasures.reapply(database, file=settings.erased, now=datetime.now(UTC))
    return settings, database
