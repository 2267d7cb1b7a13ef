"""One side asks the other to share more, and the other says yes or no."""

import pytest

from partnerhub.api.schemas.sharing_requests import NewSharingRequestSchema
from partnerhub.domain.disclosure import REQUESTS, Terms, grants
from partnerhub.persistence.migrating import upgrade
from partnerhub.services import organizations
from partnerhub.settings import Settings
from tests.conftest import SECRET
from tests.databases import OpenDatabase
from tests.factories import NOW, Make
from tests.factories.overlaps import share
from tests.journeys.people import Manager, Office

LITTLE = {"fields": ["city"], "compared": [], "contacts": "hidden", "amounts": False}
OWNER = {"terms": {"fields": ["owner"]}}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One installation for all, as each test has companies of its own.

    What is tried here is decided above the database, so one kind is enough.
    """
    folder = tmp_path_factory.mktemp("asking")
    settings = Settings(data_folder=folder, secret_key=SECRET).prepared()
    database = OpenDatabase(settings.effective_database_url, settings.keyring())
    upgrade(database)
    yield Office(settings, database)
    database.close()


@pytest.fixture
def agreed(office):
    """Two companies that share a little."""
    with office.database.transaction(write=True) as session:
        agreed = Make(session).partnership()
        for actor in (agreed.first, agreed.second):
            share(session, actor, agreed.id, **LITTLE)
    return agreed


@pytest.fixture
def first(office, agreed):
    return manager(office, agreed.first)


@pytest.fixture
def second(office, agreed):
    return manager(office, agreed.second)


@pytest.fixture
def partnership(agreed):
    return agreed.id


def manager(office, actor, *, colleague=False):
    """An actor at the API, or another admin of the same company."""
    with office.database.transaction(write=True) as session:
        organization, user = organizations.me(session, actor)
        if colleague:
            user = Make(session).user(organization)
        key = organizations.issue_key(session, user=user, name="t", now=NOW.replace(year=2100))
        return Manager(office, key.secret, organization.domain)


@pytest.fixture
def path(partnership):
    return f"/v1/partnerships/{partnership}/sharing/requests"


def code(answer):
    return answer.status_code, answer.json["code"]


def shares(manager, path):
    return manager.get(path.removesuffix("/requests"))["mine"]


def answer(manager, path, request, act, **body):
    return manager.call("POST", f"{path}/{request['id']}/{act}", json=body)


def accept(manager, path, request):
    read = manager.get(f"{path}/{request['id']}")
    return answer(manager, path, request, "accept", adds=read["adds"])


def acts(manager):
    return [line["action"] for line in manager.get("/v1/audit")["items"]]


def test_what_is_asked_for_is_shared_once_it_is_accepted(first, second, path):
    before = shares(second, path)
    made = first.call("POST", path, 201, json=OWNER | {"message": "For the dinner in May."})
    asked = made.json

    assert made.headers["Location"] == f"{path}/{asked['id']}"
    assert (asked["asked_by"], asked["state"], asked["adds"]) == ("mine", "open", ["show:owner"])
    assert shares(second, path) == before

    (seen,) = second.get(f"{path}?state=open")["items"]
    assert seen == asked | {"asked_by": "theirs"}
    accepted = accept(second, path, seen)

    assert (accepted.status_code, accepted.json["state"]) == (200, "accepted")
    assert (accepted.json["adds"], accepted.json["answered_at"] is None) == ([], False)
    assert shares(second, path) == before | {"fields": ["city", "owner"]}
    assert first.get(f"{path}/{asked['id']}")["state"] == "accepted"
    assert second.get(f"{path}?state=open")["items"] == []


def test_both_trails_tell_of_a_request_and_of_its_answer(first, second, path):
    asked = first.post(path, OWNER, 201)
    accept(second, path, asked)
    asked = first.post(path, {"terms": {"amounts": True}}, 201)
    answer(second, path, asked, "decline", reason="Not before the contract.")
    first.post(path, {"terms": {"amounts": True}}, 201)

    told = ["sharing.requested", "sharing.request_answered"]
    assert acts(first)[:6] == acts(second)[:6]
    assert acts(second)[:6] == [told[0], *reversed(told), told[1], "sharing.changed", told[0]]
    line = second.get("/v1/audit?limit=2")["items"][1]
    assert line["details"] == {"state": "declined"}
    assert "contract" not in second.call("GET", "/v1/audit").text


def test_a_refusal_says_why_and_changes_nothing(first, second, path):
    before = shares(second, path)
    asked = first.post(path, OWNER, 201)

    declined = answer(second, path, asked, "decline", reason="Owners change too often.")

    assert (declined.status_code, declined.json["state"]) == (200, "declined")
    assert first.get(f"{path}/{asked['id']}")["reason"] == "Owners change too often."
    assert shares(second, path) == before


def test_who_asks_is_told_what_it_would_have_to_share_itself(first, second, path, partnership):
    wanted = {"level": "overlapping_accounts", "fields": ["owner"], "compared": ["phone"]}
    wanted |= {"contacts": "counts", "amounts": True}

    asked = first.post(path, {"terms": wanted}, 201)

    needed = ["compare:phone", "contacts:counts"]
    assert asked["adds"] == ["amounts", *needed, "show:owner"]
    assert asked["asker_lacks"] == needed

    first.share(partnership, **LITTLE | {"compared": ["phone"], "contacts": "counts"})
    accept(second, path, asked)

    assert second.get(f"{path}/{asked['id']}")["asker_lacks"] == []
    assert first.get(f"/v1/partnerships/{partnership}/sharing")["compared"] == ["city", "phone"]


def test_what_is_left_out_is_not_asked_for(first, path):
    assert not grants(Terms(**NewSharingRequestSchema().load({"terms": {}})["terms"]))

    asked = first.post(path, {"terms": {"compared": ["phone"]}}, 201)

    assert asked["adds"] == ["compare:phone"]


def test_a_preset_can_be_asked_for_by_its_name(first, second, path):
    (preset,) = [
        each for each in first.get("/v1/sharing-presets")["items"] if each["name"] == "joint_event"
    ]

    asked = first.post(path, {"preset": "joint_event"}, 201)
    accept(second, path, asked)

    held = shares(second, path)
    assert {*preset["terms"]["fields"]} | {"city"} == {*held["fields"]}
    assert {*preset["terms"]["compared"]} == {*held["compared"]}
    assert (held["amounts"], held["contacts"]) == (True, "counts")


@pytest.mark.parametrize("terms", [{}, {"fields": ["city"]}, {"compared": ["city"]}], ids=str)
def test_what_is_shared_already_cannot_be_asked_for(first, path, terms):
    assert code(first.call("POST", path, json={"terms": terms})) == (409, "already_shared")
    assert first.get(path)["items"] == []


def test_asking_does_not_make_a_strict_partner_less_careful(first, second, path, partnership):
    second.share(partnership, **LITTLE, strictness="strict")

    accept(second, path, first.post(path, OWNER, 201))

    assert shares(second, path)["strictness"] == "strict"
    asked = first.post(path, {"terms": {"strictness": "standard"}}, 201)
    assert asked["adds"] == ["strictness:standard"]


def test_names_are_asked_for_and_shown_only_on_a_basis_that_their_owner_records(
    first, second, path, partnership
):
    basis = {"kind": "consent", "note": "In the file."}
    wish = {"terms": {"contacts": "names"}}
    own = first.call("POST", path, json={"terms": wish["terms"] | {"contacts_basis": basis}})
    asked = first.post(path, wish, 201)

    assert code(own) == (422, "validation")
    assert code(accept(second, path, asked)) == (409, "conflict")
    assert shares(second, path)["contacts"] == "hidden"

    second.share(partnership, **LITTLE | {"contacts": "names", "contacts_basis": basis})

    assert first.get(f"{path}/{asked['id']}")["state"] == "accepted"


def test_accepting_shows_no_more_of_a_population_than_was_asked_for(
    first, second, path, partnership
):
    less = [{"population": "customer", "level": "overlapping_accounts", "fields": []}]
    second.share(partnership, **LITTLE | {"populations": less})
    asked = first.post(
        path,
        {
            "terms": {
                "fields": ["owner"],
                "populations": [{"population": "customer", "level": "hidden", "fields": []}],
            }
        },
        201,
    )

    accept(second, path, asked)

    assert "show:owner of customer" not in asked["adds"]
    held = shares(second, path)
    assert (held["fields"], held["populations"]) == (["city", "owner"], less)


def test_what_of_one_population_is_missing_is_named(first, second, path, partnership):
    less = [{"population": "customer", "level": "hidden"}]
    second.share(partnership, **LITTLE | {"populations": less})

    asked = first.post(path, {"terms": {"level": "counts_only", "fields": ["city"]}}, 201)

    assert asked["adds"] == ["level:counts_only of customer"]
    accept(second, path, asked)
    (kept,) = shares(second, path)["populations"]
    assert (kept["population"], kept["level"]) == ("customer", "counts_only")


def test_who_asks_again_replaces_what_was_asked(first, second, path):
    old = first.post(path, OWNER, 201)
    new = first.post(path, {"terms": {"fields": ["industry"]}}, 201)
    other = second.post(path, OWNER, 201)

    assert code(answer(second, path, old, "accept", adds=old["adds"])) == (409, "conflict")
    assert code(answer(second, path, old, "decline")) == (409, "conflict")
    assert shares(second, path)["fields"] == ["city"]
    states = {each["id"]: each["state"] for each in first.get(path)["items"]}
    assert states == {other["id"]: "open", new["id"]: "open", old["id"]: "replaced"}


def test_who_asked_can_think_again_and_cannot_answer(first, second, path):
    asked = first.post(path, OWNER, 201)

    assert code(accept(first, path, asked)) == (409, "conflict")
    assert code(answer(first, path, asked, "decline")) == (409, "conflict")
    assert code(answer(second, path, asked, "withdraw")) == (409, "conflict")

    withdrawn = answer(first, path, asked, "withdraw")

    assert (withdrawn.status_code, withdrawn.json["state"]) == (200, "withdrawn")
    assert code(accept(second, path, asked)) == (409, "conflict")
    assert shares(second, path)["fields"] == ["city"]


def test_nobody_accepts_something_else_than_was_read(first, second, path, partnership):
    asked = first.post(path, {"terms": {"fields": ["city", "owner"]}}, 201)
    read = second.get(f"{path}/{asked['id']}")["adds"]
    second.share(partnership, **LITTLE | {"fields": []})

    refused = answer(second, path, asked, "accept", adds=read)

    assert code(refused) == (409, "changed_meanwhile")
    assert shares(second, path)["fields"] == []
    assert accept(second, path, asked).status_code == 200
    assert shares(second, path)["fields"] == ["city", "owner"]


def test_what_is_granted_without_accepting_is_accepted_all_the_same(
    first, second, path, partnership
):
    asked = first.post(path, {"terms": {"fields": ["industry", "owner"]}}, 201)

    second.share(partnership, **LITTLE | {"fields": ["city", "owner"]})
    part = first.get(f"{path}/{asked['id']}")
    second.share(partnership, **LITTLE | {"fields": ["industry", "owner"]})

    assert (part["state"], part["adds"]) == ("open", ["show:industry"])
    assert first.get(f"{path}/{asked['id']}")["state"] == "accepted"
    assert acts(first)[:2] == ["sharing.request_answered", "sharing.changed"]


def test_where_two_admins_are_asked_for_a_request_waits_for_the_second(
    office, agreed, first, second, path
):
    colleague = manager(office, agreed.second, colleague=True)
    second.call("PATCH", "/v1/organization", 200, json={"second_approval": True})
    asked = first.post(path, OWNER, 201)
    before = [first.call("GET", each).data for each in (path, "/v1/audit")]

    waits = accept(second, path, asked)

    assert (waits.status_code, waits.json["adds"]) == (202, ["show:owner"])
    pending = waits.headers["Location"]
    assert second.get(pending)["id"] == waits.json["id"]
    assert [first.call("GET", each).data for each in (path, "/v1/audit")] == before

    colleague.post(f"{pending}/approve", {"id": waits.json["id"]}, 200)

    assert first.get(f"{path}/{asked['id']}")["state"] == "accepted"
    assert shares(second, path)["fields"] == ["city", "owner"]


def test_nobody_is_asked_all_day_long(first, second, path):
    for _ in range(REQUESTS):
        first.post(path, OWNER, 201)

    refused = first.call("POST", path, json=OWNER)

    assert code(refused) == (429, "too_many_sharing_requests")
    assert int(refused.headers["Retry-After"]) > 29 * 24 * 3600
    second.post(path, OWNER, 201)
    assert first.get(f"{path}?state=replaced&limit=1")["has_more"]


def test_a_request_ends_with_the_partnership(first, second, path, partnership):
    asked = first.post(path, OWNER, 201)
    second.post(f"/v1/partnerships/{partnership}/end", status=200)

    for manager in (first, second):
        assert code(manager.call("GET", path)) == (410, "sharing_ended")
        assert code(manager.call("POST", path, json=OWNER)) == (410, "sharing_ended")
        for act in ("accept", "decline", "withdraw"):
            body = {"adds": asked["adds"]} if act == "accept" else {}
            assert code(answer(manager, path, asked, act, **body)) == (410, "sharing_ended")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/preset"),
        (OWNER | {"preset": "joint_event"}, "/preset"),
        ({"preset": "everything"}, "/preset"),
        ({"terms": {"fields": ["salary"]}}, "/terms/fields/0"),
        ({"terms": {"level": "all"}}, "/terms/level"),
        (OWNER | {"message": "x" * 2_001}, "/message"),
        (OWNER | {"message": " "}, "/message"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused_with_its_place(first, path, body, pointer):
    refused = first.call("POST", path, json=body)

    assert code(refused) == (422, "validation")
    assert [error["pointer"] for error in refused.json["errors"]] == [pointer]


def test_a_message_holds_no_control_characters(first, second, path):
    for text in ("a\u0000b", "\u001b[2J"):
        refused = first.call("POST", path, json=OWNER | {"message": text})
        assert code(refused) == (422, "control_character"), text
    asked = first.post(path, OWNER, 201)

    refused = answer(second, path, asked, "decline", reason="a\u0007b")

    assert code(refused) == (422, "control_character")
