"""Target lists: build, amend, read, approve; both approved, a list is frozen."""

from partnerhub.services.targets.agreeing import approve
from partnerhub.services.targets.building import Rules, build
from partnerhub.services.targets.changing import add, change, remove
from partnerhub.services.targets.reading import TargetListView, TargetView, export, get, one

__all__ = [
    "Rules",
    "TargetListView",
    "TargetView",
    "add",
    "approve",
    "build",
    "change",
    "export",
    "get",
    "one",
    "remove",
]
