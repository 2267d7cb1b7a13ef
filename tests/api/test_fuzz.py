"""No request that can be made from the OpenAPI document, or from its opposite, gets a 500."""

from contextlib import suppress
from dataclasses import replace

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error

from partnerhub.app import create_app
from tests.factories import Make

EXAMPLES = 8
"""For each operation and mode; the document has some seventy operations."""


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_request_breaks_the_server(database, settings_of_tests, mode):
    app = create_app(settings_of_tests, database)
    with database.transaction(write=True) as session:
        make = Make(session)
        key = make.key(make.user()).secret
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", app)
    tried = set()

    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def holds(case):
            tried.add(case.operation.label)
            case.call_and_validate(
                headers={"Authorization": f"Bearer {key}"}, checks=[not_a_server_error]
            )

        with suppress(Unsatisfiable):  # An operation without arguments has no opposite.
            holds()

    assert len(tried) > 50


@pytest.fixture
def settings_of_tests(request):
    """The tests' settings without a rate limit."""
    return replace(request.getfixturevalue("settings"), calls_per_minute=1_000_000)
