import itertools

import pytest

from partnerhub.domain.populations import Population, derive


@pytest.mark.parametrize(
    ("declared", "has_won", "has_open", "population"),
    [
        (None, False, False, "prospect"),
        (None, True, False, "customer"),
        (None, True, True, "customer"),
        (None, False, True, "open_opportunity"),
        (Population.CUSTOMER, False, False, "customer"),
        (Population.CUSTOMER, False, True, "customer"),
        (Population.PROSPECT, True, False, "customer"),
        (Population.PROSPECT, False, True, "open_opportunity"),
        (Population.PROSPECT, False, False, "prospect"),
        (Population.FORMER_CUSTOMER, True, False, "former_customer"),
        (Population.FORMER_CUSTOMER, True, True, "open_opportunity"),
        (Population.FORMER_CUSTOMER, False, False, "former_customer"),
        (Population.OTHER, False, False, "other"),
        (Population.OTHER, False, True, "open_opportunity"),
        (Population.OTHER, True, False, "customer"),
    ],
)
def test_an_account_is_what_its_type_and_its_deals_say(declared, has_won, has_open, population):
    assert derive(declared, has_won=has_won, has_open=has_open) == population


def test_every_account_has_a_population():
    for declared, has_won, has_open in itertools.product(
        [None, *Population], [True, False], [True, False]
    ):
        assert derive(declared, has_won=has_won, has_open=has_open) in Population


@pytest.mark.parametrize("declared", [None, *Population])
@pytest.mark.parametrize("has_won", [True, False])
def test_an_open_deal_never_makes_a_customer_less(declared, has_won):
    without = derive(declared, has_won=has_won, has_open=False)
    having = derive(declared, has_won=has_won, has_open=True)

    assert having == (
        Population.CUSTOMER if without is Population.CUSTOMER else Population.OPEN_OPPORTUNITY
    )
