"""The resources of the API, one module each, in the order the document lists them."""

from partnerhub.api.blueprint import Blueprint
from partnerhub.api.resources import operations

BLUEPRINTS: list[Blueprint] = [
    operations.blueprint,
]
"""Every resource there is; a new module is added here and nowhere else."""
