"""Partner managers of the tests: they act through the API and wait for a worker in this process."""

from partnerhub.app import create_app
from partnerhub.domain.permissions import Role
from partnerhub.jobs.worker import Worker
from partnerhub.services import organizations
from tests.factories import NOW, Make


class Office:
    """An application, a worker, and whoever comes in."""

    def __init__(self, settings, database):
        self.settings, self.database = settings, database
        self.http = create_app(settings, database).test_client()
        self.worker = Worker(database, settings)

    def manager(self, name, role=Role.ADMIN):
        """Somebody of a new organization, with a key."""
        with self.database.transaction(write=True) as session:
            make = Make(session)
            organization = make.organization(name)
            key = organizations.issue_key(
                session, user=make.user(organization, role), name="t", now=NOW.replace(year=2100)
            )
            return Manager(self, key.secret, organization.domain)


class Manager:
    """One person at the API."""

    def __init__(self, office, key, domain):
        self.office, self.domain = office, domain
        self.headers = {"Authorization": f"Bearer {key}"}

    def call(self, method, path, status=None, **options):
        headers = self.headers | options.pop("headers", {})
        answer = self.office.http.open(path, method=method, headers=headers, **options)
        if status is not None:
            assert answer.status_code == status, answer.get_data(as_text=True)
        return answer

    def get(self, path, status=200):
        return self.call("GET", path, status).json

    def post(self, path, body=None, status=None):
        return self.call("POST", path, status, json={} if body is None else body).json

    def upload(self, kind, path, **choices):
        with path.open("rb") as file:
            made = self.call(
                "POST",
                "/v1/imports",
                202,
                data={"file": (file, path.name), "kind": kind, **choices},
                content_type="multipart/form-data",
            )
        self.office.worker.run_all()
        return self.get(made.headers["Location"])

    def every(self, path):
        """All items of a list, page after page."""
        query, cursor = "&" if "?" in path else "?", ""
        while True:
            page = self.get(f"{path}{query}limit=500{cursor}")
            yield from page["items"]
            if not page["has_more"]:
                return
            cursor = f"&cursor={page['next_cursor']}"

    def share(self, partnership_id, **policy):
        path = f"/v1/partnerships/{partnership_id}/sharing"
        tag = self.call("GET", path, 200).headers["ETag"]
        policy = {"level": "overlapping_accounts"} | policy
        return self.call("PUT", path, 200, json=policy, headers={"If-Match": tag}).json


def agree(first, second, **policy):
    """Two managers form a partnership and share; returns its id."""
    made = first.post("/v1/partnerships", {"partner_domain": second.domain}, 201)
    second.post(f"/v1/partnerships/{made['id']}/accept", status=200)
    for manager in (first, second):
        manager.share(made["id"], **policy)
    return made["id"]


def compare(first, second, partnership_id):
    """The first asks for an overlap, the second says yes if it has to; returns the overlap."""
    asked = first.post(f"/v1/partnerships/{partnership_id}/overlaps", status=202)
    if asked["state"] == "awaiting_approval":
        second.post(f"/v1/overlaps/{asked['id']}/approve", status=202)
    first.office.worker.run_all()
    return first.get(f"/v1/overlaps/{asked['id']}")
