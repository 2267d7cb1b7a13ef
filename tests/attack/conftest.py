"""Two partners whose lists come in as files, and a stranger: what an attacker has to work with."""

import pytest

from partnerhub.settings import Settings
from tests.conftest import SECRET
from tests.journeys.people import agree, compare
from tests.pasts import built_once

WORDS = [
    "Amber",
    "Birch",
    "Cobalt",
    "Dune",
    "Ember",
    "Fjord",
    "Garnet",
    "Harbor",
    "Iris",
    "Juniper",
    "Kestrel",
    "Lagoon",
    "Maple",
    "Nimbus",
    "Onyx",
    "Prairie",
    "Quartz",
    "Ridge",
    "Saffron",
    "Tundra",
]
CITIES = ["Hamburg", "Bremen", "Kiel", "Essen", "Bonn"]


@pytest.fixture
def own_settings(tmp_path):
    """What is tried here is decided above the database, so one kind is enough."""
    return Settings(data_folder=tmp_path, secret_key=SECRET, lease_seconds=1).prepared()


@pytest.fixture
def upload(tmp_path):
    """Upload rows of a kind, replacing the list."""

    def upload(manager, header, rows, kind="accounts", **choices):
        path = tmp_path / f"{kind}.csv"
        lines = [",".join(header), *(",".join(map(str, row)) for row in rows)]
        path.write_text("\n".join(lines) + "\n")
        done = manager.upload(kind, path, **choices)
        assert done["state"] == "succeeded", done
        return done

    return upload


HEADER = ["Account ID", "Account Name", "Website", "Billing City", "Billing Country", "Phone"]
HEADER += ["Type", "Account Owner"]


def company(number, *, name=None, site=None, owner="Ann"):
    """A row of an account list; equal numbers are the same company."""
    return (
        number,
        name or f"{WORDS[number % 20]} {WORDS[(number * 7 + 3) % 20]} Works {number}",
        f"company-{number}.com" if site is None else site,
        CITIES[number % 5],
        "Germany",
        f"+49 40 {7000000 + number * 7919}",
        "Customer" if number % 2 else "Prospect",
        owner,
    )


@pytest.fixture
@built_once
def stocked(first, second, upload):
    """Both have companies 1 to 12; 101 and on are the first's alone, 201 and on the second's."""
    upload(first, HEADER, [company(n) for n in [*range(1, 13), *range(101, 106)]])
    upload(second, HEADER, [company(n) for n in [*range(1, 13), *range(201, 206)]])


@pytest.fixture
@built_once
def partnership(first, second, stocked):
    return agree(first, second)


@pytest.fixture
@built_once
def overlap(first, second, partnership):
    return compare(first, second, partnership)
