"""Two attackers and their victim: lists of companies, an honest past, and a clock to go on with."""

import csv
import io
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

import time_machine

from partnerhub.persistence.migrating import upgrade
from partnerhub.settings import Settings
from tests.databases import OpenDatabase
from tests.journeys.people import Manager, Office, agree, compare

SECRET = "a secret of the tests, long enough for every key"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HEADER = ["Account ID", "Account Name", "Website", "Billing City", "Billing Country"]
HEADER += ["Account Owner", "Created Date"]
CITIES = ["Hamburg", "Bremen", "Kiel", "Essen", "Bonn"]
STARTS = [one + two for one in "bcdfghjklmnprstvwz" for two in "aeiou"]
MIDDLES = [one + two for one in STARTS for two in ("n", "l", "r", "st")]


@dataclass(frozen=True)
class Size:
    """How large everything is: the dictionary of companies that the attacker asks about, and lists.

    The victim has a fifth of the dictionary, what it honestly shares, and customers of its own.
    """

    dictionary: int = 5_000
    honest: int = 5_000
    shared: int = 500
    victim: int = 5_000
    days: int = 30

    @property
    def most(self):
        """How many memberships may be learned: four in a hundred."""
        return self.dictionary * 4 // 100


@cache
def name_of(number):
    """A name that has next to nothing in common with that of any other number."""
    letters = Random(number)
    words = [letters.choice(MIDDLES) + letters.choice(STARTS) for _ in range(2)]
    return " ".join(words).title() + f" {number}"


@cache
def row(number, record_id=None, *, name=None, site=None):
    """A row of an account list; equal numbers are the same company."""
    site = f"{name_of(number).replace(' ', '').lower()}.com" if site is None else site
    created = f"20{10 + number % 15:02}-{1 + number % 12:02}-{1 + number % 28:02}"
    owner = f"Owner {number % 7}"
    place = (CITIES[number % 5], "Germany")
    return (record_id or f"id{number}", name or name_of(number), site, *place, owner, created)


@dataclass
class World:
    """What a strategy has to work with; it learns only by calling as one of the attackers."""

    size: Size
    office: Office
    attackers: list[Manager]
    victim: Manager
    partnerships: list[str]
    level: str
    today: int = 0
    clock: object = None
    learned: set = field(default_factory=set)
    hits: set = field(default_factory=set)
    answers: list = field(default_factory=list)
    lists: dict = field(default_factory=dict)

    @property
    def attacker(self):
        return self.attackers[0]

    @property
    def dictionary(self):
        return range(self.size.dictionary)

    def honest(self):
        """The attacker's own rows, as the victim said yes to them."""
        return [row(n) for n in honest_numbers(self.size)]

    def days(self):
        """The days of the attack; on each the victim answers what waits for it."""
        for day in range(1, self.size.days + 1):
            self.today = day
            self.clock.move_to(START + timedelta(days=day))
            yield day

    def upload(self, rows, who=0, mode="replace"):
        """Upload rows as a file; a replaced list is remembered, to know what was asked."""
        text = io.StringIO()
        csv.writer(text).writerows([HEADER, *rows])
        made = self.attackers[who].call(
            "POST",
            "/v1/imports",
            202,
            data={
                "file": (io.BytesIO(text.getvalue().encode()), "accounts.csv"),
                "kind": "accounts",
                "mode": mode,
            },
            content_type="multipart/form-data",
        )
        self.office.worker.run_all()
        done = self.attackers[who].get(made.headers["Location"])
        assert done["state"] == "succeeded", done
        known = self.lists.get(who, {}) if mode == "update" else {}
        self.lists[who] = known | {one[0]: one for one in rows}
        return done

    def ask(self, who=0):
        """Ask for a comparison and read whatever is there to read; returns the overlap or None."""
        partnership = self.partnerships[who]
        asked = self.attackers[who].call("POST", f"/v1/partnerships/{partnership}/overlaps")
        if asked.status_code != 202:
            return None
        return self.finish(asked.json["id"], who)

    def finish(self, overlap_id, who=0):
        """Let the victim answer, the worker work, and the attacker read."""
        for _ in range(2):
            self.answer(overlap_id, who)
            self.office.worker.run_all()
        overlap = self.attackers[who].get(f"/v1/overlaps/{overlap_id}")
        if overlap["state"] == "succeeded":
            self.read(overlap, who)
        return overlap

    def answer(self, overlap_id, who=0):
        """As the victim: no to everything that is asked after the first comparison."""
        overlap = self.victim.get(f"/v1/overlaps/{overlap_id}")
        if overlap["state"] == "awaiting_approval":
            self.victim.post(f"/v1/overlaps/{overlap_id}/reject", status=200)

    def read(self, overlap, who=0):
        """Learn from a release: each of the dictionary that was compared is in it, or is not."""
        if overlap["level"] == "counts_only":
            self.answers.append((overlap["id"], str(overlap["counts"]["companies"])))
            return
        sites = {site_of(n): n for n in self.dictionary}
        asked = {one[2] for one in self.lists[who].values()} & sites.keys()
        there = {
            match["theirs"]["domain"]
            for match in self.attackers[who].every(f"/v1/overlaps/{overlap['id']}/matches")
        }
        self.hits |= {sites[site] for site in there & sites.keys()}
        self.learned |= {sites[site] for site in asked | (there & sites.keys())}


