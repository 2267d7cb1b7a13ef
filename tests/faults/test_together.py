"""Two who do the same thing at the same moment: one of them was first, and nobody gets a 500."""

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from partnerhub.domain.errors import LoginUnknownError
from partnerhub.domain.logins import Login
from partnerhub.persistence import NOTHING
from partnerhub.services import logins
from tests.factories import NOW, Make
from tests.journeys.people import Manager, agree, compare

ACCOUNTS = "Account ID,Account Name,Website\n1,Bluewater Logistics,bluewater-logistics.de\n"
DINNER = {"name": "Dinner", "kind": "dinner", "capacity": 2}
DINNER |= {"starts_on": "2026-03-01", "ends_on": "2026-03-01"}
TOGETHER = 4


@pytest.fixture
def pair(office, tmp_path):
    first, second = office.manager("First"), office.manager("Second")
    path = tmp_path / "accounts.csv"
    path.write_text(ACCOUNTS)
    for manager in (first, second):
        manager.upload("accounts", path)
    return first, second


def together(office, *calls):
    """Make calls at one moment, each from a client of its own; return their answers."""
    barrier = Barrier(len(calls))

    def make(call):
        client = office.http.application.test_client()
        barrier.wait()
        return call(client)

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(make, calls))


def calling(manager: Manager, method, path, **options):
    headers = manager.headers | options.pop("headers", {})
    return lambda client: client.open(path, method=method, headers=headers, **options)


def statuses(answers):
    return sorted(answer.status_code for answer in answers)


def test_one_comparison_is_asked_for_however_many_ask(office, pair):
    first, second = pair
    path = f"/v1/partnerships/{agree(first, second)}/overlaps"

    answers = together(
        office, *(calling(manager, "POST", path, json={}) for manager in pair * (TOGETHER // 2))
    )

    assert statuses(answers) == [202] + [409] * (TOGETHER - 1)


def test_one_answer_to_a_proposal_counts(office, pair):
    first, second = pair
    made = first.post("/v1/partnerships", {"partner_domain": second.domain}, 201)
    path = f"/v1/partnerships/{made['id']}"

    answers = together(
        office,
        *(
            calling(second, "POST", f"{path}/{act}", json={})
            for act in ("accept", "decline", "accept", "decline")
        ),
    )

    assert statuses(answers) == [200, 409, 409, 409]
    state = first.get(path)["state"]
    assert state == next(answer.json["state"] for answer in answers if answer.status_code == 200)


def test_a_comparison_begins_once_when_both_say_yes_at_once(office, pair, tmp_path):
    first, second = pair
    partnership = agree(first, second)
    compare(first, second, partnership)
    path = tmp_path / "accounts.csv"
    path.write_text(ACCOUNTS + "".join(f"{n},Company {n},company-{n}.com\n" for n in range(2, 9)))
    for manager in pair:  # Both lists jumped, so both have to look at the other's.
        manager.upload("accounts", path)
    asked = first.post(f"/v1/partnerships/{partnership}/overlaps", status=202)

    answers = together(
        office,
        *(
            calling(manager, "POST", f"/v1/overlaps/{asked['id']}/approve", json={})
            for manager in pair
        ),
    )

    assert statuses(answers) == [202, 202]
    assert office.worker.run_all() == 1
    assert first.get(f"/v1/overlaps/{asked['id']}")["state"] == "succeeded"


def test_one_proposal_stands_when_both_propose_at_once(office, pair):
    first, second = pair

    answers = together(
        office,
        *(
            calling(one, "POST", "/v1/partnerships", json={"partner_domain": other.domain})
            for one, other in ((first, second), (second, first))
        ),
    )

    assert statuses(answers) == [201, 409]


def test_one_change_of_a_user_counts(office):
    manager = office.manager("First")
    path = f"/v1/users/{manager.get('/v1/me')['user']['id']}"
    tag = manager.call("GET", path, 200).headers["ETag"]

    answers = together(
        office,
        *(
            calling(manager, "PATCH", path, json={"name": f"N {n}"}, headers={"If-Match": tag})
            for n in range(TOGETHER)
        ),
    )

    assert statuses(answers) == [200] + [412] * (TOGETHER - 1)


def test_one_change_of_a_revision_counts(office, pair):
    first, second = pair
    made = first.post(f"/v1/partnerships/{agree(first, second)}/events", DINNER, 201)
    path = f"/v1/events/{made['id']}"
    tag = first.call("GET", path, 200).headers["ETag"]

    answers = together(
        office,
        *(
            calling(first, "PATCH", path, json={"capacity": n + 3}, headers={"If-Match": tag})
            for n in range(TOGETHER)
        ),
    )

    assert statuses(answers) == [200] + [412] * (TOGETHER - 1)


def test_one_user_gets_an_address(office):
    manager = office.manager("First")
    person = {"email": "new@example.org", "name": "New", "role": "viewer"}

    answers = together(
        office, *(calling(manager, "POST", "/v1/users", json=person) for _ in range(TOGETHER))
    )

    assert statuses(answers) == [201] + [409] * (TOGETHER - 1)


def test_an_organization_keeps_an_admin_when_both_remove_each_other(office):
    ann = office.manager("First")
    made = ann.post("/v1/users", {"email": "b@x.org", "name": "Bo", "role": "admin"}, 201)
    own = ann.get("/v1/me")["user"]["id"]

    answers = together(
        office,
        *(calling(ann, "DELETE", f"/v1/users/{user}") for user in (made["id"], own)),
    )

    assert 204 in statuses(answers)
    assert statuses(answers)[1] in {401, 409}


def test_a_request_sent_twice_at_once_has_one_effect(office, pair):
    first, second = pair
    path = f"/v1/partnerships/{agree(first, second)}/events"
    key = {"Idempotency-Key": "the-same"}

    answers = together(
        office,
        *(calling(first, "POST", path, json=DINNER, headers=key) for _ in range(TOGETHER)),
    )

    assert set(statuses(answers)) <= {201, 409}
    assert 201 in statuses(answers)
    assert len(list(first.every(path))) == 1


def test_a_preview_waits_for_nobody_who_writes(office, own_database):
    manager = office.manager("First")
    file = {"file": (io.BytesIO(ACCOUNTS.encode()), "accounts.csv")}

    with own_database.transaction(write=True) as session:
        session.execute(text("select 1"))  # The write lock is taken, and kept for the while.
        shown = manager.call(
            "POST", "/v1/imports/preview", 200, data=file, content_type="multipart/form-data"
        )

    assert shown.json["ready"] is True


def test_one_first_login_of_a_user_counts(office):
    """At the provider the address went from one account to another, and both come in."""
    with office.database.transaction(write=True) as session:
        make = Make(session)
        user = make.user(make.organization("Acme"))

    def signing_in(subject):
        def sign_in(_client):
            login = Login("https://id.example", subject, user.email, verified=True)
            try:
                with office.database.transaction(write=True, reach=NOTHING) as session:
                    logins.sign_in(session, login=login, organization="", hours=12, now=NOW)
            except LoginUnknownError:
                return None
            return subject

        return sign_in

    came_in = together(office, *(signing_in(f"subject {n}") for n in range(TOGETHER)))

    (first,) = [subject for subject in came_in if subject]
    assert together(office, signing_in(first), signing_in("another")) == [first, None]
