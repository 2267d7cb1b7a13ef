"""A script: how a side that wants to know everything goes through every operation there is.

The operations come from the OpenAPI document. A deck of them is shuffled and played again and
again; what an answer names (ids in its body and its Location) goes into the paths and bodies of
the next calls. The other side does what partners do, in both worlds alike.
"""

import csv
import io
import random
import re
import zlib
from collections import Counter

from partnerhub.domain.disclosure import ACCOUNT_FIELDS, COMPARABLE_FIELDS
from partnerhub.domain.permissions import Role
from partnerhub.services import organizations
from tests.api import calls
from tests.factories import NOW
from tests.noninterference import hidden

DOCUMENT = calls.document()
OPERATIONS = calls.operations(DOCUMENT)
BY_ID = {each.id: each for each in OPERATIONS}
BASIS = {"kind": "consent", "note": "In the file."}
WHOLE = {"level": "overlapping_accounts", "populations": [], "contacts": "counts"}
SHARING = (
    WHOLE,
    WHOLE | {"contacts": "hidden"},
    WHOLE | {"populations": [{"population": "customer", "level": "hidden"}]},
    WHOLE | {"level": "all_accounts", "contacts": "titles"},
    WHOLE | {"contacts": "names", "contacts_basis": BASIS},
    WHOLE | {"level": "counts_only"},
)
"""What the other side shares, beside fields."""
LAST = ("end_partnership", "remove_user", "revoke_api_key")
"""What ends a script: without a key, a user or a partnership there is little to ask."""
ABSENT = "0" * 32
PARAMETER = re.compile(r"([a-z-]+)/\{(\w+)\}")
COLLECTIONS = {
    collection: name for each in OPERATIONS for collection, name in PARAMETER.findall(each.path)
}
"""Which path parameter an item of a collection gives: `overlaps` gives `overlap_id`."""
WORDS = ("canary", "albatross")
DAY = "2026-01-15"
"""When events take place and what reports count from."""


