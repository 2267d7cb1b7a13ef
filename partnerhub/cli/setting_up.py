"""What most commands begin with: the settings and the database they name."""

from partnerhub.persistence import Database
from partnerhub.persistence.migrating import is_current, upgrade
from partnerhub.settings import Settings, from_environment


def settings_and_database(*, migrate: bool = False) -> tuple[Settings, Database]:
    """Read the settings from the environment and open the database.

    With `migrate` the database is brought to the schema this version expects.
    """
    settings = from_environment().prepared()
    database = Database(settings.effective_database_url, settings.keyring())
    if migrate and not is_current(database):
        upgrade(database)
    return settings, database
