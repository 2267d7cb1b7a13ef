"""Providers, and who stands between, that say what is not so: nobody is signed in by it."""

import threading
import time
from base64 import b64decode
from datetime import timedelta
from http.cookies import SimpleCookie
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest

from partnerhub.domain.errors import LoginUnavailableError
from partnerhub.http import logs
from partnerhub.outgoing.provider import Provider
from tests.web import forger as forged
from tests.web.conftest import Page

SESSION = "partnerhub"


@pytest.fixture(scope="module")
def page(forger, tmp_path_factory):
    page = Page(tmp_path_factory.mktemp("page"), **forger.settings)
    page.invite("ann@acme.com")
    page.invite("new@acme.com")
    yield page
    page.database.close()


@pytest.fixture(autouse=True)
def _honest(forger, page):
    yield
    forger.reset()
    page.later = timedelta()
    for app in page.apps:
        app.extensions["partnerhub"].provider._known = None


@pytest.fixture
def log_in(page, forger):
    """A browser that logs in and is told to be who the claims say, in a token of some making."""

    def log_in(make=forged.signed, beside=None, browser=None, **changed):
        browser = browser or page.browser()
        asked = parse_qs(urlsplit(browser.begin()).query)
        claims = forger.claims(**({"nonce": asked["nonce"][0]} | changed))
        forger.vouch(make(claims), **(beside or {}))
        browser.answer = browser.come_back(f"/login/callback?code=c&state={asked['state'][0]}")
        return browser

    return log_in


def refused(browser):
    assert browser.cookie(SESSION) is None
    assert browser.read().status_code == 401
    return browser.answer.status_code, browser.answer.text.partition("Code: ")[2].partition("<")[0]


def test_an_honest_provider_is_believed(log_in, forger):
    assert log_in().read().status_code == 200
    assert set(forger.asked) >= {"code_verifier", "code", "redirect_uri", "grant_type"}
    secret = forged.CLIENT["oidc_client_secret"]
    sent = b64decode(forger.asked["Authorization"].removeprefix("Basic ")).decode()
    assert sent == f"partnerhub:{secret}"


@pytest.mark.parametrize(
    "make",
    [
        forged.unsigned,
        forged.by_the_secret,
        forged.by_the_public_key,
        forged.by_another_key,
        forged.cut_short,
    ],
)
def test_a_token_the_provider_did_not_sign_is_refused(log_in, make):
    assert refused(log_in(make)) == (400, "login_failed")


@pytest.mark.parametrize("told", forged.TOLD_INSTEAD)
def test_what_is_no_token_is_refused(log_in, told):
    assert refused(log_in(lambda claims: forged.TOLD_INSTEAD[told])) == (400, "login_failed")


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "another"},
        {"aud": "another", "azp": "partnerhub"},
        {"aud": ["another", "partnerhub"]},
        {"aud": ["another", "partnerhub"], "azp": "another"},
        {"aud": None},
        {"iss": "https://other.example"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "soon"},
        {"iat": None},
        {"nonce": "of another login"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 300},
        {"at_hash": "of another token"},
    ],
    ids=str,
)
def test_a_token_for_somebody_or_something_else_is_refused(log_in, changed):
    assert refused(log_in(**changed)) == (400, "login_failed")


@pytest.mark.parametrize(
    "changed",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "false"},
        {"email_verified": 1},
        {"email": None},
        {"email": ["new@acme.com"]},
        {"email": "new@globex.com"},
        {"email": "nobody"},
        {"email": "x" * 5000 + "@acme.com"},
    ],
    ids=str,
)
def test_only_a_verified_address_leads_to_a_user(log_in, forger, changed):
    forger.answers["/userinfo"] = {"sub": "new"}
    claims = {"sub": "new", "email": "new@acme.com"} | changed

    assert refused(log_in(**claims)) == (403, "login_unknown")


def test_who_has_logged_in_before_needs_no_verified_address(log_in):
    log_in()

    assert log_in(email_verified=False).read().status_code == 200


def test_an_address_that_somebody_else_has_now_opens_nothing(log_in):
    log_in()

    assert refused(log_in(sub="the next with this address")) == (403, "login_unknown")


def test_an_address_may_stand_in_the_userinfo_instead(log_in, forger, page):
    page.invite("bea@acme.com")
    forger.answers["/userinfo"] = {"sub": "bea", "email": "bea@acme.com", "email_verified": True}

    browser = log_in(sub="bea", email=None, email_verified=None)

    assert browser.read().json["user"]["email"] == "bea@acme.com"
    assert refused(log_in(sub="mallory", email=None)) == (400, "login_failed")


def test_addresses_are_taken_as_verified_where_the_operator_says_so(forger, page):
    trusting = page.otherwise(oidc_trust_email=True)
    page.invite("cem@acme.com")

    def log_in(**changed):
        browser = trusting.browser()
        asked = parse_qs(urlsplit(browser.begin()).query)
        claims = forger.claims(asked["nonce"][0], sub="cem", email="cem@acme.com", **changed)
        forger.vouch(forged.signed(claims))
        return browser.come_back(f"/login/callback?code=c&state={asked['state'][0]}").status_code

    assert log_in(email_verified=False) == 403
    assert log_in(email_verified=None) == 303


# -- what only the browser's own attempt holds, whatever the provider says -------------------------


@pytest.mark.parametrize(
    "answered",
    [
        "code=c",
        "code=c&state=x",
        f"code=c&state={'x' * 43}",
        "code=c&state={state}&iss=https://other.example",
        "code=c&state={state}&error=access_denied",
        "state={state}",
    ],
)
def test_an_answer_to_another_login_is_not_even_taken_to_the_provider(page, forger, answered):
    browser = page.browser()
    asked = parse_qs(urlsplit(browser.begin()).query)
    forger.vouch(forged.signed(forger.claims(asked["nonce"][0])))

    answered = answered.format(state=asked["state"][0])
    browser.answer = browser.come_back(f"/login/callback?{answered}")

    assert refused(browser) == (400, "login_failed")
    assert forger.asked == {}


