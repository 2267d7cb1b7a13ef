"""The page in a real browser: signing in, looking, signing out."""

import threading
from urllib.parse import urlsplit

import pytest
from werkzeug.serving import make_server

from tests.journeys.people import Office, agree, compare
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


ACCOUNTS = (
    "Account ID,Account Name,Website\n1,Northgate Foods,northgate.co.uk\n2,Pinewood,pine.com\n"
)
DINNER = {"name": "Dinner", "kind": "dinner", "capacity": 1, "starts_on": "2026-01-15"}
VIEW = "document.getElementById('view').textContent"


@pytest.fixture
def partners(own_settings, own_database, tmp_path):
    office = Office(own_settings, own_database)
    first, second = office.manager("First"), office.manager("Second")
    path = tmp_path / "accounts.csv"
    path.write_text(ACCOUNTS)
    for manager in (first, second):
        manager.upload("accounts", path)
    return first, second, agree(first, second)


@pytest.fixture
def address(partners):
    server = make_server("127.0.0.1", 0, partners[0].office.http.application, threaded=True)
    serving = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    serving.join()


@pytest.mark.parametrize("own_settings", ["sqlite"], indirect=True)
def test_an_event_shows_who_is_invited_and_says_so_when_nothing_is_shared(
    partners, address, chromium
):
    first, second, partnership = partners
    overlap = compare(first, second, partnership)
    event = first.post(f"/v1/partnerships/{partnership}/events", DINNER, 201)["id"]
    path = f"/v1/events/{event}/target-list"
    taken, _ = first.post(path, status=200)["items"]
    first.call("DELETE", f"{path}/targets/{taken['id']}?reason=competitor", 204)
    for manager in (first, second):
        manager.post(f"{path}/approve", {}, 200)
    first.post(f"/v1/events/{event}/reports", {}, 202)
    first.office.worker.run_all()
    first.post(f"/v1/events/{event}/reports", {}, 202)
    secret = first.headers["Authorization"].removeprefix("Bearer ")

    def look(place, word):
        chromium.open(f"{address}/#{place}")
        chromium.evaluate(
            f"sessionStorage.setItem('partnerhub.key', '{secret}'); location.reload()"
        )
        return chromium.see(f'{VIEW}.includes("{word}") && {VIEW}')

    seen = look(f"/events/{event}", "taken off")
    assert "1 account, 1 taken off" in seen
    assert taken["mine"]["name"] not in seen
    assert "Report 2: Queued" in seen
    assert "1 account; none of them" in seen

    second.share(partnership, level="hidden")

    for place in (f"/events/{event}", f"/overlaps/{overlap['id']}"):
        assert "taken off" not in look(place, "They share 'hidden'")
