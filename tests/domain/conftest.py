"""Settings of the property tests."""

from hypothesis import settings

# A deadline per example measures how busy the machine is, and fails tests that are right.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
