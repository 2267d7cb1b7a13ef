"""One installation for all bad inputs, on each database; what it holds is compared as a whole."""

import pytest

from partnerhub.settings import Settings
from tests.api.bad_inputs.scene import Scene
from tests.conftest import SECRET
from tests.databases import OpenDatabase, free_postgresql, migrate


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def scene(request, tmp_path_factory):
    url = ""
    if request.param == "postgresql":
        url = free_postgresql(request.getfixturevalue("postgresql"))
    settings = Settings(
        data_folder=tmp_path_factory.mktemp("bad-inputs"),
        database_url=url,
        secret_key=SECRET,
        calls_per_minute=1_000_000,
        max_upload_rows=1_000,
    ).prepared()
    database = OpenDatabase(settings.effective_database_url, settings.keyring())
    migrate(database)
    scene = Scene(settings, database)
    yield scene
    scene.close()
