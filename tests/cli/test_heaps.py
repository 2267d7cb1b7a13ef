"""Heaps: fewer of them."""

import os
import subprocess
import sys

import pytest

CORES = os.cpu_count() or 1
THREADS = 3 * CORES
PROGRAM = f"""
import sys
from concurrent.futures import ThreadPoolExecutor
from partnerhub.cli import heaps
if sys.argv[1] == "shared":
    heaps.share()
import polars as pl

column = pl.Series(range(100_000))

def work():
    columns = [column + number for number in range(20)]

for thread in [ThreadPoolExecutor(1) for _ in range({THREADS})]:
    thread.submit(work).result()
for line in open("/proc/self/status"):
    if line.startswith("VmHWM:"):
        print(line.split()[1])
"""


def peak(heaps: str) -> int:
    """Let threads take 16 MB one after the other, and say how many KiB the process had at most."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, heaps],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="heaps are shared on Linux only")
@pytest.mark.skipif(CORES > 16, reason="needs 48 MB for each core")
def test_what_one_thread_gave_back_is_used_by_the_next():
    assert peak("shared") < 0.8 * peak("own")
