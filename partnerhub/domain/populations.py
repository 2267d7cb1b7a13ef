"""Populations: what an account is to its owner.

Derived, never typed in: from what the CRM's type column says and from the account's
opportunities, when a list version is published. The order of strength is
customer > open_opportunity > former_customer > prospect > other.
"""

from enum import StrEnum


class Population(StrEnum):
    """The status of an account for its owner."""

    CUSTOMER = "customer"
    OPEN_OPPORTUNITY = "open_opportunity"
    FORMER_CUSTOMER = "former_customer"
    PROSPECT = "prospect"
    OTHER = "other"


def derive(declared: Population | None, *, has_won: bool, has_open: bool) -> Population:
    """Derive an account's population.

    A won deal makes a customer, unless the CRM says that the customer has left: the type column
    is newer knowledge than an old deal. An open deal at a customer is a flag beside the
    population, not another population. An account of which nothing is said is a prospect.

    >>> derive(None, has_won=True, has_open=True)
    <Population.CUSTOMER: 'customer'>
    >>> derive(Population.FORMER_CUSTOMER, has_won=True, has_open=False)
    <Population.FORMER_CUSTOMER: 'former_customer'>
    >>> derive(Population.PROSPECT, has_won=False, has_open=True)
    <Population.OPEN_OPPORTUNITY: 'open_opportunity'>
    """
    if declared is Population.CUSTOMER:
        return Population.CUSTOMER
    if has_won and declared is not Population.FORMER_CUSTOMER:
        return Population.CUSTOMER
    if has_open:
        return Population.OPEN_OPPORTUNITY
    return declared or Population.PROSPECT
