"""The thin page: only its own files, nothing inline, and text that stays text."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from partnerhub.app import create_app
from partnerhub.settings import Settings
from partnerhub.web import views
from tests.databases import OpenDatabase

FILES = sorted(path for path in views.STATIC.parent.rglob("*.*") if path.suffix in {".js", ".html"})
SCRIPTS = [path for path in FILES if path.suffix == ".js"]
DANGEROUS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    r"|createContextualFragment"
    r"|DOMParser|srcdoc|javascript:|setTimeout\(\s*[\"']|localStorage|document\.cookie"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = Settings(data_folder=tmp_path_factory.mktemp("data"), secret_key="x" * 32)
    database = OpenDatabase(settings.effective_database_url, settings.keyring())
    return create_app(settings, database).test_client()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_text_of_others_is_never_read_as_markup(path):
    assert not DANGEROUS.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_asked_outside(path):
    found = re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text(encoding="utf-8"))

    assert found == []


@pytest.mark.parametrize("address", ["/", "/absent"])
def test_a_page_holds_nothing_inline(client, address):
    with client.get(address) as response:
        html = response.text

    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", html))
    assert re.findall(r"<script[^>]*>([^<]+)</script>", html) == []


def test_every_file_a_page_names_is_there(client):
    with client.get("/") as page:
        named = set(re.findall(r'(?:src|href)="(/[^"#]*)"', page.text))
    for script in SCRIPTS:
        imported = re.findall(r'from "\./([^"]+)"', script.read_text(encoding="utf-8"))
        named |= {f"/static/{name}" for name in imported}

    assert {"/static/page.js", "/static/api.js", "/static/element.js"} <= named
    for address in named:
        with client.get(address) as response:
            assert response.status_code == 200, address


def test_scripts_are_answered_as_scripts(client):
    for script in SCRIPTS:
        with client.get(f"/static/{script.name}") as response:
            assert response.content_type.startswith("text/javascript")
            assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["../views.py", "..%2Fviews.py", "%2e%2e/views.py", "absent.js"])
def test_only_the_pages_own_files_are_given_out(client, name):
    with client.get(f"/static/{name}") as response:
        assert response.status_code == 404


def test_the_page_can_be_read_without_a_mouse(client):
    with client.get("/") as response:
        html = response.text

    assert '<html lang="en">' in html
    assert "<main" in html
    assert '<label for="key">' in html
    assert 'class="skip"' in html
    assert "<noscript>" in html
    assert Path(views.STATIC, "page.css").read_text(encoding="utf-8").count("focus-visible")


@pytest.mark.parametrize(
    ("headers", "path", "status", "code"),
    [
        ({"Host": "elsewhere.example"}, "/", 400, "bad_host"),
        ({"X-Long": "x" * 9000}, "/", 431, "headers_too_large"),
        ({}, "/" + "x" * 9000, 414, "address_too_long"),
        ({"Content-Encoding": "gzip"}, "/", 415, "unsupported_media_type"),
    ],
)
def test_what_the_page_refuses_it_says_with_a_code(client, headers, path, status, code):
    app = client.application
    ours = app.extensions["partnerhub"]
    app.extensions["partnerhub"] = replace(
        ours, settings=replace(ours.settings, allowed_hosts=("localhost",))
    )

    with client.get(path, headers=headers) as response:
        assert (response.status_code, response.content_type) == (status, views.HTML)
        assert f"Code: {code}" in response.text

    app.extensions["partnerhub"] = ours
