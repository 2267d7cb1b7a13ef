"""Pasts: what lies behind a test, built once by each process and copied for whoever begins there.

    @pytest.fixture
    @built_once
    def partnership(first, second, upload):
        ...

The first test that asks for it builds it on its own installation, as before. Its database and data
folder are kept as they are then, and every later test begins with a copy of them.
A past has a name: kind of database, settings, day, and the fixtures that led to it, in their order.
Whoever writes anything else into the database leaves these ways: what he builds then is not kept.
"""

import shutil
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial, wraps
from pathlib import Path

from tests.databases import copied, fill, migrate

HERE = object()
"""Stands for the office of whoever begins with what was kept."""


def built_once(build):
    """Let a fixture that uses `office` or `first` be a part of the past; it gives plain values.

    What it depends on besides other pasts may only help to build, and is always the same.
    """

    @wraps(build)
    def lived(**given):
        office = given.get("office") or given["first"].office
        return office.database.past.lead_on(office, build, given)

    return lived


@dataclass(frozen=True)
class Kept:
    """A past as it was when it was built."""

    gave: object
    folder: Path
    model: object


class Past:
    """What was done to one installation since it was empty."""

    def __init__(self, settings, database, kept, new_folder):
        self.settings, self.database = settings, database
        self.kept, self.new_folder = kept, new_folder
        places = {"data_folder": Path(), "database_url": "", "owner_url": ""}
        self.name = (database.is_sqlite, str(replace(settings, **places)))
        """None when something was done that is nobody else's past."""
        self._due = partial(migrate, database)

    def come_true(self):
        """Make the installation what its past says; before anybody looks at it."""
        due, self._due = self._due, None
        if due:
            due()

    def leave(self):
        """Note that something is written that does not belong to a past of others."""
        self.name = None

    def lead_on(self, office, build, given):
        """Go on with a part of the past, by building it or by copying; returns what it gives."""
        if self.name is None:
            return build(**given)
        name = (*self.name, datetime.now(UTC).date(), build)
        if name not in self.kept:
            gave = build(**given)
            self.kept[name] = self._keep(deepcopy(gave, {id(office): HERE}))
        else:
            self._due = partial(self._begin_with, self.kept[name])
            gave = deepcopy(self.kept[name].gave, {id(HERE): office})
        self.name = name
        return gave

    def _keep(self, gave):
        self.come_true()
        self.database.close()
        folder = self.new_folder() / "kept"
        shutil.copytree(self.settings.data_folder, folder)
        return Kept(gave, folder, copied(self.database))

    def _begin_with(self, kept):
        self.database.close()
        shutil.copytree(kept.folder, self.settings.data_folder, dirs_exist_ok=True)
        fill(self.database, kept.model)
