"""The API and its OpenAPI document agree, whatever is sent: schemathesis with all of its checks.

The boundaries of every value are tried on PostgreSQL, which is the stricter of the two databases;
random calls and chains of calls, each with what the one before gave, on SQLite.
"""

import os
import threading
import tomllib
from pathlib import Path

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from werkzeug.serving import make_server

from partnerhub.settings import Settings
from tests.api.bad_inputs.scene import Scene
from tests.conftest import SECRET
from tests.databases import OpenDatabase, free_postgresql, migrate

CONFIG = Path(__file__).parents[2] / "schemathesis.toml"
EXAMPLES = {"coverage": 1, "fuzzing": 5, "stateful": 25}
"""Random calls for each operation, or chains; a long run says how many it wants."""
LONG = int(os.environ.get("PARTNERHUB_TEST_EXAMPLES", "0"))
ON = {"coverage": "postgresql", "fuzzing": "sqlite", "stateful": "sqlite"}


@pytest.fixture
def scene(request, tmp_path):
    """Partners with a release and an event, on the database of a phase."""
    url = ""
    if ON[request.getfixturevalue("phase")] == "postgresql":
        url = free_postgresql(request.getfixturevalue("postgresql"))
    settings = Settings(
        data_folder=tmp_path, database_url=url, secret_key=SECRET, calls_per_minute=1_000_000
    ).prepared()
    database = OpenDatabase(settings.effective_database_url, settings.keyring())
    migrate(database)
    scene = Scene(settings, database)
    yield scene
    scene.close()


@pytest.fixture
def url(scene):
    """The address of a server for it: schemathesis probes doors over real connections only."""
    server = make_server("127.0.0.1", 0, scene.office.http.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/openapi.json"
    server.shutdown()
    thread.join()
    server.server_close()


def ids_of(scene):
    """Ids that are there: random ones would be refused as absent and never get further."""

    def first(path):
        return scene.ann.get(path)["items"][0]["id"]

    hook = scene.ann.post("/v1/webhooks", {"url": "https://hooks.example.com/"}, 201)
    return {
        "partnership_id": scene.partnership,
        "overlap_id": scene.overlap,
        "event_id": scene.event,
        "import_id": scene.imports[scene.ann]["id"],
        "account_id": first("/v1/accounts"),
        "match_id": first(f"/v1/overlaps/{scene.overlap}/matches"),
        "target_id": scene.list["items"][0]["id"],
        "webhook_id": hook["id"],
    }


def run(url, scene, phase):
    """Run one phase over the whole document; give what was called and what was found."""
    chosen = {
        "seed": 1,
        "headers": dict(scene.ann.headers),
        "phases": {name: {"enabled": name == phase} for name in (*ON, "examples")},
        "generation": {"max-examples": LONG or EXAMPLES[phase], "deterministic": not LONG},
    }
    if phase != "stateful":  # There a chain of calls learns the ids of what it made.
        chosen["parameters"] = {f"path.{name}": there for name, there in ids_of(scene).items()}
    config = SchemathesisConfig.from_dict(tomllib.loads(CONFIG.read_text()) | chosen)
    schema = schemathesis.openapi.from_url(url, config=config)
    called, found = {}, []
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found.append(repr(getattr(event, "value", None) or event.exception))
        if not isinstance(event, events.ScenarioFinished):
            continue
        for case_id, node in event.recorder.cases.items():
            done = event.recorder.interactions.get(case_id)
            if done is not None and done.response is not None:
                statuses = called.setdefault(node.value.operation.label, [])
                statuses.append(done.response.status_code)
        found += [
            f"{event.recorder.cases[case_id].value.operation.label}: {check.name}: "
            f"{check.failure_info.failure.title}\n{check.failure_info.failure.message}\n"
            f"{check.failure_info.code_sample[:800]}\n"
            f"{event.recorder.interactions[case_id].response.text[:600]}"
            for case_id, checks in event.recorder.checks.items()
            for check in checks
            if check.status == Status.FAILURE
        ]
    return called, found


@pytest.mark.slow
@pytest.mark.parametrize("phase", ON)
def test_every_answer_is_as_the_document_says(scene, url, phase):
    called, found = run(url, scene, phase)

    statuses = [status for each in called.values() for status in each]
    assert found == [], "\n\n".join(found[:20])
    assert len(called) > (20 if phase == "stateful" else 95)
    done = sum(status < 300 for status in statuses)
    assert done > {"coverage": 200, "fuzzing": 100, "stateful": 10}[phase]
    # The key still opens the door, so the last answers were as good as the first.
    assert scene.ann.call("GET", "/v1/me").status_code == 200
