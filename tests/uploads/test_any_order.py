"""Whatever is done to a list in whatever order, it is what the last good step made of it.

    PARTNERHUB_TEST_EXAMPLES=500 uv run pytest tests/uploads

tries many more orders. A machine uploads, looks before it uploads, repeats itself, breaks off,
edits, removes and takes back, and keeps a list of its own beside the one of partnerhub. After each
step both are the same, and somebody else sees nothing of it.
"""

import csv
import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import update

from partnerhub.persistence import queue, versions
from partnerhub.persistence.migrating import upgrade
from partnerhub.persistence.models import Job
from partnerhub.settings import Settings
from tests.conftest import SECRET
from tests.databases import OpenDatabase
from tests.factories import NOW
from tests.journeys.people import Office
from tests.tries import tries

IDS = st.sampled_from(["1", "2", "3", "4", "5"])
NAMES = st.sampled_from(["Acme", "Beta", "Café", "=Gamma", "Дельта", ""])
CITIES = st.sampled_from(["", "Bonn", "Lyon"])
ROWS = st.lists(st.tuples(IDS, NAMES, CITIES), min_size=1, max_size=6)
MODES = st.sampled_from(["replace", "update"])
BROKEN = {
    b"": (422, "import_empty"),
    b"%PDF-1.7\n": (415, "import_unsupported_type"),
    b"id,name,city\n": (202, "import_empty"),
    b'id,name,city\n1,"Ac"me,Bonn\n': (202, "import_csv_syntax"),
    b"id,name,name\n1,Acme,Acme\n": (202, "import_header"),
    b"id,name,city\n1,Ac\0me,Bonn\n": (202, "import_control_character"),
    b"id,name,city\n1,Acme,Bonn,more\n2,,\n": (202, "import_too_many_rejects"),
}
MOMENTS = {
    "before a batch is staged": (versions, "stage", False),
    "after a batch is staged": (versions, "stage", True),
    "before publishing": (versions, "publish", False),
    "in the middle of publishing": (versions, "publish", True),
    "at the end of publishing": (queue, "finish", True),
    "after publishing": (versions, "refresh_statistics", False),
}
"""Where a worker is killed: a function, and whether it did its work first."""
PATIENCE = 3
"""Attempts that end a reader before its file is set aside."""


class KilledError(BaseException):
    """The end of a worker, which nothing in it can catch."""


@contextmanager
def killing(moment):
    """Kill whoever comes to a moment."""
    module, name, after = MOMENTS[moment]
    real = getattr(module, name)

    def kill(*args, **options):
        if after:
            real(*args, **options)
        raise KilledError

    with mock.patch.object(module, name, kill):
        yield


@dataclass
class Sent:
    """An upload that was promised, and what is to become of it."""

    id: str
    mode: str
    rows: list
    fails: str | None = None
    deaths: int = 0
    counts: dict = field(default_factory=dict)
    before: dict | None = None
    state: str = "queued"


def written(rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("id", "name", "city"), *rows])
    return text.getvalue().encode()


