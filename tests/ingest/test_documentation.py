"""The page for users says what the code does."""

from pathlib import Path

import pytest

from partnerhub import ingest
from partnerhub.domain import errors
from partnerhub.domain.lists import ListKind
from partnerhub.ingest.crm import generic
from partnerhub.ingest.tables import TABLES

PAGE = (Path(__file__).parents[2] / "docs" / "imports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ingest.MESSAGES)
def test_every_code_of_a_row_is_on_the_page(code):
    assert f"| `{code}` |" in PAGE


@pytest.mark.parametrize("error", errors.ImportFailedError.__subclasses__())
def test_every_refusal_of_a_file_is_on_the_page(error):
    assert f"| `{error.code}` |" in PAGE


@pytest.mark.parametrize("kind", ListKind)
def test_every_field_and_every_column_is_on_the_page(kind):
    rows = {line.split("|")[1].split("`")[1]: line for line in PAGE.splitlines() if "| `" in line}
    section = PAGE.partition(f"### {kind.value.capitalize()}")[2].partition("\n\n###")[0]

    for name in ingest.FIELDS[kind]:
        assert name in rows
        for table in (*TABLES.values(), generic.COLUMNS):
            for label in table[kind].get(name, ()):
                assert label in section


def test_every_message_says_which_column_or_what_to_do():
    for code, message in ingest.MESSAGES.items():
        assert message.endswith(".")
        assert "{column}" in message or code in {"row_column_count", "row_duplicate"}
