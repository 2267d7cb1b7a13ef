"""Second approval: one admin asks to show a partner more, another of the same company approves."""

import pytest

from partnerhub.services import organizations
from tests.factories import NOW, Make
from tests.journeys.people import Manager, agree
from tests.pasts import built_once

LITTLE = {"fields": ["city"], "compared": [], "contacts": "hidden", "amounts": False}


@pytest.fixture
@built_once
def colleague(office, first):
    """Another admin of the first company."""
    with office.database.transaction(write=True) as session:
        made = organizations.with_domain(session, first.domain)
        user = Make(session).user(made)
        key = organizations.issue_key(session, user=user, name="t", now=NOW.replace(year=2100))
        manager = Manager(office, key.secret, first.domain)
        manager.id = user.id
        return manager


@pytest.fixture
@built_once
def partnership(first, second, colleague):
    """Two companies that share a little; the first asks for two admins."""
    made = agree(first, second, **LITTLE)
    ask_for_two(first)
    return made


def ask_for_two(manager, answer=200, *, wanted=True):
    return manager.call("PATCH", "/v1/organization", answer, json={"second_approval": wanted}).json


def put(manager, partnership, **changes):
    path = f"/v1/partnerships/{partnership}/sharing"
    tag = manager.call("GET", path, 200).headers["ETag"]
    terms = {"level": "overlapping_accounts"} | LITTLE | changes
    return manager.call("PUT", path, json=terms, headers={"If-Match": tag})


def decide(manager, partnership, act, pending):
    path = f"/v1/partnerships/{partnership}/sharing/pending/{act}"
    return manager.call("POST", path, json={"id": pending})


def mine(manager, partnership):
    return manager.get(f"/v1/partnerships/{partnership}/sharing")["mine"]


def waits(manager, partnership):
    return manager.call("GET", f"/v1/partnerships/{partnership}/sharing/pending")


def code(answer):
    return answer.status_code, answer.json["code"]


def acts(manager):
    return [line["action"] for line in manager.get("/v1/audit")["items"]]


def test_what_shows_more_waits_for_a_second_admin(first, colleague, partnership):
    before = mine(first, partnership)

    asked = put(first, partnership, fields=["city", "owner"])

    assert asked.status_code == 202
    assert asked.headers["Location"] == f"/v1/partnerships/{partnership}/sharing/pending"
    assert asked.json["state"] == "pending_second_approval"
    assert asked.json["adds"] == ["show:owner"]
    assert mine(first, partnership) == before
    assert waits(colleague, partnership).json == asked.json

    approved = decide(colleague, partnership, "approve", asked.json["id"])

    assert approved.status_code == 200
    assert mine(first, partnership)["fields"] == ["city", "owner"]
    assert code(waits(first, partnership)) == (404, "not_found")
    assert acts(first)[:3] == ["sharing.changed", "approval.given", "approval.asked"]


def test_who_asked_cannot_be_the_second(first, colleague, partnership):
    asked = put(first, partnership, amounts=True).json

    assert code(decide(first, partnership, "approve", asked["id"])) == (
        403,
        "second_admin_required",
    )

    assert mine(first, partnership)["amounts"] is False


def test_nobody_approves_something_else_than_was_read(first, colleague, partnership):
    read = put(first, partnership, amounts=True).json
    put(first, partnership, fields=["city", "owner", "phone"])

    refused = decide(colleague, partnership, "approve", read["id"])

    assert code(refused) == (409, "changed_meanwhile")
    assert mine(first, partnership)["fields"] == ["city"]


def test_a_second_admin_can_say_no_and_the_first_can_think_again(first, colleague, partnership):
    for manager in (colleague, first):
        asked = put(first, partnership, amounts=True).json

        assert decide(manager, partnership, "reject", asked["id"]).status_code == 200

        assert code(waits(first, partnership)) == (404, "not_found")
        assert code(decide(colleague, partnership, "approve", asked["id"])) == (409, "conflict")
    assert mine(first, partnership)["amounts"] is False


def test_what_shows_less_holds_at_once(first, partnership):
    assert put(first, partnership, fields=[]).status_code == 200

    assert mine(first, partnership)["fields"] == []


def test_of_a_change_that_does_both_what_shows_less_holds_at_once(first, colleague, partnership):
    asked = put(first, partnership, fields=["owner"], strictness="strict")

    assert asked.status_code == 202
    held = mine(first, partnership)
    assert (held["fields"], held["strictness"]) == ([], "strict")

    decide(colleague, partnership, "approve", asked.json["id"])

    assert mine(first, partnership)["fields"] == ["owner"]


def test_a_narrowing_drops_what_it_contradicts_and_nothing_else(first, colleague, partnership):
    asked = put(first, partnership, fields=["owner", "city"]).json
    put(first, partnership, strictness="strict")
    assert code(waits(first, partnership)) == (404, "not_found")

    asked = put(first, partnership, fields=["owner"], strictness="strict").json
    put(colleague, partnership, level="counts_only", fields=[], strictness="strict")
    assert code(decide(colleague, partnership, "approve", asked["id"])) == (409, "conflict")

    asked = put(first, partnership, level="counts_only", fields=["owner"]).json
    assert put(first, partnership, level="counts_only", fields=[]).status_code == 200
    assert waits(first, partnership).json["id"] == asked["id"]


def test_the_partner_sees_nothing_of_it(first, second, colleague, partnership):
    path = f"/v1/partnerships/{partnership}/sharing"
    before = [second.call("GET", each) for each in (path, "/v1/audit", path + "/pending")]

    asked = put(first, partnership, amounts=True).json

    after = [second.call("GET", each) for each in (path, "/v1/audit", path + "/pending")]
    assert [one.data for one in before] == [one.data for one in after]
    assert before[0].headers["ETag"] == after[0].headers["ETag"]
    for act in ("approve", "reject"):
        assert code(decide(second, partnership, act, asked["id"])) == (409, "conflict")
    assert waits(first, partnership).status_code == 200


def test_who_is_gone_has_asked_for_nothing(first, colleague, partnership):
    asked = put(colleague, partnership, amounts=True).json
    first.call("DELETE", f"/v1/users/{colleague.id}", 204)

    refused = decide(first, partnership, "approve", asked["id"])

    assert code(refused) == (409, "conflict")
    assert mine(first, partnership)["amounts"] is False


def test_one_admin_alone_cannot_turn_it_off(first, colleague, partnership):
    asked = ask_for_two(first, 202, wanted=False)

    assert asked["second_approval"] is True
    approval = {"json": {"id": asked["pending"]["id"]}}
    alone = first.call("POST", "/v1/organization/pending/approve", **approval)
    assert code(alone) == (403, "second_admin_required")
    assert put(first, partnership, amounts=True).status_code == 202

    off = colleague.call("POST", "/v1/organization/pending/approve", 200, **approval).json

    assert (off["second_approval"], off["pending"]) == (False, None)
    assert put(first, partnership, amounts=True).status_code == 200
    assert code(waits(first, partnership)) == (404, "not_found")


def test_a_second_admin_can_keep_it_on(first, colleague, partnership):
    asked = ask_for_two(first, 202, wanted=False)["pending"]

    kept = colleague.post("/v1/organization/pending/reject", {"id": asked["id"]}, 200)

    assert (kept["second_approval"], kept["pending"]) == (True, None)


def test_an_organization_with_one_admin_has_nobody_to_ask(second):
    refused = second.call("PATCH", "/v1/organization", json={"second_approval": True})

    assert code(refused) == (409, "conflict")
    assert second.get("/v1/organization")["second_approval"] is False
    assert ask_for_two(second, wanted=False)["pending"] is None