def site_of(number):
    return row(number)[2]


def honest_numbers(size):
    """Numbers of the companies on the attacker's honest list."""
    return range(100_000, 100_000 + size.honest)


def victims_numbers(size):
    """Numbers of the companies on the victim's list: who knows them has won."""
    members = Random(5).sample(range(size.dictionary), size.dictionary // 5)
    shared = list(honest_numbers(size))[: size.shared]
    others = range(500_000, 500_000 + size.victim - len(members) - len(shared))
    return {*members, *shared, *others}


def build(folder, size, level="overlapping_accounts", partners=1):
    """Build the past: lists, partnerships, and first comparisons that the victim said yes to."""
    settings = _settings(folder)
    database = OpenDatabase(settings.effective_database_url, settings.keyring())
    upgrade(database)
    office = Office(settings, database)
    attackers = [office.manager(f"Attacker{n}") for n in range(partners)]
    victim = office.manager("Victim")
    world = World(size, office, attackers, victim, [], level)
    with time_machine.travel(START, tick=True):
        _stock_victim(world)
        for who, attacker in enumerate(attackers):
            world.upload(world.honest(), who)
            partnership = agree(attacker, victim, level=level)
            assert compare(attacker, victim, partnership)["state"] == "succeeded"
            world.partnerships.append(partnership)
    database.close()
    return world


def _stock_victim(world):
    attackers, world.attackers = world.attackers, [world.victim]
    world.upload([row(n, f"v{n}") for n in sorted(victims_numbers(world.size))])
    world.attackers = attackers
    world.lists = {}


@contextmanager
def opened(world, past, folder):
    """Open a copy of a world, so that every strategy begins with the same past."""
    shutil.copytree(past, folder)
    settings = _settings(folder)
    database = OpenDatabase(settings.effective_database_url, settings.keyring())
    office = Office(settings, database)

    def again(manager):
        copy = Manager(office, "", manager.domain)
        copy.headers = manager.headers
        return copy

    copy = World(
        world.size,
        office,
        [again(one) for one in world.attackers],
        again(world.victim),
        world.partnerships,
        world.level,
        lists=dict(world.lists),
    )
    try:
        with time_machine.travel(START, tick=True) as copy.clock:
            yield copy
    finally:
        database.close()
        shutil.rmtree(folder, ignore_errors=True)


def _settings(folder):
    return Settings(
        data_folder=folder,
        secret_key=SECRET,
        lease_seconds=60,
        calls_per_minute=10_000_000,
        log_level="error",
    ).prepared()
