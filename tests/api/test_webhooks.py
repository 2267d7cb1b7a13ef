"""Webhooks at the API: made, read, changed, removed, and refused in one clear way."""

import pytest

from partnerhub.app import create_app
from partnerhub.domain.permissions import Role
from partnerhub.domain.webhooks import Told
from tests.api.office import Office
from tests.domain.test_webhooks import REFUSED
from tests.factories import NOW

URL = "https://hooks.example.com/acme?token=a-token"
TEXTS = [url for url in REFUSED if url and url.isprintable() and url == url.strip()]
"""Those that the wire neither refuses as no text nor trims."""


@pytest.fixture(scope="module")
def app(settings, database):
    return create_app(settings, database, clock=lambda: NOW)


@pytest.fixture
def office(app, database):
    return Office(app, database)


@pytest.fixture
def hook(office):
    return make(office).json


def make(office, url=URL, **values):
    return office("POST", "/v1/webhooks", json={"url": url, **values})


def path(hook, *parts):
    return "/".join(["/v1/webhooks", hook["id"], *parts])


def test_a_webhook_is_written_in_full_with_its_secret_this_once(office):
    made = make(office, events=["report.signed", "overlap.published"], description="Our CRM")

    hook = made.json
    assert (made.status_code, made.headers["Location"]) == (201, path(hook))
    assert hook.pop("secret").startswith("whsec_")
    assert hook == {
        "id": hook["id"],
        "url": URL,
        "events": ["overlap.published", "report.signed"],
        "description": "Our CRM",
        "state": "enabled",
        "disabled_reason": None,
        "disabled_at": None,
        "failing_since": None,
        "created_at": hook["created_at"],
    }
    assert office.get(path(hook)).json == hook
    assert office.items("/v1/webhooks") == [hook]


def test_a_secret_is_not_shown_to_who_repeats_the_request(office):
    first, second = (
        office("POST", "/v1/webhooks", json={"url": URL}, headers={"Idempotency-Key": "once"})
        for _ in range(2)
    )

    assert first.json["secret"]
    assert second.json == first.json | {"secret": None}
    assert len(office.items("/v1/webhooks")) == 1


@pytest.mark.parametrize("url", TEXTS)
def test_every_address_that_cannot_be_is_refused_in_the_same_words(office, url):
    refused, usual = make(office, url), make(office, "http://hooks.example.com/")

    assert refused.status_code == 422
    assert refused.json == usual.json
    assert refused.json["code"] == "webhook_url"
    assert refused.json["errors"][0]["pointer"] == "/url"
    assert office.items("/v1/webhooks") == []


@pytest.mark.parametrize("url", [None, 5, [], {}, True])
def test_an_address_is_a_text(office, url):
    refused = make(office, url)

    assert (refused.status_code, refused.json["code"]) == (422, "validation")


@pytest.mark.parametrize("events", [[], ["overlap.opened"], ["user.created"], "all", [5], [None]])
def test_only_what_is_on_the_list_can_be_asked_for(office, events):
    refused = make(office, events=events)

    assert (refused.status_code, refused.json["code"]) == (422, "validation")


def test_everything_on_the_list_can_be_asked_for(office):
    made = make(office, events=[each.value for each in Told])

    assert made.json["events"] == sorted(Told)


def test_an_organization_has_twenty_webhooks_at_most(office):
    for _ in range(20):
        assert make(office).status_code == 201

    refused = make(office)

    assert (refused.status_code, refused.json["code"]) == (409, "too_many_webhooks")


def test_a_webhook_is_changed_as_it_was_read(office, hook):
    tag = office.get(path(hook)).headers["ETag"]

    changed = office.change(path(hook), {"events": ["report.signed"], "description": None})
    stale = office.change(path(hook), {"events": None}, tag=tag)

    assert (changed.status_code, changed.json["events"]) == (200, ["report.signed"])
    assert (stale.status_code, stale.json["code"]) == (412, "precondition_failed")


def test_a_webhook_can_be_told_everything_again(office):
    hook = make(office, events=["report.signed"]).json

    assert office.change(path(hook), {"events": None}).json["events"] is None


def test_a_changed_address_is_looked_at_like_a_new_one(office, hook):
    refused = office.change(path(hook), {"url": "https://127.0.0.1/"})

    assert (refused.status_code, refused.json["code"]) == (422, "webhook_url")
    assert office.get(path(hook)).json["url"] == URL


