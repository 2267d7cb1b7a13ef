"""Signing in on the page, with a real OpenID provider at the other end."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from partnerhub.persistence.models import ApiKey
from tests.web.conftest import Page, given

SESSION, ATTEMPT = "partnerhub", "partnerhub-login"


@pytest.fixture(scope="module")
def page(provider, tmp_path_factory):
    page = Page(tmp_path_factory.mktemp("page"), **provider.settings)
    page.ann = page.invite("ann@acme.com")
    yield page
    page.database.close()


@pytest.fixture(autouse=True)
def _punctual(page):
    yield
    page.later = page.later * 0


@pytest.fixture
def sign_in(page, provider):
    def sign_in(person="ann", path="/login", browser=None):
        browser = browser or page.browser()
        browser.answer = browser.come_back(provider.answer(browser.begin(path), person))
        return browser

    return sign_in


def query(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def refused(answer):
    """The status and the code of an error page."""
    assert answer.content_type.startswith("text/html")
    assert "Traceback" not in answer.text
    return answer.status_code, answer.text.partition("Code: ")[2].partition("<")[0]


def test_who_was_invited_signs_in_and_reads(page, provider, sign_in):
    browser = sign_in()

    assert (browser.answer.status_code, browser.answer.headers["Location"]) == (
        303,
        f"{provider.page}/",
    )
    me = browser.read()
    assert (me.status_code, me.json["user"]["email"]) == (200, "ann@acme.com")
    assert me.json["scopes"] == ["read"]
    assert browser.read("/v1/partnerships").status_code == 200


def test_the_browser_keeps_the_key_where_no_script_and_no_other_site_gets_it(sign_in):
    cookie = given(sign_in().answer)[SESSION]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert (cookie["max-age"], cookie["domain"]) == (str(12 * 3600), "")


def test_the_provider_is_asked_with_pkce_state_and_nonce(page, provider):
    asked = query(page.browser().begin())

    assert asked["code_challenge_method"] == "S256"
    assert len({asked["code_challenge"], asked["state"], asked["nonce"]}) == 3
    assert all(len(asked[name]) == 43 for name in ("code_challenge", "state", "nonce"))
    assert asked["redirect_uri"] == f"{provider.page}/login/callback"
    assert (asked["response_type"], asked["scope"]) == ("code", "openid email")


def test_two_logins_have_nothing_in_common(page):
    one, other = (query(page.browser().begin()) for _ in range(2))

    for name in ("state", "nonce", "code_challenge"):
        assert one[name] != other[name]


def test_a_code_is_worth_nothing_without_its_verifier(page, provider):
    code = query(provider.answer(page.browser().begin(), "ann"))["code"]

    answer = requests.post(
        f"{provider.settings['oidc_issuer']}/token",
        auth=("partnerhub", provider.settings["oidc_client_secret"]),
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": f"{provider.page}/login/callback",
            "code_verifier": "w" * 43,
        },
    )

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_a_code_of_anothers_login_lets_nobody_in(page, provider):
    stolen = query(provider.answer(page.browser().begin(), "ann"))["code"]
    thief = page.browser()
    own = query(thief.begin())["state"]

    answer = thief.come_back(f"/login/callback?code={stolen}&state={own}")

    assert refused(answer) == (400, "login_failed")
    assert thief.read().status_code == 401


def test_nobody_is_signed_in_as_who_sent_the_link(page, provider):
    """Login CSRF: the thief's answer of the provider, opened in the victim's browser."""
    thiefs = provider.answer(page.browser().begin(), "ann")
    victim, fresh = page.browser(), page.browser()
    victim.begin()

    for browser in (victim, fresh):
        assert refused(browser.come_back(thiefs)) == (400, "login_failed")
        assert browser.cookie(SESSION) is None


def test_a_login_is_good_once(page, provider, sign_in):
    browser = page.browser()
    back = provider.answer(browser.begin(), "ann")
    attempt = browser.cookie(ATTEMPT)
    assert browser.come_back(back).status_code == 303

    again = browser.come_back(back)
    browser.client.set_cookie(ATTEMPT, attempt)
    with_the_attempt = browser.come_back(back)

    assert refused(again) == refused(with_the_attempt) == (400, "login_failed")


@pytest.mark.parametrize(
    "answered",
    ["error=access_denied", "", "code=", "code=made-up", "code=x&iss=https://other.example"],
)
def test_a_login_that_came_to_nothing_says_so(page, answered):
    browser = page.browser()
    state = query(browser.begin())["state"]

    answer = browser.come_back(f"/login/callback?state={state}&{answered}")

    assert refused(answer) == (400, "login_failed")
    assert browser.cookie(ATTEMPT) is None


@pytest.mark.parametrize("state", ["", "x", "%00", "%F0%9F", "é", "x" * 5000])
def test_a_made_up_state_is_refused(page, state):
    browser = page.browser()
    browser.begin()

    assert refused(browser.come_back(f"/login/callback?code=x&state={state}"))[0] == 400


@pytest.mark.parametrize("attempt", ["", "1.2.3", "9" * 12 + "." + "x" * 43 + ".", "é", "x" * 3000])
def test_a_made_up_attempt_is_refused(page, attempt):
    browser = page.browser()
    state = query(browser.begin())["state"]
    browser.client.set_cookie(ATTEMPT, attempt)

    answer = browser.come_back(f"/login/callback?code=x&state={state}")

    assert refused(answer) == (400, "login_failed")


@pytest.mark.parametrize("person", ["uninvited", "unverified", "silent", "guest"])
def test_logging_in_makes_nobody_a_user(page, sign_in, person):
    if person in {"unverified", "silent"}:
        page.invite(f"{person}@acme.com")
    before = page.as_admin("GET", "/v1/users").json

    browser = sign_in(person)

    assert refused(browser.answer) == (403, "login_unknown")
    assert browser.cookie(SESSION) is None
    assert page.as_admin("GET", "/v1/users").json == before


def test_who_has_an_address_elsewhere_names_the_organization(page, sign_in):
    page.invite("guest@elsewhere.org")

    assert refused(sign_in("guest").answer) == (403, "login_unknown")
    for organization in ("acme.com", "https://www.ACME.com/"):
        browser = sign_in("guest", f"/login?organization={organization}")
        assert browser.read().json["user"]["email"] == "guest@elsewhere.org"


@pytest.mark.parametrize("named", ["globex.com", "x", "%00", ".."])
def test_an_organization_that_is_not_there_is_like_one_of_others(page, provider, named):
    browser = page.browser()
    answer = browser.client.get(f"/login?organization={named}")
    if answer.status_code == 303:
        answer = browser.come_back(provider.answer(answer.headers["Location"], "ann"))

    assert refused(answer) == (403, "login_unknown")


def test_nothing_else_is_opened_after_signing_in(page, provider, sign_in):
    for more in ("next=https://evil.example", "redirect_uri=https://evil.example/"):
        browser = sign_in(path=f"/login?{more}")

        assert browser.answer.headers["Location"] == f"{provider.page}/"


# -- the cookie and the API ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": None},
        {"Authorization": "Session x"},
        {"Authorization": "Bearer"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
    ],
)
def test_no_other_site_can_use_the_cookie(sign_in, headers):
    browser = sign_in()

    assert browser.read(**headers).status_code == 401
    assert browser.read("/logout", "POST", **headers).status_code == 401
    assert browser.read().status_code == 200


def test_a_browser_that_does_not_say_whose_script_asks_is_let_in(sign_in):
    assert sign_in().read(Sec_Fetch_Site=None).status_code == 200


def test_whatever_is_wrong_with_a_session_the_answer_is_one(page, sign_in):
    ended = sign_in()
    key = ended.cookie(SESSION)
    ended.read("/logout", "POST")
    wrong = [None, "", "x", "é", key, key[:-1] + "A", "ph_live_" + "0" * 92, "x" * 4000]

    answers = set()
    for each in wrong:
        browser = page.browser()
        if each is not None:
            browser.client.set_cookie(SESSION, each)
        answer = browser.read()
        answers.add((answer.status_code, answer.data, answer.headers["WWW-Authenticate"]))

    assert len(answers) == 1
    assert answers.pop()[0] == 401


def test_signing_out_holds_in_every_process(page, sign_in):
    browser, elsewhere = sign_in(), page.browser(process=1)
    elsewhere.client.set_cookie(SESSION, browser.cookie(SESSION))
    assert elsewhere.read().status_code == 200

    answer = browser.read("/logout", "POST")

    assert (answer.status_code, browser.cookie(SESSION)) == (204, None)
    assert elsewhere.read().status_code == 401


def test_signing_out_twice_or_without_having_signed_in_is_no_error(page, sign_in):
    browser = sign_in()

    answers = [browser.read("/logout", "POST").status_code for _ in range(2)]

    assert answers == [204, 204]


def test_signing_out_ends_no_key_of_a_program(page):
    browser = page.browser()
    browser.client.set_cookie(SESSION, page.admin)

    assert browser.read("/logout", "POST").status_code == 204
    assert page.as_admin("GET", "/v1/me").status_code == 200


def test_an_admin_sees_and_ends_sessions(page, sign_in):
    browser, other = sign_in(), sign_in()
    listed = page.as_admin("GET", f"/v1/users/{page.ann}/api-keys").json["items"]
    newest = listed[0]
    assert newest["page_session"] is True
    assert newest["scopes"] == ["read"]

    answer = page.as_admin("DELETE", f"/v1/api-keys/{newest['id']}")

    assert answer.status_code == 204
    assert (browser.read().status_code, other.read().status_code) == (200, 401)


def test_who_is_removed_is_signed_out_and_cannot_come_back(page, sign_in):
    user = page.invite("uninvited@acme.com")
    browser = sign_in("uninvited")
    assert browser.read().status_code == 200

    page.as_admin("DELETE", f"/v1/users/{user}")

    assert browser.read().status_code == 401
    assert refused(sign_in("uninvited").answer) == (403, "login_unknown")


def test_a_session_ends_by_itself(page, sign_in):
    browser = sign_in()
    page.later = timedelta(hours=12)

    assert browser.read().status_code == 401


def test_sessions_that_are_over_are_not_kept(page, sign_in):
    def sessions():
        listed = page.as_admin("GET", f"/v1/users/{page.ann}/api-keys").json["items"]
        return [key["id"] for key in listed if key["page_session"]]

    sign_in()
    before = sessions()
    with page.database.transaction(write=True) as session:
        for key in session.query(ApiKey).filter_by(page_session=True):
            key.expires_at = page.now()

    sign_in()

    assert len(sessions()) == 1
    assert sessions()[0] not in before


def test_signing_in_again_ends_what_the_browser_had(page, sign_in):
    browser = sign_in()
    before, elsewhere = browser.cookie(SESSION), page.browser()

    sign_in(browser=browser)

    elsewhere.client.set_cookie(SESSION, before)
    assert elsewhere.read().status_code == 401
    assert browser.read().status_code == 200


def test_a_session_reads_and_changes_nothing(sign_in):
    browser = sign_in()

    answer = browser.read("/v1/api-keys", "POST", Content_Type="application/json")
    revoking = browser.read(f"/v1/api-keys/{'a' * 32}", "DELETE")

    assert answer.status_code in {400, 403, 422}
    assert (revoking.status_code, revoking.json["code"]) == (403, "insufficient_scope")


def test_the_page_offers_to_sign_in_and_knows_who_has(page, provider, sign_in):
    stranger, ann = page.browser(), sign_in()

    offered, signed_in = (each.client.get("/").text for each in (stranger, ann))

    assert f'href="{provider.page}/login"' in offered
    assert "data-session" not in offered
    assert "data-session" in signed_in
    assert ann.cookie(SESSION) not in signed_in
