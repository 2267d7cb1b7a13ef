"""Origins: what a state came from besides the two lists, so that it is used for nothing else.

A state is good for the very rules, tables and code that made it. Where any of them is another, its
scores may be, and all is compared again.
"""

import hashlib
import platform
from functools import cache, lru_cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Any, Final

import polars as pl

from partnerhub.matching.evidence import Rule
from partnerhub.matching.policy import MatchPolicy

FORMAT: Final = 2
"""How states are laid out; raised when that changes."""

_PACKAGES: Final = ("partnerhub.matching", "partnerhub.identifiers")
# Their hashes, likenesses and logarithms are in the scores.
_LIBRARIES: Final = ("anyascii", "numpy", "polars", "pyarrow", "rapidfuzz")


def origin(policy: MatchPolicy) -> dict[str, Any]:
    """Say where a state of a policy comes from."""
    return {
        "format": FORMAT,
        "code": _code(),
        "policy": f"{policy.name} {policy.version}",
        "rules": _rules(policy),
    }


@cache
def _code() -> str:
    """Hash the code and the tables of matching, and the versions of what they stand on."""
    found = hashlib.sha256(f"{platform.machine()} {platform.python_version()}".encode())
    for library in _LIBRARIES:
        found.update(f" {library} {metadata.version(library)}".encode())
    for package in _PACKAGES:
        _add(found, resources.files(package))
    return found.hexdigest()


def _add(found: "hashlib._Hash", folder: Traversable) -> None:
    """Put the files of a folder into a hash."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            _add(found, entry)
        elif entry.is_file():
            found.update(entry.name.encode() + hashlib.sha256(entry.read_bytes()).digest())


@lru_cache(maxsize=16)
def _rules(policy: MatchPolicy) -> str:
    """Hash what a policy is made of; its rules may be somebody else's."""
    found = hashlib.sha256()
    for name in ("prior", "rivalry", "certain", "likely", "possible"):
        found.update(f"{name} {getattr(policy, name)!r} ".encode())
    for rule, weight in policy.weights:
        found.update(f"{weight!r} {rule.__name__} {rule.__doc__} ".encode())
        found.update(_says(rule))
    return found.hexdigest()


def _says(rule: Rule) -> bytes:
    """Write down when a rule applies, how strongly, and what it says."""
    evidence = rule()
    parts = [evidence.when, *(when for when, _ in evidence.said)]
    if isinstance(evidence.strength, pl.Expr):
        parts.append(evidence.strength)
    texts = "\n".join(text for _, text in evidence.said)
    return b"".join(part.meta.serialize() for part in parts) + texts.encode()
