"""The OpenAPI document: committed, complete, and true of the application."""

import json
import re
from pathlib import Path

import pytest

from partnerhub.api import errors, openapi
from partnerhub.app import create_app
from partnerhub.domain.errors import catalogue
from partnerhub.http.operation import Operation
from partnerhub.http.statuses import STATUS
from partnerhub.persistence import Database
from partnerhub.settings import Settings

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.json"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    settings = Settings(data_folder=tmp_path_factory.mktemp("data"), secret_key="x" * 32)
    return create_app(settings, Database(settings.effective_database_url, settings.keyring()))


@pytest.fixture(scope="module")
def document(app):
    return openapi.document(app)


@pytest.fixture(scope="module")
def operations(document):
    return {
        (method, path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method != "parameters"
    }


def test_the_committed_document_is_the_one_the_application_serves(app):
    served = app.test_client().get("/v1/openapi.json")

    assert COMMITTED.read_text(encoding="utf-8") == served.text, "run `partnerhub docs write`"


def test_the_document_is_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    assert document["info"]["title"] == "partnerhub"
    assert document["components"]["securitySchemes"] == {
        "key": {"type": "http", "scheme": "bearer"}
    }


def test_every_operation_says_what_it_is(operations):
    for call, operation in operations.items():
        assert operation["summary"].endswith("."), call
        assert "\n" not in operation["summary"], call
        assert operation["description"], call
        assert operation["tags"], call
        assert [status for status in operation["responses"] if status.startswith("2")], call


def test_every_operation_has_an_id_of_its_own(operations):
    ids = [operation["operationId"] for operation in operations.values()]

    assert sorted(ids) == sorted(set(ids))


def test_every_operation_says_what_may_go_wrong(document, operations):
    for call, operation in operations.items():
        expected = {"406", "422", "500", "503"}
        if operation.get("security") != []:
            expected |= {"401", "429"}
        if call[0] != "get":
            expected |= {"413", "415", "507"}
        assert expected <= operation["responses"].keys(), call


def test_every_list_says_that_a_cursor_may_be_bad(document, operations):
    for call, operation in operations.items():
        names = {each.get("name") for each in operation.get("parameters", [])}
        if "cursor" in names:
            response = operation["responses"]["400"]["$ref"].rsplit("/", 1)[1]
            content = document["components"]["responses"][response]["content"]
            assert "bad_cursor" in content["application/problem+json"]["examples"], call


def test_every_error_is_documented_as_problem_details_with_its_status(document, operations):
    status_of = {error.code: STATUS[error.kind] for error in catalogue()}
    for call, operation in operations.items():
        for status, response in operation["responses"].items():
            if int(status) < 400:
                continue
            named = document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
            content = named["content"]["application/problem+json"]
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}, call
            for code in content["examples"]:
                assert status_of[code] == int(status), (call, code)


def test_every_reference_leads_somewhere(document):
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document)):
        place = document
        for step in reference.split("/"):
            assert step in place, reference
            place = place[step]


def test_accepted_and_created_things_say_where_they_are(operations):
    for call, operation in operations.items():
        for status in {"201", "202"} & operation["responses"].keys():
            assert "Location" in operation["responses"][status]["headers"], call


def test_every_path_of_the_api_is_an_operation_of_the_document(app, document):
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)
        view = app.view_functions[rule.endpoint]
        if isinstance(getattr(view, "operation", None), Operation):
            for method in rule.methods - {"HEAD"}:
                assert method.lower() in document["paths"][path]
        elif errors.concerns(path):
            assert path == "/v1/openapi.json"


def test_what_is_exact_is_a_string(document):
    found = []
    pending = [document["components"]["schemas"]]
    while pending:
        place = pending.pop()
        if isinstance(place, dict):
            pending += place.values()
            found += [place] if place.get("format") == "decimal" else []
        elif isinstance(place, list):
            pending += place

    assert all("string" in field["type"] for field in found)


def test_the_browsable_page_asks_nobody_outside(app):
    client = app.test_client()
    pages = {path: client.get(path) for path in ("/docs", "/docs/docs.js", "/docs/docs.css")}

    assert {page.status_code for page in pages.values()} == {200}
    for page in pages.values():
        assert not re.search(r"https?://|//[a-z]", page.text.replace("// ", ""))
    for address in re.findall(r'(?:src|href)="([^"]+)"', pages["/docs"].text):
        with client.get(address) as asset:
            assert asset.status_code == 200, address
    assert "<script>" not in pages["/docs"].text
    assert not re.search(r"\son\w+=|style=", pages["/docs"].text)
    assert client.get("/docs/index.css").status_code == 404


def test_the_browsable_page_can_be_left_out(tmp_path):
    settings = Settings(data_folder=tmp_path, secret_key="x" * 32, docs=False)
    app = create_app(settings, Database(settings.effective_database_url, settings.keyring()))

    assert app.test_client().get("/docs").status_code == 404
    assert app.test_client().get("/v1/openapi.json").status_code == 200