def test_a_webhook_is_switched_off_and_on(office, hook):
    off = office.change(path(hook), {"state": "disabled"}).json
    refused = office("POST", path(hook, "test"))
    on = office.change(path(hook), {"state": "enabled"}).json

    assert (off["state"], off["disabled_reason"]) == ("disabled", "asked")
    assert off["disabled_at"] == NOW.isoformat().replace("+00:00", "Z")
    assert (refused.status_code, refused.json["code"]) == (409, "conflict")
    assert (on["state"], on["disabled_reason"], on["disabled_at"]) == ("enabled", None, None)


def test_a_new_secret_is_another_one_and_shown_this_once(office):
    made = make(office).json

    rotated = office("POST", path(made, "rotate-secret"))

    assert rotated.status_code == 200
    assert rotated.json["secret"].startswith("whsec_")
    assert rotated.json["secret"] != made["secret"]
    assert "secret" not in office.get(path(made)).json


def test_two_webhooks_have_two_secrets(office):
    assert make(office).json["secret"] != make(office).json["secret"]


def test_a_removed_webhook_is_not_there(office, hook):
    office("POST", path(hook, "test"))

    assert office.remove(path(hook)).status_code == 204
    for gone in (path(hook), path(hook, "deliveries")):
        assert office.get(gone).status_code == 404
    assert office.items("/v1/webhooks") == []


def test_a_test_is_a_delivery_to_be_read(office, hook):
    asked = office("POST", path(hook, "test"))

    assert asked.status_code == 202
    read = office.get(asked.headers["Location"]).json
    assert read == asked.json
    assert (read["type"], read["state"], read["attempts"]) == ("webhook.test", "pending", 0)
    assert read["data"] == {"id": hook["id"]}
    assert office.items(path(hook, "deliveries")) == [read]


def test_deliveries_come_by_page_and_by_state(office, hook):
    for _ in range(3):  # Each is asked for when the one before is cancelled.
        office("POST", path(hook, "test"))
        office.change(path(hook), {"state": "disabled"})
        office.change(path(hook), {"state": "enabled"})
    office("POST", path(hook, "test"))

    first = office.get(path(hook, "deliveries?limit=3")).json
    second = office.get(path(hook, f"deliveries?limit=3&cursor={first['next_cursor']}")).json

    assert (len(first["items"]), len(second["items"])) == (3, 1)
    assert len({one["id"] for one in first["items"] + second["items"]}) == 4
    assert len(office.items(path(hook, "deliveries?state=cancelled"))) == 3
    assert len(office.items(path(hook, "deliveries?state=pending"))) == 1
    assert office.get(path(hook, "deliveries?state=lost")).status_code == 422


def test_a_cancelled_delivery_can_be_asked_for_again(office, hook):
    asked = office("POST", path(hook, "test")).json
    office.change(path(hook), {"state": "disabled"})
    again = path(hook, "deliveries", asked["id"], "redeliver")

    off = office("POST", again)
    office.change(path(hook), {"state": "enabled"})
    on = office("POST", again)
    twice = office("POST", again)

    assert [each.status_code for each in (off, on, twice)] == [409, 202, 409]
    assert (on.json["id"], on.json["state"], on.json["error"]) == (asked["id"], "pending", None)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.VIEWER])
def test_only_admins_see_where_an_organization_is_told(office, hook, role):
    for method, place in [
        ("GET", "/v1/webhooks"),
        ("GET", path(hook)),
        ("GET", path(hook, "deliveries")),
        ("POST", path(hook, "test")),
        ("POST", path(hook, "rotate-secret")),
    ]:
        answer = office(method, place, role=role)

        assert (answer.status_code, answer.json["code"]) == (403, "forbidden"), place


def test_what_was_done_to_a_webhook_is_in_the_trail_without_its_address(office):
    hook = make(office).json
    office.change(path(hook), {"description": "Other"})
    office("POST", path(hook, "rotate-secret"))
    office.remove(path(hook))

    lines = [each for each in office.items("/v1/audit") if each["subject_id"] == hook["id"]]

    assert [each["action"] for each in reversed(lines)] == [
        "webhook.created",
        "webhook.changed",
        "webhook.secret_rotated",
        "webhook.removed",
    ]
    assert "example.com" not in str(lines)
