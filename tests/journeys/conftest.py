"""Two companies of one office, who upload what a test writes."""

import pytest

from tests.journeys.people import Office


@pytest.fixture
def office(own_settings, own_database):
    return Office(own_settings, own_database)


@pytest.fixture
def first(office):
    return office.manager("First")


@pytest.fixture
def second(office):
    return office.manager("Second")


@pytest.fixture
def upload(tmp_path):
    """Upload a list, replacing the one before."""

    def upload(manager, text, kind="accounts", **choices):
        path = tmp_path / f"{kind}.csv"
        path.write_text(text)
        return manager.upload(kind, path, **choices)

    return upload
