"""Factories: say what a test is about, and leave the rest to them."""

from datetime import UTC, datetime
from itertools import count

from partnerhub.domain.disclosure import Terms
from partnerhub.domain.permissions import ALL_SCOPES, Actor, Role
from partnerhub.services import organizations, partnerships, sharing

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_numbers = count(1)


class Make:
    """Makes organizations, people and partnerships in one session."""

    def __init__(self, session):
        self.session = session

    def organization(self, name="Northwind", **values):
        number = next(_numbers)
        values = {"domain": f"{name.lower()}{number}.com"} | values
        return organizations.create(self.session, name=name, **values)

    def user(self, organization=None, role=Role.ADMIN):
        organization = organization or self.organization()
        number = next(_numbers)
        return organizations.add_user(
            self.session,
            organization_id=organization.id,
            email=f"person{number}@{organization.domain}",
            name=f"Person {number}",
            role=role,
        )

    def actor(self, organization=None, role=Role.ADMIN, scopes=ALL_SCOPES):
        user = self.user(organization, role)
        return Actor(user.organization_id, user.id, role, scopes)

    def key(self, user, **values):
        values = {"name": "test", "now": NOW} | values
        return organizations.issue_key(self.session, user=user, **values)

    def partnership(self, level="overlapping_accounts"):
        """Two organizations whose admins agreed and share at a level: (id, first, second)."""
        first, second = (
            self.actor(self.organization("Acme")),
            self.actor(self.organization("Globex")),
        )
        domain = organizations.me(self.session, second)[0].domain
        proposed = partnerships.propose(self.session, first, partner_domain=domain, now=NOW)
        partnerships.accept(self.session, second, partnership_id=proposed.id, now=NOW)
        for actor in (first, second):
            sharing.change(
                self.session,
                actor,
                partnership_id=proposed.id,
                revision=1,
                terms=Terms(level),
                now=NOW,
            )
        return Agreed(proposed.id, first, second)


class Agreed:
    """A partnership in force, and an admin of each side."""

    def __init__(self, partnership_id, first, second):
        self.id, self.first, self.second = partnership_id, first, second
