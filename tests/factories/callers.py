"""Callers: people of organizations who use the API with a key, on a database that is kept."""

from partnerhub.domain.permissions import Role
from partnerhub.persistence.models import User
from tests.factories import NOW, Make
from tests.factories.overlaps import publish


class Caller:
    """Somebody with a key."""

    def __init__(self, app, key):
        self.client = app.test_client()
        self.key = key

    def __call__(self, method, path, json=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Authorization"] = f"Bearer {self.key}"
        with self.client.open(path, method=method, json=json, headers=headers) as response:
            response.get_data()
            return response

    def get(self, path, **headers):
        return self("GET", path, **headers)

    def post(self, path, json=None, **headers):
        return self("POST", path, {} if json is None else json, **headers)


class Partners:
    """Two organizations in a partnership with a published overlap, and a stranger."""

    def __init__(self, app, database, companies):
        with database.transaction(write=True) as session:
            make = Make(session)
            self.agreed = make.partnership()
            self.overlap = publish(session, self.agreed, companies)
            people = {
                "first": self.agreed.first,
                "second": self.agreed.second,
                "stranger": make.actor(),
                "viewer": make.actor(_of(self.agreed.first), role=Role.VIEWER),
            }
            keys = {name: _key(make, session, actor) for name, actor in people.items()}
        self.first, self.second, self.stranger, self.viewer = (
            Caller(app, keys[name]) for name in ("first", "second", "stranger", "viewer")
        )
        self.events = f"/v1/partnerships/{self.agreed.id}/events"


def _of(actor):
    return type("Organization", (), {"id": actor.organization_id, "domain": "acme.com"})


def _key(make, session, actor):
    user = session.get_one(User, (actor.organization_id, actor.user_id))
    return make.key(user, now=NOW).secret
