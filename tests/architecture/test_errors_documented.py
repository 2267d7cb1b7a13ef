"""The catalogue of errors is in the documentation, whole and in its own words."""

from pathlib import Path

import pytest

from partnerhub.api.errors import catalogue_page
from partnerhub.domain import errors
from partnerhub.http.statuses import STATUS

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == catalogue_page(), "run `partnerhub docs write`"


@pytest.mark.parametrize("error", list(errors.catalogue()), ids=lambda error: error.code)
def test_every_error_says_what_it_means(error):
    sentence = (error.__dict__.get("__doc__") or "").strip()

    assert sentence.endswith(".")
    assert f"## {error.code}\n" in catalogue_page()
    assert error.kind in STATUS
    assert error.title
    assert error.code == error.code.lower().strip().replace(" ", "_")


def test_no_two_errors_share_a_code():
    pending, seen = [errors.PartnerhubError], {}
    while pending:
        error = pending.pop()
        pending += error.__subclasses__()
        if error is not errors.PartnerhubError:
            assert error.code not in seen, (error, seen[error.code])
            seen[error.code] = error


def test_every_kind_has_a_status():
    assert set(STATUS) == set(errors.Kind)
