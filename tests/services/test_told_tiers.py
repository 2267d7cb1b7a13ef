"""A pair of which less is told by now: its tier is that of the policy of its overlap."""

import dataclasses
from types import SimpleNamespace

import pytest

from partnerhub.matching import DEFAULT
from partnerhub.services.overlaps import policies
from partnerhub.services.overlaps.showing import told_tier

SHIFT = 0.0005
"""How far the tier of a kept policy begins from where that of the present one does."""


@pytest.mark.parametrize(("shift", "tier"), [(-SHIFT, "certain"), (SHIFT, "likely")])
def test_the_tier_of_what_is_told_goes_by_the_policy_that_was_kept(shift, tier):
    policy = dataclasses.replace(DEFAULT, certain=DEFAULT.certain + shift)
    overlap = SimpleNamespace(policy=policies.kept(policy, ["certain", "likely"]))
    pair = SimpleNamespace(confidence=9_999, tier="certain")
    told = round((DEFAULT.certain + shift / 2) * 10_000)

    assert told_tier(pair, told, overlap) == tier
