"""Reading everything there is to read, as one person, and comparing what two worlds told."""

import csv
import io
import json
import re

from tests.api import calls

OPERATIONS = [each for each in calls.operations(calls.document()) if not each.public]
SAFE = [each for each in OPERATIONS if each.safe]
WRITING = [each for each in OPERATIONS if not each.safe]
TEXTS = {"application/json", "text/csv"}
MADE_UP = [
    (re.compile(r"\b[0-9a-f]{32}(?:[0-9a-f]{32})?\b"), "ID"),
    (re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|\+00:00)?"), "MOMENT"),
    (re.compile(r"\b(first|second|[Pp]erson) ?\d+\b"), "SOMEBODY"),
]
BY_CHANCE = {"company", "rank", "next_cursor", "hint", "hash", "previous_hash", "digest"}
"""Members that follow from random ids: numbers given in their order."""


def path_of(operation, ids):
    asked = [f"{name}={ids[name]}" for name in operation.asked]
    asked += [f"{name}={value}" for name, value in operation.words.items()]
    return operation.path.format(**ids) + ("?" if asked else "") + "&".join(asked)


def answers(manager, ids, headers=None):
    """Every answer to a reader who knows some ids: by operation and format."""
    for operation in SAFE:
        if not {*operation.names, *operation.asked} <= ids.keys():
            continue
        for kind in sorted(TEXTS & {*operation.formats}):
            asked = {"Accept": kind} | (headers or {})
            yield operation, kind, manager.call("GET", path_of(operation, ids), headers=asked)


def told(answer):
    """What an answer says, without what was made up at random and in any order."""
    if answer.mimetype == "text/csv":
        said = list(csv.DictReader(io.StringIO(answer.text)))
    else:
        said = json.loads(answer.text)
    return answer.status_code, _plain(said)


def _plain(said):
    if isinstance(said, dict):
        return {name: _plain(value) for name, value in said.items() if name not in BY_CHANCE}
    if isinstance(said, list):
        return sorted((_plain(one) for one in said), key=json.dumps)
    if isinstance(said, str):
        for pattern, name in MADE_UP:
            said = pattern.sub(name, said)
    return said