@pytest.mark.parametrize(("seconds", "status"), [(599, 303), (601, 400)])
def test_a_login_takes_ten_minutes_at_most(page, forger, seconds, status):
    browser = page.browser()
    asked = parse_qs(urlsplit(browser.begin()).query)
    forger.vouch(forged.signed(forger.claims(asked["nonce"][0], exp=int(time.time()) + 3600)))
    page.later = timedelta(seconds=seconds)

    answer = browser.come_back(f"/login/callback?code=c&state={asked['state'][0]}")

    assert answer.status_code == status


# -- providers that do not work --------------------------------------------------------------------


ABOUT = "/.well-known/openid-configuration"
NONSENSE = {
    "an error": (500, {}),
    "a redirect": (302, {}),
    "a page": b"<html>",
    "a list": b"[]",
    "an empty object": b"{}",
    "no text": b"\xff",
}
FALSE = {
    "issuer": ["https://other.example", "http://127.0.0.1", None],
    "token_endpoint": ["http://provider.example/token", "https://", None],
    "authorization_endpoint": ["javascript:alert(1)", "https://user@host/", 7],
    "jwks_uri": ["http://[", "file:///etc/passwd", {}],
}


@pytest.mark.parametrize("about", NONSENSE)
def test_a_provider_that_makes_no_sense_is_said_to_be_unavailable(page, forger, about):
    forger.answers[ABOUT] = NONSENSE[about]

    assert_unavailable(page)


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in FALSE.items() for value in values],
    ids=str,
)
def test_a_provider_whose_addresses_are_not_safe_is_not_asked(page, forger, name, value):
    forger.about[name] = value

    assert_unavailable(page)


def assert_unavailable(page):
    answer = page.browser().client.get("/login")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert "Code: login_unavailable" in answer.text


@pytest.mark.parametrize("where", ["/token", "/keys"])
@pytest.mark.parametrize("told", NONSENSE)
def test_a_provider_that_breaks_off_is_said_to_be_unavailable(page, forger, log_in, where, told):
    browser = page.browser()
    asked = parse_qs(urlsplit(browser.begin()).query)
    forger.vouch(forged.signed(forger.claims(asked["nonce"][0])))
    forger.answers[where] = NONSENSE[told]

    browser.answer = browser.come_back(f"/login/callback?code=c&state={asked['state'][0]}")

    assert refused(browser) in {(503, "login_unavailable"), (400, "login_failed")}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ("invalid_grant", (400, "login_failed")),
        ("invalid_client", (503, "login_unavailable")),
        ("<b>", (400, "login_failed")),
    ],
)
def test_what_the_provider_refuses_is_no_error_of_ours(page, forger, error, expected):
    logs.configure(stream=(log := StringIO()))
    browser = page.browser()
    asked = parse_qs(urlsplit(browser.begin()).query)
    forger.answers["/token"] = (400, {"error": error, "error_description": "ann@acme.com"})

    browser.answer = browser.come_back(f"/login/callback?code=c&state={asked['state'][0]}")

    assert refused(browser) == expected
    logs.configure()
    logged = log.getvalue()
    assert "login refused" in logged
    assert "ann@acme.com" not in logged
    assert "<b>" not in logged + browser.answer.text


def test_a_provider_that_is_not_there_is_said_to_be_unavailable(page):
    alone = page.otherwise(oidc_issuer="http://127.0.0.1:1")

    assert_unavailable(alone)
    assert alone.as_admin("GET", "/v1/me").status_code == 200


def test_a_provider_that_hangs_does_not_hold_all_threads(page, forger):
    asked, answered = threading.Event(), threading.Event()

    def hang():
        asked.set()
        answered.wait(20)
        return forger.about

    forger.answers[ABOUT] = hang
    provider = Provider(page.settings)
    known = {"state": "s", "nonce": "n", "verifier": "v", "now": page.now()}
    turns = page.settings.server_threads // 2
    waiting = [threading.Thread(target=provider.address, kwargs=known) for _ in range(turns)]
    for each in waiting:
        each.start()
    asked.wait(20)
    while provider._turns.acquire(blocking=False):
        provider._turns.release()

    with pytest.raises(LoginUnavailableError):
        provider.address(**known)

    answered.set()
    for each in waiting:
        each.join()
    assert provider.address(**known).startswith(forger.issuer)


# -- over TLS --------------------------------------------------------------------------------------


def test_over_tls_no_other_host_can_set_our_cookies(page):
    answer = page.otherwise(public_url="https://hub.example").browser().client.get("/login")

    cookie = SimpleCookie(answer.headers["Set-Cookie"])["__Host-partnerhub-login"]
    assert (cookie["secure"], cookie["httponly"], cookie["path"]) == (True, True, "/")
    assert cookie["domain"] == ""


# -- off -------------------------------------------------------------------------------------------


def test_without_a_provider_everything_is_as_before(page, log_in):
    session = log_in().cookie(SESSION)
    browser = page.otherwise(oidc_issuer="").browser()
    browser.client.set_cookie(SESSION, session)

    assert browser.client.get("/login").status_code == 404
    assert browser.client.get("/login/callback").status_code == 404
    assert browser.read("/logout", "POST").status_code == 404
    assert browser.read().status_code == 401
    assert "sign-in" not in browser.client.get("/").text
    assert "{" not in browser.client.get("/").text
