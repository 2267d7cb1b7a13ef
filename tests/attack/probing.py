"""An attacker who asks a partner's list about a dictionary of companies, in every way we know.

It works through the API alone, for 30 simulated days, against a victim that agreed to one honest
comparison and says no to whatever is asked of it afterwards. What it gains is counted in
memberships: companies of the dictionary of which it knows by the end whether the victim has them,
those that it has not included.

    python -m tests.attack.probing [--dictionary 5000] [strategy ...]
"""

import argparse
import math
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from partnerhub.domain.disclosure import RELEASES, Strictness, fresh_rows_allowed
from tests.attack.offices import Size, build, opened, row, site_of

STRATEGIES = {}
PASTS = {}
"""What was built already, by its folder: every strategy begins with a copy."""


def strategy(level="overlapping_accounts", partners=1):
    """Register a way to probe, with the past it needs."""

    def register(attack):
        STRATEGIES[attack.__name__] = (attack, level, partners)
        return attack

    return register


@dataclass(frozen=True)
class Gain:
    """What a strategy came to."""

    strategy: str
    learned: int
    hits: int
    releases: int
    bits: float
    most_bits: float
    seconds: float

    def __str__(self):
        said = f"{self.learned} memberships learned, {self.hits} of them the victim's"
        if self.most_bits:
            said = f"{self.releases} counts, {self.bits:.0f} bits of at most {self.most_bits:.0f}"
        return f"{self.strategy:<28} {said:<55} {self.seconds:6.0f} s"


def pieces(world, size):
    """The dictionary in pieces, one a day, and from the beginning when it is used up."""
    names = list(world.dictionary)
    for day in world.days():
        yield [names[place % len(names)] for place in range((day - 1) * size, day * size)]


def exchanged(honest, numbers):
    """A list of the same length, in which the last rows are replaced by others."""
    kept = honest[: len(honest) - len(numbers)]
    return [*kept, *(row(n) for n in numbers)]


def passing(world):
    """How many rows pass without a yes; the rule is published, so the attacker knows it."""
    return fresh_rows_allowed(world.size.honest, world.size.victim)


@strategy()
def one_big_dictionary(world):
    """Upload everything at once, and ask for it every day."""
    world.upload(world.honest() + [row(n) for n in world.dictionary])
    for _ in world.days():
        world.ask()