class Uploads(RuleBasedStateMachine):
    """One organization, its list as it should be, and an organization that has no part in it."""

    office: Office

    def __init__(self):
        super().__init__()
        self.own, self.stranger = (self.office.manager(name) for name in ("Own", "Other"))
        self.list, self.waiting, self.done = {}, [], []
        self.newest = None
        self.keys = {}

    # -- uploading -------------------------------------------------------------------------------

    def send(self, content, mode, **headers):
        return self.own.call(
            "POST",
            "/v1/imports",
            data={
                "file": (io.BytesIO(content), "list.csv"),
                "kind": "accounts",
                "mode": mode,
                **({} if content in BROKEN else {"max_reject_share": "1"}),
            },
            content_type="multipart/form-data",
            headers=headers,
        )

    def promised(self, answer, mode, rows, fails=None):
        if len(self.waiting) == 5:
            assert (answer.status_code, answer.json["code"]) == (429, "upload_quota")
            return
        assert answer.status_code == 202, answer.text
        self.waiting.append(Sent(answer.json["id"], mode, rows, fails))

    @rule(rows=ROWS, mode=MODES, looking=st.booleans(), waiting=st.booleans())
    def upload(self, rows, mode, looking, waiting):
        if looking and len(self.waiting) < 5:
            self.look(rows)
        self.promised(self.send(written(rows), mode), mode, rows)
        if waiting:
            self.work()

    @rule(content=st.sampled_from(list(BROKEN)), mode=MODES)
    def upload_what_is_no_list(self, content, mode):
        status, code = BROKEN[content]

        answer = self.send(content, mode)

        if status == 202:
            self.promised(answer, mode, [], code)
        elif len(self.waiting) < 5:
            assert (answer.status_code, answer.json["code"]) == (status, code)

    @precondition(lambda self: self.done and len(self.waiting) < 5)
    @rule()
    def upload_the_last_file_again(self):
        last = self.done[-1]
        content = b"id,name,city\n" if last.fails else written(last.rows)
        fails = "import_empty" if last.fails else None
        self.promised(self.send(content, last.mode), last.mode, last.rows, fails)

    @precondition(lambda self: len(self.waiting) < 5)
    @rule(rows=ROWS, mode=MODES, key=st.sampled_from(["one", "two"]))
    def upload_with_a_key(self, rows, mode, key):
        answer = self.send(written(rows), mode, **{"Idempotency-Key": key})

        if key not in self.keys:
            self.keys[key] = (rows, mode, answer.data)
            self.promised(answer, mode, rows)
        elif self.keys[key][:2] == (rows, mode):
            assert (answer.status_code, answer.data) == (202, self.keys[key][2])
        else:
            assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")

    @precondition(lambda self: self.keys and len(self.waiting) < 5)
    @rule()
    def repeat_a_request(self):
        key, (rows, mode, data) = next(iter(self.keys.items()))

        answer = self.send(written(rows), mode, **{"Idempotency-Key": key})

        assert (answer.status_code, answer.data) == (202, data)
        assert answer.headers["Idempotent-Replay"] == "true"

    def look(self, rows):
        """See in a preview what an import would keep; nothing of it is kept."""
        answer = self.own.call(
            "POST",
            "/v1/imports/preview",
            200,
            data={"file": (io.BytesIO(written(rows)), "list.csv"), "kind": "accounts"},
            content_type="multipart/form-data",
        )

        assert [(row["record_id"], row["name"]) for row in answer.json["rows"]] == [
            (row[0], row[1]) for row in accepted(rows)
        ]

    # -- what becomes of it ----------------------------------------------------------------------

    @precondition(lambda self: self.waiting)
    @rule()
    def work(self):
        self.office.worker.run_all()

        while self.waiting:
            self.settle(self.waiting.pop(0))

    @precondition(lambda self: self.waiting and self.waiting[0].deaths < PATIENCE)
    @rule(moment=st.sampled_from(list(MOMENTS)))
    def kill_the_worker(self, moment):
        first = self.waiting[0]

        with killing(moment):
            try:
                self.office.worker.run_one()
            except KilledError:
                first.deaths += 1
                published = moment == "after publishing"
            else:
                # It never came so far: it is no list, or its rows were staged already.
                published = True

        if published:
            self.settle(self.waiting.pop(0))
        self.let_the_lease_pass()

    def let_the_lease_pass(self):
        with self.office.database.transaction(write=True) as session:
            session.execute(update(Job).where(Job.state == "running").values(lease_until=NOW))

    def settle(self, sent):
        """Do to the list of our own what the import has to do."""
        if sent.deaths == PATIENCE and not self.succeeded(sent):
            sent.fails = "import_poisoned"
        self.done.append(sent)
        if sent.fails:
            sent.state = "failed"
            return
        sent.before, sent.state = dict(self.list), "succeeded"
        kept = {} if sent.mode == "replace" else dict(self.list)
        counts = dict.fromkeys(("created", "updated", "unchanged"), 0)
        good = accepted(sent.rows)
        for number, name, city in good:
            known = self.list.get(number)
            more = known[2] if known and sent.mode == "update" else None
            kept[number] = (name, city or None, more)
            counts[
                "created" if not known else "unchanged" if known == kept[number] else "updated"
            ] += 1
        sent.counts = counts | {
            "read": len(sent.rows),
            "accepted": len(good),
            "rejected": len(sent.rows) - len(good),
            "removed": len(self.list.keys() - kept.keys()),
        }
        self.list, self.newest = kept, sent

    def succeeded(self, sent):
        return self.own.get(f"/v1/imports/{sent.id}")["state"] == "succeeded"

    # -- changing and taking back ----------------------------------------------------------------

    def known(self, number):
        found = {each["record_id"]: each["id"] for each in self.own.every("/v1/accounts")}
        return f"/v1/accounts/{found[number]}"

    @precondition(lambda self: self.list)
    @rule(data=st.data(), city=st.sampled_from(["Bonn", "Rome"]), more=st.booleans())
    def change_an_account(self, data, city, more):
        number = data.draw(st.sampled_from(sorted(self.list)))
        path = self.known(number)
        tag = self.own.call("GET", path, 200).headers["ETag"]
        change = {"city": city} | ({"industry": "Retail"} if more else {})
        name, old_city, old_more = self.list[number]
        new = (name, city, "Retail" if more else old_more)

        self.own.call("PATCH", path, 200, json=change, headers={"If-Match": tag})

        if new != (name, old_city, old_more):
            self.list = self.list | {number: new}
            self.newest = None

    @precondition(lambda self: self.list)
    @rule(data=st.data())
    def remove_an_account(self, data):
        number = data.draw(st.sampled_from(sorted(self.list)))

        self.own.call("DELETE", self.known(number), 204)

        self.list = {each: row for each, row in self.list.items() if each != number}
        self.newest = None

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def take_back(self, data):
        sent = data.draw(st.sampled_from(self.done))

        answer = self.own.call("POST", f"/v1/imports/{sent.id}/undo")

        if sent.state != "succeeded":
            assert (answer.status_code, answer.json["code"]) == (409, "conflict")
        elif sent is not self.newest:
            assert (answer.status_code, answer.json["code"]) == (409, "import_superseded")
        else:
            assert (answer.status_code, answer.json["state"]) == (200, "undone")
            self.list, sent.state = sent.before, "undone"
            self.newest = None

    # -- what holds after each step --------------------------------------------------------------

    @invariant()
    def the_list_is_what_the_last_good_step_made_of_it(self):
        rows = list(self.own.every("/v1/accounts"))

        shown = {each["record_id"]: (each["name"], each["city"], each["industry"]) for each in rows}
        assert shown == self.list
        assert len(rows) == len(self.list)

    @invariant()
    def imports_say_what_they_did(self):
        shown = {each["id"]: each for each in self.own.every("/v1/imports")}

        assert shown.keys() == {sent.id for sent in (*self.done, *self.waiting)}
        for sent in self.done:
            seen = shown[sent.id]
            assert seen["state"] == sent.state
            assert (seen["problem"] or {"code": None})["code"] == sent.fails
            assert (seen["list_version"] is None) == (sent.state != "succeeded")
            if not sent.fails:
                assert seen["counts"] == sent.counts
        for sent in self.waiting:
            assert shown[sent.id]["state"] in {"queued", "running"}

    def nobody_else_sees_anything(self):
        assert self.stranger.get("/v1/accounts")["items"] == []
        assert self.stranger.get("/v1/imports")["items"] == []
        for sent in (self.done + self.waiting)[-1:]:
            assert self.stranger.call("GET", f"/v1/imports/{sent.id}").status_code == 404
            assert self.stranger.call("POST", f"/v1/imports/{sent.id}/undo").status_code == 404

    def teardown(self):
        """What is exported is the list, and it can be imported again without changing anything."""
        self.nobody_else_sees_anything()
        self.office.worker.run_all()
        while self.waiting:
            self.settle(self.waiting.pop(0))
        self.the_list_is_what_the_last_good_step_made_of_it()
        if not self.list:
            return
        export = self.own.call("GET", "/v1/accounts", 200, headers={"Accept": "text/csv"}).data

        again = self.send(export, "replace")
        self.office.worker.run_all()

        counts = self.own.get(again.headers["Location"])["counts"]
        assert counts["unchanged"] == counts["read"] == len(self.list)


def accepted(rows):
    """The rows that are kept: those with a name, of each id the first."""
    first = {}
    for number, name, city in rows:
        if name:
            first.setdefault(number, (number, name, city))
    return list(first.values())


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    settings = Settings(
        data_folder=tmp_path_factory.mktemp("uploads"),
        secret_key=SECRET,
        calls_per_minute=1_000_000,
    ).prepared()
    database = OpenDatabase(settings.effective_database_url, settings.keyring())
    upgrade(database)
    yield Office(settings, database)
    database.close()


def test_a_list_is_what_the_last_good_step_made_of_it(office):
    machine = type("UploadsHere", (Uploads,), {"office": office})

    run_state_machine_as_test(machine, settings=tries(8, stateful_step_count=12))