class Script:
    """One side's calls in two worlds, with what it has learned so far."""

    def __init__(self, twins, seed, sharing=WHOLE):
        self.twins, self.seed, self.sharing = twins, seed, sharing
        self.chance = random.Random(seed)
        self.domains = {who: f"{who}{zlib.crc32(str(seed).encode())}-office.com" for who in "abcd"}
        self.known = {}
        self.called, self.done = Counter(), Counter()
        self.third = None
        self.looking_around = True
        twins.begin(seed)

    # -- the story before -------------------------------------------------------------------------

    def begin(self):
        """Let the two sides meet: lists, a partnership, terms, a first overlap, an event."""
        self.twins.both(self._people)
        fields = self.chance.sample(sorted(ACCOUNT_FIELDS), self.chance.randrange(4))
        compared = self.chance.sample(sorted(COMPARABLE_FIELDS), self.chance.randrange(4))
        self.terms = {
            "fields": fields,
            "compared": compared,
            "amounts": self.chance.random() < 0.3,
        } | self.sharing
        self.upload("a", "accounts", lambda _: hidden.accounts_of_first())
        self.upload("a", "contacts", lambda _: hidden.contacts_of_first())
        self.upload("a", "opportunities", lambda _: hidden.deals_of_first())
        self.fill_second()
        self.upload(
            "c",
            "accounts",
            lambda n: hidden.strangers(n, WORDS[n], hidden.chances(self.seed, n)),
        )
        made = self.ask("propose_partnership", json={"partner_domain": self.domains["b"]})
        partnership = made.json["id"]
        self.act("b", "POST", f"/v1/partnerships/{partnership}/accept")
        self.share("b", partnership, self.terms)
        mine = self.terms | {"populations": [], "amounts": False}
        if mine["level"] == "counts_only":
            mine["level"] = "overlapping_accounts"
        self.share("a", partnership, mine)
        asked = {"partner_domain": self.domains["a"]}
        for who in ("c", "d"):
            proposed = self.act(who, "POST", "/v1/partnerships", json=asked)[0].json["id"]
            self.third = self.third or proposed
        self.act("c", "POST", "/v1/partnerships", json={"partner_domain": self.domains["b"]})
        self.partnership = partnership
        self.ask("create_webhook")
        self.decide(self.compare())
        self.meet_third()
        for frozen in (True, False):
            self.plan(frozen=frozen)
        self.be_strict(mine)
        self.approve_each_other(mine)
        self.ask_each_other()
        self.ask("create_import")
        self.twins.work()
        self.ask("undo_import", {"import_id": self.known["import_id"][-1]})
        self.look_around()

    def look_around(self):
        """Read all lists once as JSON, which names ids."""
        for operation in OPERATIONS:
            if operation.safe and "items" in operation.gives and not operation.public:
                self.ask(operation.id)
        self.looking_around = False

    def _people(self, world):
        with world.database.transaction(write=True) as session:
            for who, domain in self.domains.items():
                made = organizations.create(session, name=f"Office {who}", domain=domain)
                user = organizations.add_user(
                    session,
                    organization_id=made.id,
                    email=f"admin@{domain}",
                    name="Admin",
                    role=Role.ADMIN,
                )
                key = organizations.issue_key(session, user=user, name="t", now=NOW)
                world.keys[who] = key.secret
                if who == "a":
                    colleague = organizations.add_user(
                        session,
                        organization_id=made.id,
                        email=f"second@{domain}",
                        name="Second",
                        role=Role.ADMIN,
                    )
                    key = organizations.issue_key(session, user=colleague, name="t", now=NOW)
                    world.keys["colleague"] = key.secret

    def fill_second(self):
        """Upload the other side's lists; what it hides is another in each world."""

        def accounts(n):
            chance = hidden.chances(self.seed, n)
            return hidden.accounts_of_second(n, WORDS[n], self.terms, chance)

        self.upload("b", "accounts", accounts)
        level = self.terms["contacts"]
        self.upload("b", "contacts", lambda n: hidden.contacts_of_second(n, WORDS[n], level))
        amounts = self.terms["amounts"]
        self.upload(
            "b", "opportunities", lambda n: hidden.deals_of_second(n, WORDS[n], amounts=amounts)
        )

    def upload(self, who, kind, rows):
        """Upload a list, each world its own."""

        def step(world):
            form = _file(list(rows(world.number)), kind)
            made = world.call(who, "POST", "/v1/imports", data=form, **MULTIPART)
            assert made.status_code == 202, made.text
            world.worker.run_all()
            done = world.call(who, "GET", made.headers["Location"]).json
            assert done["state"] == "succeeded", done

        self.twins.both(step)

    def share(self, who, partnership, terms):
        path = f"/v1/partnerships/{partnership}/sharing"

        def step(world):
            tag = world.call(who, "GET", path).headers.get("ETag", '"none"')
            return world.call(who, "PUT", path, json=terms, headers={"If-Match": tag})

        self.twins.both(step)

    def act(self, who, method, path, **options):
        """Have the other side, or a third, do something in both worlds."""
        return self.twins.both(lambda world: world.call(who, method, path, **options))

    def compare(self):
        """Ask for an overlap, have it approved and the workers compare; return its id."""
        asked = self.ask("request_overlap", {"partnership_id": self.partnership})
        if asked.status_code == 202:
            self.act("b", "POST", f"/v1/overlaps/{asked.json['id']}/approve")
        self.twins.work()
        return asked.json.get("id")

    def decide(self, overlap):
        """Have a match explained, say something of it and take it back."""
        ids = {"overlap_id": overlap or ABSENT}
        self.ask("list_their_accounts", ids)
        found = self.ask("list_matches", ids)
        matches = found.json["items"] if found.status_code == 200 else []
        ids["match_id"] = matches[0]["id"] if matches else ABSENT
        mine = matches[0]["mine"]["account_id"] if matches else ABSENT
        asked = {"account_id": mine, "match_id": ids["match_id"]}
        self.ask("explain_pair", ids, query_string=asked)
        self.ask("decide_match", ids, json={"decision": "accepted"})
        self.ask("withdraw_decision", ids)

    def meet_third(self):
        """Accept a third company, and answer no and yes when it asks for a comparison."""
        self.ask("accept_partnership", {"partnership_id": self.third})
        for who in ("c", "a"):
            self.share(who, self.third, {"level": "overlapping_accounts"})
        for answer in ("reject_overlap", "approve_overlap"):
            asked = self.act("c", "POST", f"/v1/partnerships/{self.third}/overlaps")[0]
            self.ask(answer, {"overlap_id": asked.json.get("id", ABSENT)})
        self.twins.work()

    def be_strict(self, mine):
        """Be strict for one comparison, and decide on the likely pair that waits."""
        strict = {"level": "overlapping_accounts", "compared": ["city", "country"]}
        for who in "ab":
            less = {"populations": self.terms["populations"]} if who == "b" else {}
            self.share(who, self.partnership, strict | less | {"strictness": "strict"})
        ids = {"overlap_id": self.compare()}
        waiting = self.ask("list_waiting", ids).json["items"]
        self.ask("decide_waiting", ids | {"match_id": waiting[0]["id"]})
        for who, terms in (("a", mine), ("b", self.terms)):
            self.share(who, self.partnership, terms | {"strictness": "standard"})

    def plan(self, *, frozen):
        """Plan an event as far as what is shared allows it, up to its report."""
        event = self.ask("create_event", {"partnership_id": self.partnership}).json.get("id")
        ids = {"event_id": event or ABSENT}
        spent = self.ask("record_cost", ids).json.get("id")
        self.ask("remove_cost", ids | {"cost_id": spent or ABSENT})
        self.ask("build_target_list", ids, json={"baseline_on": DAY})
        self.ask("read_target_list", ids)
        targets = self.ask("list_targets", ids)
        if not frozen and targets.is_json and targets.json.get("items"):
            last = ids | {"target_id": targets.json["items"][-1]["id"]}
            self.ask("read_target", last)
            self.ask("change_target", last)
            self.put_on_and_take_off(ids)
        if frozen:
            approval = {"json": {"baseline_on": DAY}}
            self.ask("approve_target_list", ids, **approval)
            self.act("b", "POST", f"/v1/events/{ids['event_id']}/target-list/approve", **approval)
            self.ask("request_report", ids, json={})
            self.twins.work()

    def put_on_and_take_off(self, ids):
        """Put the first company on the list that the rules left out, and take it off again."""
        for company in range(hidden.COMPANIES):
            added = self.ask("add_target", ids, json={"company": company, "reason": "Known."})
            if added.status_code == 201:
                self.ask("read_target", ids | {"target_id": added.json["id"]})
                reason = {"query_string": {"reason": "Busy."}}
                self.ask("remove_target", ids | {"target_id": added.json["id"]}, **reason)
                return

    def approve_each_other(self, terms):
        """Have a colleague ask for what needs a second admin; the reader says no, then yes."""
        ids = {"partnership_id": self.partnership}
        field = min({*ACCOUNT_FIELDS} - set(terms["fields"]))
        wider = terms | {"fields": [*terms["fields"], field]}
        choice = "/v1/organization"
        self.act("colleague", "PATCH", choice, json={"second_approval": True})
        for said in ("reject", "approve"):
            self.share("colleague", self.partnership, wider)
            waits = self.ask("read_pending_sharing", ids).json["id"]
            self.ask(f"{said}_pending_sharing", ids, json={"id": waits})
        for said in ("reject", "approve"):
            self.act("colleague", "PATCH", choice, json={"second_approval": False})
            waits = self.ask("read_organization").json["pending"]["id"]
            self.ask(f"{said}_organization_change", json={"id": waits})

    def ask_each_other(self):
        """Have the partner ask for more and be told no, then yes; ask for more and think again."""
        ids = {"partnership_id": self.partnership}
        path = f"/v1/partnerships/{self.partnership}/sharing/requests"
        wish = {"terms": {"fields": sorted(ACCOUNT_FIELDS)}, "message": "For the dinner."}
        for said in ("decline", "accept"):
            self.act("b", "POST", path, json=wish)
            asked = self.ask("list_sharing_requests", ids).json["items"][0]
            self.ask("read_sharing_request", ids | {"request_id": asked["id"]})
            body = {"adds": asked["adds"]} if said == "accept" else {"reason": "Not yet."}
            self.ask(f"{said}_sharing_request", ids | {"request_id": asked["id"]}, json=body)
        made = self.ask("request_sharing", ids, json=wish).json["id"]
        self.ask("withdraw_sharing_request", ids | {"request_id": made})

    # -- what the reader does ---------------------------------------------------------------------

    def play(self, decks):
        """Play every operation so many times in some order, then what ends a script."""
        for _ in range(decks):
            deck = [each.id for each in OPERATIONS if each.id not in LAST]
            self.chance.shuffle(deck)
            for name in deck:
                self.ask(name)
                if self.chance.random() < 0.1:
                    self.partner_acts()
            self.twins.work()
        for name in LAST:
            self.ask(name)
        for name in ("read_overlap", "list_matches", "read_sharing", "read_me"):
            self.ask(name)

    def partner_acts(self):
        """Have the other side do one of the things that partners do."""
        newest = self.known.get("overlap_id", [ABSENT])[-1]
        act = self.chance.choice(["approve", "decide", "again", "refill", "third", "more", "work"])
        if act == "approve":
            for overlap in self.known.get("overlap_id", [])[-3:]:
                self.act("b", "POST", f"/v1/overlaps/{overlap}/approve")
            for event in self.known.get("event_id", [])[-2:]:
                path = f"/v1/events/{event}/target-list/approve"
                self.act("b", "POST", path, json={"baseline_on": DAY})
        elif act == "decide":
            match = self.chance.choice(self.known.get("match_id", [ABSENT]))
            said = {"decision": self.chance.choice(["accepted", "rejected"])}
            path = f"/v1/overlaps/{newest}/matches/{match}/decision"
            self.act("b", "PUT", path, json=said)
        elif act == "again":
            self.act("b", "POST", f"/v1/partnerships/{self.partnership}/overlaps")
        elif act == "refill":
            self.upload("b", "contacts", lambda n: _others(n, self.terms["contacts"]))
        elif act == "third":
            self.act("c", "POST", f"/v1/partnerships/{self.third}/overlaps")
        elif act == "more":
            wish = {"terms": {"fields": [self.chance.choice(sorted(ACCOUNT_FIELDS))]}}
            self.act(
                "b", "POST", f"/v1/partnerships/{self.partnership}/sharing/requests", json=wish
            )
        self.twins.work()

    def ask(self, name, ids=None, **given):
        """Call an operation as the reader, in both worlds, and learn from the one answer."""
        operation = BY_ID[name]
        wanted = sorted({*operation.names, *self._asked(operation)})
        ids = ids or {each: self._id(each) for each in wanted}
        options = given or self._options(operation, ids)
        path = operation.path.format(**ids)
        answer = self.twins.ask("a", operation.method.upper(), path, **options)
        self.called[name] += 1
        self.done[name] += answer.status_code < 400
        assert answer.status_code < 500, (name, answer.text)
        self._learn(operation, answer)
        return answer

    def _asked(self, operation):
        return [QUERY.get(name, name) for name in operation.asked]

    def _options(self, operation, ids):
        query = {name: ids[QUERY.get(name, name)] for name in operation.asked}
        options = {"query_string": operation.words | query, "headers": {}}
        if len(operation.formats) > 1 and not self.looking_around:
            options["headers"]["Accept"] = self.chance.choice(operation.formats)
        if not operation.safe:
            tag = self.twins.both(lambda world: self._tag(world, operation.path.format(**ids)))[0]
            options["headers"]["If-Match"] = tag
            options |= self._body(operation)
        return options

    def _tag(self, world, path):
        return world.call("a", "GET", path).headers.get("ETag", '"any"')

    def _body(self, operation):
        if operation.schema is None:
            return {}
        if operation.content != "application/json":
            form = _file(list(hidden.accounts_of_first()), "accounts")
            return {"data": form} | MULTIPART
        body = calls.example(DOCUMENT, operation.schema, some=operation.method == "patch")
        return {"json": body | BODIES.get(operation.id, lambda _: {})(self)}

    def _id(self, name):
        known = self.known.get(name)
        if not known or self.chance.random() < 0.05:
            return ABSENT
        return self.chance.choice([known[0], *known[-3:]])

    def _learn(self, operation, answer):
        """Remember the ids in an answer, by the path parameter that they stand for."""
        location = answer.headers.get("Location", "")
        parts = location.strip("/").split("/")
        if len(parts) > 1 and parts[-2] in COLLECTIONS:
            self._know(COLLECTIONS[parts[-2]], parts[-1])
        if not answer.is_json or answer.status_code >= 400:
            return
        collection = operation.path.rsplit("/", 1)[-1]
        for item in answer.json.get("items", []):
            if collection in COLLECTIONS and isinstance(item.get("id"), str):
                self._know(COLLECTIONS[collection], item["id"])

    def _know(self, name, value):
        known = self.known.setdefault(name, [])
        if value not in known:
            known.append(value)


