"""The thin page."""