@strategy()
def another_list_every_day(world):
    """Keep the length and exchange the whole list for another piece of the dictionary."""
    for numbers in pieces(world, world.size.dictionary // 10):
        world.upload(exchanged(world.honest(), numbers))
        world.ask()


@strategy()
def two_percent_a_day(world):
    """Exchange the list bit by bit, two rows of a hundred every day."""
    known = []
    for numbers in pieces(world, world.size.honest // 50):
        known = list(dict.fromkeys(known + numbers))[-world.size.honest :]
        world.upload(exchanged(world.honest(), known))
        world.ask()


@strategy()
def as_many_as_pass(world):
    """Exchange as many rows as pass, put the old ones back, exchange others the next day."""
    for numbers in pieces(world, passing(world)):
        world.upload(exchanged(world.honest(), numbers))
        world.ask()


@strategy()
def a_few_every_day(world):
    """Stay far below every limit, with other rows every day."""
    for numbers in pieces(world, max(1, passing(world) // 8)):
        world.upload(exchanged(world.honest(), numbers))
        world.ask()


@strategy()
def same_ids_other_companies(world):
    """Update rows in place: the record ids stay, names and web domains become others."""
    ids = [one[0] for one in world.honest()]
    for numbers in pieces(world, passing(world)):
        changed = [row(n, record_id) for n, record_id in zip(numbers, ids, strict=False)]
        world.upload(changed, mode="update")
        world.ask()


@strategy()
def edits_of_single_rows(world):
    """Change one account after the other by PATCH, and ask after each handful."""
    accounts = list(world.attacker.every("/v1/accounts"))[:7]
    for numbers in pieces(world, len(accounts)):
        world.lists[0] = {one[0]: one for one in world.honest()}
        for number, account in zip(numbers, accounts, strict=False):
            path = f"/v1/accounts/{account['id']}"
            name, site = row(number)[1:3]
            tag = {"If-Match": world.attacker.call("GET", path, 200).headers["ETag"]}
            body = {"name": name, "website": site}
            world.attacker.call("PATCH", path, 200, json=body, headers=tag)
            world.lists[0][f"patched{number}"] = row(number)
        world.ask()


@strategy()
def taking_imports_back(world):
    """Ask, withdraw the question, take the import back, and try with another piece."""
    for numbers in pieces(world, passing(world)):
        before = dict(world.lists[0])
        done = world.upload(exchanged(world.honest(), numbers))
        path = f"/v1/partnerships/{world.partnerships[0]}/overlaps"
        asked = world.attacker.call("POST", path)
        if asked.status_code == 202 and asked.json["state"] == "awaiting_approval":
            world.attacker.post(f"/v1/overlaps/{asked.json['id']}/reject", status=200)
        elif asked.status_code == 202:
            world.finish(asked.json["id"])
        undone = world.attacker.call("POST", f"/v1/imports/{done['id']}/undo")
        if undone.status_code < 400:
            world.lists[0] = before


@strategy()
def letting_the_victim_ask(world):
    """Exchange rows and wait: it is the victim who asks for a comparison, every day."""
    path = f"/v1/partnerships/{world.partnerships[0]}/overlaps"
    for numbers in pieces(world, passing(world)):
        world.upload(exchanged(world.honest(), numbers))
        asked = world.victim.call("POST", path)
        if asked.status_code == 202:
            world.finish(asked.json["id"])


@strategy()
def making_old_overlaps_again(world):
    """Upload the dictionary, and have every old overlap made again instead of asking."""
    path = f"/v1/partnerships/{world.partnerships[0]}/overlaps"
    made = [one["id"] for one in world.attacker.every(path)]
    dictionary = [row(n) for n in world.dictionary]
    for _ in world.days():
        if world.today == 1:
            world.upload(exchanged(world.honest(), world.dictionary[: len(dictionary) // 2]))
        asked = world.attacker.call("POST", f"/v1/overlaps/{made[0]}/recompute")
        if asked.status_code == 202:
            world.lists[0] = {one[0]: one for one in world.honest()}  # The list of then.
            world.finish(asked.json["id"])


@strategy()
def asking_for_explanations(world):
    """Upload the dictionary, and have its accounts explained against what an overlap shows."""
    path = f"/v1/partnerships/{world.partnerships[0]}/overlaps"
    (overlap,) = [one["id"] for one in world.attacker.every(path)]
    match = next(world.attacker.every(f"/v1/overlaps/{overlap}/matches"))["id"]
    world.upload(world.honest() + [row(n) for n in world.dictionary])
    ids = {one["domain"]: one["id"] for one in world.attacker.every("/v1/accounts")}
    for numbers in pieces(world, 20):
        for number in numbers:
            asked = f"account_id={ids[site_of(number)]}&match_id={match}"
            answer = world.attacker.call("GET", f"/v1/overlaps/{overlap}/explanation?{asked}")
            if answer.status_code == 200:
                world.learned.add(number)


@strategy()
def building_target_lists(world):
    """Upload the dictionary, and build target lists from it."""
    made = world.attacker.post(
        f"/v1/partnerships/{world.partnerships[0]}/events",
        {"name": "Dinner", "kind": "dinner", "capacity": 50, "starts_on": "2026-05-07"},
        201,
    )
    world.upload(world.honest() + [row(n) for n in world.dictionary])
    sites = {site_of(n): n for n in world.dictionary}
    for _ in world.days():
        world.attacker.call("POST", f"/v1/events/{made['id']}/target-list", json={})
        for target in world.attacker.every(f"/v1/events/{made['id']}/target-list/targets"):
            for side in ("mine", "theirs"):
                world.learned |= {sites[d] for d in [target[side].get("domain")] if d in sites}


@strategy()
def nearly_the_same_names(world):
    """Ask with names that nearly match and no web domain, and watch what is counted of them."""
    told = None
    for numbers in pieces(world, passing(world)):
        rows = [row(n, name=row(n)[1].replace("a", "e", 1), site="") for n in numbers]
        honest = world.honest()
        world.upload([*honest[: len(honest) - len(rows)], *rows])
        overlap = world.ask()
        if overlap and overlap["state"] == "succeeded":
            now = (str(overlap["near_misses"]), str(overlap["families"]))
            there = {
                match["mine"]["name"]
                for match in world.attacker.every(f"/v1/overlaps/{overlap['id']}/matches")
            }
            if told != now or there & {one[1] for one in rows}:
                world.learned |= set(numbers)
            told = now


@strategy(partners=2)
def two_partners_together(world):
    """Share the dictionary with another partner of the victim, and add up what both learn."""
    half = world.size.dictionary // 2
    size = max(1, passing(world) // 2)
    for numbers in pieces(world, size):
        world.upload(exchanged(world.honest(), numbers), who=0)
        world.ask(who=0)
        others = [(half + n) % world.size.dictionary for n in numbers]
        world.upload(exchanged(world.honest(), others), who=1)
        world.ask(who=1)


@strategy(level="counts_only")
def counting_the_difference(world):
    """Share counts only: add a company, ask, and see whether the count moves."""
    for numbers in pieces(world, 1):
        world.upload(world.honest() + [row(n) for n in numbers])
        world.ask()
        world.ask()


@strategy(level="counts_only")
def counting_halves(world):
    """Share counts only: ask for other halves of what passes, several times a day."""
    for numbers in pieces(world, passing(world)):
        for start in range(3):
            world.upload(exchanged(world.honest(), numbers[start::3]))
            world.ask()


@strategy(level="counts_only")
def both_ask_for_counts(world):
    """Share counts only, and have the victim's own questions add to the answers."""
    path = f"/v1/partnerships/{world.partnerships[0]}/overlaps"
    for numbers in pieces(world, 1):
        world.upload(world.honest() + [row(n) for n in numbers])
        world.ask()
        asked = world.victim.call("POST", path)
        if asked.status_code == 202:
            world.finish(asked.json["id"])


def attack(names, size, folder):
    """Try strategies one after the other, each from the same past; yields what each gained."""
    for name in names:
        act, level, partners = STRATEGIES[name]
        past = folder / f"{level}-{partners}"
        if past not in PASTS:
            PASTS[past] = build(past, size, level, partners)
        began = time.perf_counter()
        with opened(PASTS[past], past, folder / name) as world:
            act(world)
            yield _gain(name, world, time.perf_counter() - began)


def _gain(name, world, seconds):
    releases = len({overlap for overlap, _ in world.answers})
    each = math.log2(world.size.dictionary + 1)
    return Gain(
        strategy=name,
        learned=len(world.learned),
        hits=len(world.hits),
        releases=releases,
        bits=releases * each,
        most_bits=RELEASES[Strictness.STANDARD] * each if world.level == "counts_only" else 0,
        seconds=seconds,
    )


def main():
    """Print what every strategy gains; fail if one gains more than it may."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dictionary", type=int, default=5_000)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("strategies", nargs="*", default=list(STRATEGIES))
    chosen = parser.parse_args()
    n = chosen.dictionary
    size = Size(dictionary=n, honest=n, shared=n // 10, victim=n, days=chosen.days)
    print(f"{n} companies asked about, at most {size.most} may be learned in {size.days} days.")
    too_much = False
    with tempfile.TemporaryDirectory(prefix="partnerhub-probing-") as folder:
        for gain in attack(chosen.strategies or list(STRATEGIES), size, Path(folder)):
            print(gain, flush=True)
            too_much |= gain.learned > size.most or gain.bits > (gain.most_bits or gain.bits)
    return int(too_much)


if __name__ == "__main__":
    sys.exit(main())
