"""The scene of the bad inputs: partners with a release and an event, and who has no business here.

`refusal` sends what is bad to the real application and sees to it that nothing changed: not one
row of one table, not one file of the spool.
"""

import hashlib
import io

from partnerhub.domain.permissions import Role
from partnerhub.persistence.base import Base
from partnerhub.services import organizations
from tests.databases import almighty
from tests.factories import NOW, Make
from tests.journeys.people import Manager, Office, agree, compare

FAR = NOW.replace(year=2100)
NAMES = [
    *("Bluewater", "Northgate", "Pinewood", "Silverlake"),
    *("Oakridge", "Greystone", "Redfern", "Whitmore"),
]
DINNER = {"name": "Dinner", "kind": "dinner", "capacity": 10, "starts_on": "2026-05-07"}
LISTS = ("accounts", "contacts", "opportunities")


def accounts(numbers, *more):
    """A list of the companies both partners have, numbered by its owner."""
    rows = [
        f"{numbers}{at},{name} Systems,{name.lower()}-systems.com,{kind}"
        for at, (name, kind) in enumerate(zip(NAMES, ["Customer", "Prospect"] * 4, strict=True))
    ]
    return "\n".join(["id,name,website,type", *rows, *more]).encode()


class Scene:
    """Ann and Bob are partners, Cleo is nobody's; Dana of a fourth company only uploads."""

    def __init__(self, settings, database):
        self.settings, self.database = settings, database
        self.unwalled = almighty(database)
        """To look at everybody's rows; the application's own role would be shown none."""
        self.office = Office(settings, database)
        self.ann, self.bob, self.cleo, self.dana = (
            self.office.manager(name) for name in ("Ann", "Bob", "Cleo", "Dana")
        )
        self.imports = {
            person: self.upload(person, "accounts", accounts(number))
            for number, person in enumerate((self.ann, self.bob, self.cleo), start=1)
        }
        self.partnership = agree(self.ann, self.bob)
        self.overlap = compare(self.ann, self.bob, self.partnership)["id"]
        events = f"/v1/partnerships/{self.partnership}/events"
        self.event = self.ann.post(events, DINNER, 201)["id"]
        self.list = self.ann.post(f"/v1/events/{self.event}/target-list", status=200)
        self.paths = {
            "create_event": events,
            "create_user": "/v1/users",
            "propose": "/v1/partnerships",
            "add_target": f"/v1/events/{self.event}/target-list/targets",
            "change_target": f"/v1/events/{self.event}/target-list/targets/"
            f"{self.list['items'][0]['id']}",
            "change_event": f"/v1/events/{self.event}",
            "record_cost": f"/v1/events/{self.event}/costs",
        }

    def close(self):
        self.unwalled.close()
        self.database.close()

    # -- people ----------------------------------------------------------------------------------

    def colleague(self, person, role=Role.ADMIN, *, remove=False, revoke=False, **key):
        """Somebody else of a person's organization, or who was; with a key of a kind."""
        with self.database.transaction(write=True) as session:
            make = Make(session)
            organization = organizations.with_domain(session, person.domain)
            user = make.user(organization, role)
            issued = make.key(user, **({"now": FAR} | key))
            if revoke:
                issued.key.revoked_at = NOW
            if remove:
                user.removed_at = NOW
        return Manager(self.office, issued.secret, person.domain)

    # -- files -----------------------------------------------------------------------------------

    def send(self, person, kind, content, name="list.csv", **choices):
        """Send a file, whatever becomes of it."""
        data = {"file": (io.BytesIO(content), name), "kind": kind, **choices}
        return person.call("POST", "/v1/imports", data=data, content_type="multipart/form-data")

    def upload(self, person, kind, content, name="list.csv", **choices):
        """Send a file that is taken, and see what became of it."""
        answer = self.send(person, kind, content, name, **choices)
        assert answer.status_code == 202, answer.text
        self.office.worker.run_all()
        return person.get(answer.headers["Location"])

    def rejects(self, person, imported):
        """Everything an import refused or changed: line, code, severity."""
        found = person.every(f"/v1/imports/{imported['id']}/rejects")
        return [(each["line"], each["code"], each["severity"]) for each in found]

    # -- what there is ---------------------------------------------------------------------------

    def rows(self, *names):
        """A digest of all rows of some tables, or of all, in one question to the database."""
        query = " union all ".join(
            f"""select '{table.name} ' || {self._text(table)} from "{table.name}" t"""
            for table in Base.metadata.sorted_tables
            if not names or table.name in names
        )
        with self.unwalled.engine.connect() as connection:
            found = sorted(connection.exec_driver_sql(query).scalars())
        return hashlib.sha256("\n".join(found).encode()).hexdigest()

    def _text(self, table):
        """All of a row as one text."""
        if self.database.is_sqlite:
            return " || ',' || ".join(f'quote("{column.name}")' for column in table.columns)
        return "t::text"

    def lists(self):
        """All rows of all lists, and which version of them is shown."""
        with self.database.transaction(write=False) as session:
            shown = [(each.id, each.list_version) for each in organizations.everyone(session)]
        return self.rows(*LISTS), shown

    def spooled(self):
        """The files that are kept."""
        return sorted(path.name for path in self.settings.spool.rglob("*") if path.is_file())

    def everything(self):
        """All there is."""
        return self.rows(), self.spooled()

    # -- refusals --------------------------------------------------------------------------------

    def refusal(self, method, path, *, by=None, **options):
        """Make a call that is refused and changes nothing; give its status and code."""
        before = self.everything()
        answer = (by or self.ann).call(method, path, **options)
        assert self.everything() == before
        return told(answer)

    def refused_file(self, content, name="list.csv", kind="accounts", **choices):
        """Send a file that is refused at once, or that fails; give when, and the code."""
        before, lists = self.everything(), self.lists()
        answer = self.send(self.dana, kind, content, name, **choices)
        if answer.status_code != 202:
            assert self.everything() == before
            return told(answer)
        self.office.worker.run_all()
        seen = self.dana.get(answer.headers["Location"])
        assert (seen["state"], seen["list_version"]) == ("failed", None)
        assert len(seen["problem"]["detail"]) > 15
        assert seen["problem"]["type"] == f"/problems/{seen['problem']['code']}"
        assert self.lists() == lists
        assert self.spooled() == before[1]
        return "failed", seen["problem"]["code"]


def told(answer):
    """Check the shape of a refusal; give its status and code."""
    assert answer.content_type == "application/problem+json", answer.text
    problem = answer.json
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"/problems/{problem['code']}"
    assert problem["title"]
    assert problem["detail"].endswith((".", "!", "?", "`"))
    assert problem.keys() <= {"type", "title", "status", "code", "detail", "errors"}
    return answer.status_code, problem["code"]