def _others(world, level):
    """The other side's people once more, called otherwise in each world unless names show."""
    rows = list(hidden.contacts_of_second(world, WORDS[world], level))
    name = "Shared anew" if level == "names" else f"{WORDS[world]} anew"
    return [row | {"full_name": name} for row in rows]


def _file(rows, kind):
    """Rows as the form of an upload."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    mapping = "{" + ",".join(f'"{name}":"{name}"' for name in names) + "}"
    content = (text.getvalue().encode(), f"{kind}.csv")
    return {"file": content, "kind": kind, "mapping": mapping}


MULTIPART = {"content_type": "multipart/form-data"}
QUERY = {"since": "overlap_id", "other_id": "account_id"}
"""Query parameters that name something, and the path parameter that names the same."""


def _terms(script):
    chance = script.chance
    return {
        "level": chance.choice(["overlapping_accounts"] * 5 + ["counts_only", "hidden"]),
        "fields": chance.sample(sorted(ACCOUNT_FIELDS), 2),
        "compared": chance.sample(sorted(COMPARABLE_FIELDS), 3),
        "contacts": chance.choice(["counts", "counts", "hidden", "titles"]),
        "populations": chance.choice([[], [{"population": "prospect", "level": "counts_only"}]]),
    }


BODIES = {
    "propose_partnership": lambda script: {
        "partner_domain": script.chance.choice(
            [script.domains["b"], script.domains["c"], "nobody-here.com", "gone.example.org"]
        )
    },
    "set_sharing": _terms,
    "request_sharing": lambda script: {"terms": _terms(script)},
    "accept_sharing_request": lambda script: {
        "adds": [f"show:{script.chance.choice(sorted(ACCOUNT_FIELDS))}"]
    },
    "decide_match": lambda script: {"decision": script.chance.choice(["accepted", "rejected"])},
    "create_event": lambda script: {
        "name": "Dinner",
        "kind": "dinner",
        "capacity": script.chance.randrange(1, 5),
        "starts_on": DAY,
        "ends_on": DAY,
    },
    "build_target_list": lambda _: {"baseline_on": DAY},
    "approve_target_list": lambda _: {"baseline_on": DAY},
    "add_target": lambda script: {"company": script.chance.randrange(1, hidden.COMPANIES)},
    "request_report": lambda script: {"as_of": f"2026-02-{script.chance.randrange(10, 28)}"},
    "create_user": lambda script: {"email": f"u{script.chance.randrange(99)}@example.com"},
    "change_account": lambda script: {"city": script.chance.choice(["Kiel", "Bonn"])},
}
"""What a call needs beyond the least that its schema takes."""
