"""Figures of worths that were fitted without the lists that they are measured on."""

import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from tests.benchmarks.matching import environments, fitted_to

# without KIND: FOLDER[:columns] f1 0.97 precision 0.99 …
_LINE = re.compile(r"^without .*?: ([^:\s]+)\s+(f1 .*)$", re.MULTILINE)


def measured(cache: Path, folders: Collection[str]) -> dict[str, dict[str, float]]:
    """Fit without each kind of lists in turn, and measure that kind.

    Args:
        cache: Where generated lists and the environment of the fit stay.
        folders: The folders of the lists that are asked for.

    Returns:
        The figures by folder; none where nothing can be fitted here.
    """
    if not set(folders) & set(fitted_to.WHOLE):
        return {}
    fit = ("-m", "tests.benchmarks.matching.weights", "--leave-out", "--cache", str(cache))
    try:
        command = [str(environments.for_fitting(cache)), *fit]
        done = subprocess.run(command, cwd=environments.ROOT, stdout=subprocess.PIPE, check=True)
    except (environments.NoEnvironmentError, subprocess.CalledProcessError, OSError) as error:
        print(f"Not fitted without each kind of lists: {error}", file=sys.stderr)
        return {}
    return read(done.stdout.decode())


def read(printed: str) -> dict[str, dict[str, float]]:
    """Find the figures by the name of the folder; lists with some of their columns do not count.

    >>> read("without fortune_fd: fortune_fd   f1 0.9750 precision 0.9900")
    {'fortune_fd': {'f1': 0.975, 'precision': 0.99}}
    """
    found = {}
    for folder, figures in _LINE.findall(printed):
        words = figures.split()
        values = zip(words[::2], map(float, words[1::2]), strict=False)
        found[folder] = dict(values)
    return found
