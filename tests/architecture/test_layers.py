"""The layers: every package says what it is, and every contract bites when it is broken."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "partnerhub"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_migrations" not in path.parts)

BROKEN = {
    "Imports point down": ("domain/values_of_a_test.py", "import partnerhub.services"),
    "The domain is pure Python": ("domain/values_of_a_test.py", "import httpx"),
    "Only the edges know Flask": ("services/of_a_test.py", "import flask"),
    "Edges never query": ("api/of_a_test.py", "import partnerhub.persistence.queries"),
    "Only persistence imports SQLAlchemy": ("services/of_a_test.py", "import sqlalchemy"),
    "Only outgoing calls other servers": ("services/of_a_test.py", "import httpcore"),
    "Only ingest and matching know the engines": ("services/of_a_test.py", "import polars"),
    "Only the process that reads workbooks knows calamine": (
        "ingest/of_a_test.py",
        "import python_calamine",
    ),
    "The process that reads workbooks starts with next to nothing": (
        "workbooks/of_a_test.py",
        "import polars",
    ),
    "No import cycles": ("domain/values_of_a_test.py", "import partnerhub.domain.second_of_a_test"),
}
"""A contract, and a module that breaks it."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_is(path):
    sentence = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    assert sentence
    assert sentence.splitlines()[0].endswith((".", ":", "?"))


def test_every_folder_is_a_package():
    folders = {path.parent for path in MODULES}

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_name_says_nothing():
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}

    assert not names & {"utils", "helpers", "common", "core", "misc", "base_utils"}


def lint_imports(folder):
    """Run the import contracts on a copy of the package, as the check of every change does."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "PATH": ""},
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("__pycache__", "static", "*.tsv")
    shutil.copytree(PACKAGE, folder / "partnerhub", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_has_a_test_that_breaks_it():
    configuration = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = configuration.split("[[tool.importlinter.contracts]]")[1:]
    names = {contract.split('name = "')[1].split('"')[0] for contract in contracts}

    assert names == set(BROKEN)


@pytest.mark.slow
@pytest.mark.parametrize("contract", BROKEN)
def test_a_broken_contract_is_seen(copy, contract):
    place, line = BROKEN[contract]
    module, second = copy / "partnerhub" / place, copy / "partnerhub/domain/second_of_a_test.py"
    module.write_text(f'"""Breaks a contract."""\n\n{line}\n')
    second.write_text('"""Makes a circle."""\n\nimport partnerhub.domain.values_of_a_test\n')
    try:
        found = lint_imports(copy)
    finally:
        module.unlink()
        second.unlink()

    assert found.returncode == 1, found.stdout + found.stderr
    assert f"{contract} BROKEN" in found.stdout


@pytest.mark.slow
def test_the_contracts_hold(copy):
    found = lint_imports(copy)

    assert found.returncode == 0, found.stdout + found.stderr
