"""The page in a real browser: signing in, looking, signing out."""

import threading
from urllib.parse import urlsplit

import pytest
from werkzeug.serving import make_server

from tests.web.chromium import PROGRAM, Chromium
from tests.web.conftest import Page

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium")
WHO = "document.getElementById('who').textContent"
ASKED = "!document.getElementById('enter').hidden"


@pytest.fixture
def page(provider, tmp_path):
    page = Page(tmp_path / "data", **provider.settings)
    page.ann = page.invite("ann@acme.com")
    place = urlsplit(provider.page)
    server = make_server(place.hostname, place.port, page.apps[0], threaded=True)
    serving = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    serving.start()
    yield page
    server.shutdown()
    server.server_close()
    serving.join()
    page.database.close()


@pytest.fixture
def chromium(tmp_path):
    chromium = Chromium(tmp_path / "profile")
    yield chromium
    chromium.close()


def test_somebody_signs_in_looks_and_signs_out(page, provider, chromium):
    status = "fetch('/v1/me', {headers: {Authorization: 'Session'}}).then((each) => each.status)"
    chromium.open(f"{provider.page}/#/events/{'a' * 32}")
    chromium.see(ASKED)

    chromium.click("#sign-in")

    chromium.see("!document.getElementById('leave').hidden")
    assert chromium.evaluate("location.hash") == f"#/events/{'a' * 32}"
    assert (
        chromium.evaluate("document.cookie + sessionStorage.length + localStorage.length") == "00"
    )
    chromium.open(f"{provider.page}/")
    assert chromium.see(WHO) == "Ann, Acme"
    assert chromium.see("document.querySelector('#view h1')?.textContent") == "Partnerships"
    assert chromium.evaluate(status) == 200
    assert chromium.evaluate("document.getElementById('leave').textContent") == "Sign out"

    chromium.click("#leave")

    assert chromium.see(ASKED)
    assert chromium.evaluate(status) == 401
    chromium.open(f"{provider.page}/")
    assert chromium.see(ASKED)

    chromium.click("#sign-in")
    chromium.see(WHO)
    page.as_admin("DELETE", f"/v1/users/{page.ann}")
    chromium.evaluate("location.hash = '#/'; location.reload()")

    assert chromium.see(ASKED)
    assert "not signed in" in chromium.see("document.getElementById('notice').textContent")
