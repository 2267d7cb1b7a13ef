"""Figures of worths that were fitted without a list, read from what the fitting tool printed.

Its lines are `without FAMILY: FOLDER[:columns][=share] f1 0.97 precision 0.99 …`.
"""

import re
from pathlib import Path

_LINE = re.compile(r"^without .*?: ([^:=\s]+)(?:=\S+)?\s+(f1 .*)$", re.MULTILINE)


def read(printed: str) -> dict[str, dict[str, float]]:
    """Find the figures by the name of the folder; lists with some of their columns do not count.

    >>> read("without real: /lists/fortune_fd=2@real   f1 0.9750 precision 0.9900")
    {'fortune_fd': {'f1': 0.975, 'precision': 0.99}}
    """
    found = {}
    for folder, figures in _LINE.findall(printed):
        words = figures.split()
        values = zip(words[::2], map(float, words[1::2]), strict=False)
        found[Path(folder).name] = dict(values)
    return found
