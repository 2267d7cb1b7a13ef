"""What the command line is given, and things named so that they are imported when they are used."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Tools:
    """What the command line is given, so that it need not know how it is made.

    Both are named as `module:function`, not given: most commands do without the application, and
    the import of it takes longer than many of them.

    Attributes:
        create_app: What makes the application from settings and a database.
        application: Where a WSGI server finds it.
    """

    create_app: str
    application: str


def named(name: str) -> Any:
    """Import what is named as `module:attribute`."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
