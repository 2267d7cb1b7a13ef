"""What counting a call costs: `python -m tests.benchmarks.counting [calls] [processes]`.

Prints microseconds a call, alone and with so many processes counting in one file at once.
"""

import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

from partnerhub.http.rates import RateLimit

KEYS = 100


def microseconds(path, calls):
    """Count so many calls of a hundred keys; return microseconds a call."""
    limit = RateLimit(10**9, path)
    limit.count("first")
    began = time.perf_counter()
    for number in range(calls):
        limit.count(str(number % KEYS))
    return (time.perf_counter() - began) / calls * 1e6


def main(calls, processes):
    """Measure both and print them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calls"
        print(f"alone: {microseconds(path, calls):.1f} microseconds a call")
        with multiprocessing.Pool(processes) as pool:
            each = pool.starmap(microseconds, [(path, calls)] * processes)
        print(f"{processes} at once: {sum(each) / processes:.1f} microseconds a call")


if __name__ == "__main__":
    main(*(int(each) for each in (*sys.argv[1:], *(100_000, 4)[len(sys.argv) - 1 :])))
