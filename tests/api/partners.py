"""Two partners and a stranger, with people, keys and lists; the rest is written by `world`.

All ids, secrets and moments are made from names, so that a world can be built twice, byte for
byte; `hidden` is a word in everything of the second partner's that the first may not see.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

from partnerhub.domain.keys import Token
from partnerhub.domain.lists import ListKind, OpportunityStatus
from partnerhub.domain.permissions import Actor, Role
from partnerhub.persistence import keys_of, reach_also
from partnerhub.persistence.models import ApiKey, Organization, User
from tests.api.world import GRANTED, IDS, QUERY_IDS
from tests.factories import NOW
from tests.factories.lists import upload


@dataclass
class Member:
    """A person with a key."""

    actor: Actor
    key: str


@dataclass
class Bond:
    """A partnership with everything below it: ids by path parameter."""

    world: "World"
    name: str
    state: str
    first: str
    second: str
    ids: dict = field(default_factory=dict)

    def id(self, *parts):
        return self.world.id(self.name, *parts)

    def add(self, model, **values):
        return self.world.add(model, partnership_id=self.ids["partnership_id"], **values)


class World:
    """A and B with lists and partnerships, one of them ended; C, whom nobody knows."""

    def __init__(self, session, name, *, hidden="canary"):
        self.session, self.name, self.hidden = session, name, hidden
        self.people = {}
        for letter in "abc":
            self._organization(letter)
        self.a, self.b, self.c = (self.people[letter, Role.ADMIN] for letter in "abc")
        self.viewer = self.people["a", Role.VIEWER]
        stock_first(self)
        stock_second(self)
        self.living = self._bond("living", "active")
        self.ended = self._bond("ended", "ended")
        session.flush()

    def id(self, *parts):
        text = "\0".join([self.name, *map(str, parts)])
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    def add(self, model, **values):
        row = model(**values)
        self.session.add(row)
        self.session.flush()
        return row

    def absent(self):
        """Ids that look like those there are and name nothing."""
        ids = {name: self.id("absent", name) for name in IDS}
        return ids | {query: ids[name] for query, name in QUERY_IDS.items()}

    def secrets(self):
        """What a stranger must never read: every id and the names of both lists."""
        return {*self.living.ids.values(), *self.ended.ids.values(), "Sharedname", self.hidden}

    def _organization(self, letter):
        organization_id = self.id("organization", letter)
        domain = f"{letter}-{self.id('domain')[:8]}.com"
        self.add(
            Organization,
            id=organization_id,
            name=f"Side {letter}",
            domain=domain,
            created_at=NOW,
        )
        reach_also(self.session, organization_id)
        for role in (Role.ADMIN, Role.VIEWER):
            self.people[letter, role] = self._member(letter, organization_id, domain, role)

    def _member(self, letter, organization_id, domain, role):
        user_id, key_id = self.id("user", letter, role), self.id("key", letter, role)
        self.add(
            User,
            organization_id=organization_id,
            id=user_id,
            email=f"{role}@{domain}",
            name=f"{role} of {letter}",
            role=role,
            created_at=NOW,
        )
        token = Token(organization_id, key_id, self.id("secret", key_id).encode())
        actor = Actor(organization_id, user_id, role, key_id=key_id)
        self.add(
            ApiKey,
            organization_id=organization_id,
            id=key_id,
            user_id=user_id,
            name="test",
            digest=keys_of(self.session).token_digest(token.secret),
            hint=token.text()[-4:],
            scopes=" ".join(sorted(actor.scopes)),
            created_at=NOW,
            expires_at=NOW + timedelta(days=365),
        )
        return Member(actor, token.text())

    def _bond(self, name, state):
        first, second = (person.actor.organization_id for person in (self.a, self.b))
        bond = Bond(self, name, state, first, second)
        for parameter, write in IDS.items():
            bond.ids[parameter] = write(bond)
        bond.ids |= {query: bond.ids[name] for query, name in QUERY_IDS.items()}
        return bond


# -- lists ---------------------------------------------------------------------------------------


def stock_first(world):
    """Give A a list: one account that B has too, one of its own, a person and a deal."""
    owner, session = world.a.actor.organization_id, world.session
    both = {"record_id": "A1", "name": "Sharedname", "domain": "sharedname.com", "country": "DE"}
    alone = {"record_id": "A2", "name": "Of A alone", "domain": "of-a-alone.com"}
    upload(session, owner, ListKind.ACCOUNTS, both, alone)
    person = {"record_id": "P1", "full_name": "Ada", "email": "ada@sharedname.com"}
    upload(session, owner, ListKind.CONTACTS, person | {"account_record_id": "A1"})
    deal = {"record_id": "D1", "name": "Deal of A", "account_record_id": "A1"}
    upload(session, owner, ListKind.OPPORTUNITIES, deal | {"status": OpportunityStatus.WON})


def stock_second(world):
    """Give B a list in which only one account's name, domain and country may be seen by A."""
    owner, session, word = world.b.actor.organization_id, world.session, world.hidden
    shown = {"name": "Sharedname", "domain": "sharedname.com", GRANTED: "AT"}
    texts = "website state city postal_code street phone owner type industry duns tax_id linkedin"
    # Which record it is, is no field: the ids of matches are made from it.
    secret = {name: f"{word} {name}" for name in texts.split()} | {"record_id": "B1"}
    alone = [{"record_id": f"{word}-{n}", "name": f"{word} {n} Ltd"} for n in range(2, 5)]
    upload(session, owner, ListKind.ACCOUNTS, shown | secret, *alone)
    person = {"record_id": f"{word}-p", "full_name": f"{word} Bob", "email": f"bob@{word}.com"}
    upload(session, owner, ListKind.CONTACTS, person | {"account_record_id": "B1"})
    deal = {"record_id": f"{word}-d", "name": f"{word} deal", "status": OpportunityStatus.OPEN}
    upload(session, owner, ListKind.OPPORTUNITIES, deal | {"amount_minor": len(word) * 777_777})
