"""What most commands begin with: the settings and the database they name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from partnerhub.persistence import Database
from partnerhub.persistence.migrating import is_current, upgrade
from partnerhub.settings import Settings, from_environment


@dataclass(frozen=True)
class Tools:
    """What the command line is given, so that it need not know how it is made.

    Attributes:
        create_app: Makes the application from settings and a database.
        application: Where a WSGI server finds it, as `module:factory`.
    """

    create_app: Callable[..., Any]
    application: str


def settings_and_database(*, migrate: bool = False) -> tuple[Settings, Database]:
    """Read the settings from the environment and open the database.

    With `migrate` the database is brought to the schema this version expects.
    """
    settings = from_environment().prepared()
    database = Database(settings.effective_database_url, settings.keyring())
    if migrate and not is_current(database):
        upgrade(database)
    return settings, database
