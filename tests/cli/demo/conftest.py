import csv
from datetime import date

import pytest

from partnerhub.cli.demo.generator import generate


def read(path):
    """Read an export as a person would: the table, without the lines under it."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        text = path.read_bytes().decode("cp1252")
    header, *rows = list(csv.reader(text.splitlines()))
    table = [row for row in rows if len(row) > 1]
    return [dict(zip(header, row, strict=False)) for row in table]


@pytest.fixture(scope="session")
def today():
    return date(2026, 11, 21)


@pytest.fixture(scope="session")
def demo(tmp_path_factory, today):
    return generate(tmp_path_factory.mktemp("demo"), today=today)


@pytest.fixture(scope="session")
def raw_tables(demo):
    """Rows of every file, by path."""
    return {path: read(path) for path in demo.truth.rows}


@pytest.fixture(scope="session")
def tables(demo, raw_tables):
    """Good rows of every file, by path."""
    damaged = {path: {flawed.line - 2 for flawed in dirt} for path, dirt in demo.truth.dirt.items()}
    return {
        path: [row for at, row in enumerate(rows) if at not in damaged[path]]
        for path, rows in raw_tables.items()
    }
