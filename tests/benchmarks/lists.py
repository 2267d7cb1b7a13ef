"""Time two lists of 100,000 accounts from upload to published overlap, on a real server.

    uv run python -m tests.benchmarks.lists

Generates the lists with the generator in the folder that PARTNERHUB_LISTS names (or takes a.csv and
b.csv from --folder), starts `partnerhub serve` over an empty embedded database, uploads both over
HTTP, compares them, and prints seconds, rows a second and the peak memory of each process. The
limits it prints beside them are the ones we promise on two cores.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from partnerhub.cli.demo.client import Client
from partnerhub.cli.demo.server import environment, running

ROWS_A_SECOND, OVERLAP_SECONDS, PEAK_MIB = 20_000, 30, 1024


def generated(folder, rows, seed):
    """Write two lists that share three in ten companies."""
    script = Path(os.environ["PARTNERHUB_LISTS"]) / "gen.py"
    size = str(rows)
    sizes = ["--out", folder, "--na", size, "--nb", size]
    chance = ["--overlap", "0.3", "--seed", str(seed)]
    subprocess.run([sys.executable, script, *sizes, *chance], check=True)


def command(data, *words, **settings):
    """Run `partnerhub` over a data folder and return what it prints."""
    ran = subprocess.run(
        [sys.executable, "-m", "partnerhub", *words],
        env=environment(data) | settings,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return ran.stdout.strip()


def organization(data, name, domain, **settings):
    """Make an organization; its first admin's key."""
    words = ("organizations", "create", name, domain, "--admin", f"a@{domain}", "--quiet")
    return command(data, *words, **settings)


def peaks():
    """Peak memory in MiB of every process below this one, by what it does."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
            command = (status.parent / "cmdline").read_bytes().decode().split("\0")
        except (OSError, ValueError):
            continue
        if "VmHWM" in lines and "partnerhub" in command and status.parent.name != str(os.getpid()):
            what = next((word for word in command if word in {"worker", "web", "serve"}), None)
            if what:
                peak = int(lines["VmHWM"].split()[0]) // 1024
                found[what] = max(found.get(what, 0), peak)
    return found


def timed(work):
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def run(folder, data):
    keys = [organization(data, "First", "first-one.com"), organization(data, "Second", "other.io")]
    with running(data) as url, Client(url, keys[0]) as first, Client(url, keys[1]) as second:
        for client, name in ((first, "a.csv"), (second, "b.csv"), (first, "a.csv")):
            done, seconds = timed(lambda c=client, n=name: c.upload(folder / n, "accounts"))
            counts = done["counts"]
            print(
                f"import {name}: {counts['read']:,} rows, {counts['created']:,} new, "
                f"{seconds:.2f} s, {counts['read'] / seconds:,.0f} rows/s "
                f"(promised {ROWS_A_SECOND:,})"
            )
        made = first.post("/v1/partnerships", {"partner_domain": "other.io"})
        second.post(f"/v1/partnerships/{made['id']}/accept")
        for client in (first, second):
            client.put_current(
                f"/v1/partnerships/{made['id']}/sharing",
                {"level": "overlapping_accounts", "fields": ["country", "city"]},
            )
        asked = first.post(f"/v1/partnerships/{made['id']}/overlaps")

        def compare():
            second.post(f"/v1/overlaps/{asked['id']}/approve")
            return second.wait(f"/v1/overlaps/{asked['id']}")

        overlap, seconds = timed(compare)
        print(
            f"overlap: {overlap['counts']['pairs']:,} pairs, {seconds:.2f} s "
            f"(promised {OVERLAP_SECONDS})"
        )
        pages(first, asked["id"])
        for what, peak in sorted(peaks().items()):
            print(f"peak memory of {what}: {peak:,} MiB (promised {PEAK_MIB:,})")


def pages(client, overlap_id):
    """Time the first pages of 100 matches and the last ones: they cost the same."""
    times, cursor = [], None
    while True:
        query = {"limit": 100} | ({"cursor": cursor} if cursor else {})
        page, seconds = timed(lambda q=query: client.get(f"/v1/overlaps/{overlap_id}/matches", **q))
        times.append(seconds * 1000)
        cursor = page["next_cursor"]
        if not page["has_more"]:
            break
    first, last = sorted(times[1:21])[10], sorted(times[-21:-1])[10]
    print(
        f"pages of 100 matches: {len(times)}, first {first:.1f} ms, last {last:.1f} ms, "
        f"ratio {last / first:.2f} (medians of 20)"
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="partnerhub-benchmark-") as scratch:
        folder, data = given.folder or Path(scratch) / "lists", Path(scratch) / "data"
        data.mkdir()
        if given.folder is None:
            generated(folder, given.rows, given.seed)
        run(folder, data)


if __name__ == "__main__":
    main()
