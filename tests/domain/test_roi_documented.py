from datetime import date, timedelta
from pathlib import Path

import pytest

from partnerhub.domain.lists import OpportunityStatus
from partnerhub.domain.roi import Cost, Deal, Scope, Side, TargetAccounts, build
from partnerhub.domain.roi.definitions import DEFINITIONS
from partnerhub.domain.roi.inputs import WINDOW_DAYS
from partnerhub.domain.roi.report import sentence

PAGE = (Path(__file__).parents[2] / "docs" / "roi.md").read_text(encoding="utf-8")
BEGAN = date(2026, 1, 2)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_figure_is_explained(name):
    assert f"`{name}`" in PAGE


def test_the_window_and_the_sentence_of_the_page_are_those_of_the_code():
    assert f"**Window**: {WINDOW_DAYS} days" in PAGE
    assert f"> {sentence(60, 33, 16)}" in PAGE


@pytest.mark.parametrize(
    "reason", ["not_shared", "small_group", "dominance", "complementary", "other_currency"]
)
def test_every_reason_to_withhold_is_explained(reason):
    assert f'`suppressed: "{reason}"`' in PAGE


def test_the_examples_of_the_money_table_come_out_of_the_code():
    figures = build(
        [TargetAccounts(f"t{n}", [f"a{n}"], []) for n in range(40)],
        [
            Deal(
                side=Side.FIRST,
                account=f"a{n}",
                status=OpportunityStatus.WON if n < 10 else OpportunityStatus.LOST,
                created_on=BEGAN,
                closed_on=BEGAN + timedelta(days=90),
                amount_minor=25_000_00,
                currency="EUR",
            )
            for n in range(40)
        ],
        [Cost(Side.FIRST, 100_000_00, "EUR")],
        Scope(date(2026, 1, 1), as_of=date(2026, 12, 31)),
    ).first

    for name in ("pipeline_amount", "won_amount", "cost", "average_deal", "pipeline_velocity"):
        amount = figures.of(name, "EUR").value
        assert f"{amount.amount:,} {amount.currency}" in row(name)
    for name in ("roi", "win_rate_by_value"):
        assert row(name).endswith(f"= {float(figures.of(name, 'EUR').value)} |")
    assert row("win_rate").endswith(f"= {float(figures['win_rate'].value)} |")
    assert row("cycle_days").endswith(f"= {int(figures['cycle_days'].value)} |")


def row(name):
    return next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
