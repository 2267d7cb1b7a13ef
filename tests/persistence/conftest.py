import pytest

from partnerhub.persistence.migrating import upgrade
from tests.databases import OpenDatabase, new_postgresql


@pytest.fixture(scope="session")
def empty_url(request, settings, tmp_path_factory):
    """Makes addresses of databases without any table, of the kind the other tests use."""
    sqlite = settings.effective_database_url.startswith("sqlite")

    def empty_url():
        if sqlite:
            return f"sqlite:///{tmp_path_factory.mktemp('own') / 'partnerhub.sqlite3'}"
        return new_postgresql(request.getfixturevalue("postgresql"))

    return empty_url


@pytest.fixture(scope="module")
def own_database(settings, empty_url):
    """A migrated database that no other module writes into."""
    database = OpenDatabase(empty_url(), settings.keyring())
    upgrade(database)
    yield database
    database.close()
