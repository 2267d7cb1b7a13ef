"""An organization at its desk: somebody with a key, calling the API, and lists to call it about."""

from partnerhub.domain.permissions import Role
from partnerhub.persistence.models import Organization
from tests.factories import NOW, Make
from tests.factories.lists import upload


class Office:
    """A new organization in a database, and its admin's calls to an application on it."""

    def __init__(self, app, database):
        self.client, self.database = app.test_client(), database
        with database.transaction(write=True) as session:
            make = Make(session)
            organization = make.organization()
            self.organization_id = organization.id
            self.keys = {
                role: make.key(make.user(organization, role), now=NOW).secret for role in Role
            }

    def upload(self, kind, *records, **options):
        with self.database.transaction(write=True) as session:
            return upload(session, self.organization_id, kind, *records, **options)

    def list_version(self):
        with self.database.transaction(write=False) as session:
            return session.get_one(Organization, self.organization_id).list_version

    def __call__(self, method, path, *, role=Role.ADMIN, headers=None, **options):
        headers = {"Authorization": f"Bearer {self.keys[role]}", **(headers or {})}
        with self.client.open(path, method=method, headers=headers, **options) as response:
            response.get_data()
            return response

    def get(self, path, **options):
        return self("GET", path, **options)

    def items(self, path, **options):
        response = self.get(path, **options)
        assert response.status_code == 200, response.text
        return response.json["items"]

    def change(self, path, body, *, tag=None, **options):
        """Change something as it was read just now, or as a tag says."""
        headers = {"If-Match": tag or self.get(path).headers["ETag"]}
        return self("PATCH", path, json=body, headers=headers, **options)

    def remove(self, path, **options):
        return self("DELETE", path, **options)
