"""How often a property is tried: a few times in the suite, the same ones; at length on demand.

`PARTNERHUB_TEST_EXAMPLES=1000 pytest tests/uploads` tries a thousand, other ones each time.
"""

import os

from hypothesis import HealthCheck, Phase, settings

LONG = int(os.environ.get("PARTNERHUB_TEST_EXAMPLES", "0"))
"""Tries that a long run wants, 0 in the suite."""


def tries(few, **more):
    """Settings for so many tries in the suite.

    Only a long run looks for the shortest way to a failure, which can take minutes.
    """
    return settings(
        max_examples=LONG or few,
        deadline=None,
        derandomize=not LONG,
        phases=list(Phase) if LONG else [Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        **more,
    )
