"""The page about matching says what the code does."""

from pathlib import Path

from partnerhub.matching import documenting

PAGE = Path(__file__).parents[2] / "docs" / "matching.md"


def test_the_rules_on_the_page_are_those_of_the_code():
    page = PAGE.read_text("utf-8")

    assert page == documenting.renewed(page), (
        "run: python -m partnerhub.matching.documenting docs/matching.md"
    )
