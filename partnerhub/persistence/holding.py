"""Holding: a statement runs only if it is about rows within its session's reach.

One that does not say whose rows it is about is a mistake of ours and is refused before it runs; so
is one that asks for an organization beyond the session's reach. On SQLite this is the second wall
behind `visible_to`, on PostgreSQL the third behind row-level security, where it turns a silent
empty answer into an error.

The form is looked at once for each compiled statement, which SQLAlchemy keeps and uses again; later
it costs a look into a dictionary. What goes to the driver by hand (bulk writes) is not seen. Of
which partnership a row may be asked for stands in a row, so a request's partnership is taken at its
word here: on SQLite only `visible_to` keeps strangers from it, on PostgreSQL the policies do, too.
"""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from partnerhub.persistence import bounds
from partnerhub.persistence.reach import Reach

LEDGER = {"audit_lines", "disclosures", "disclosed_records"}
"""Tables that the operator looks through for rows of no organization; PostgreSQL shows no other."""
TRAIL = {*LEDGER, "webhooks", "deliveries"}
"""Tables of a partner that writing a line in its trail reads or adds to."""
WHOLE = {"partnerships", "sharing_policies", *LEDGER}
"""Tables that the operator may read as a whole."""


class UnboundError(Exception):
    """A statement does not say whose rows it is about, or is about rows beyond its reach."""


def hold(
    connection: Connection,
    _cursor: object,
    _statement: str,
    _parameters: object,
    context: Any,
    _many: bool,
) -> None:
    """Refuse a statement that does not keep to its session's reach.

    Raises:
        UnboundError: It does not.
    """
    session = connection.get_execution_options().get("acting")
    compiled = context.compiled
    if session is None or compiled is None or context.isddl:
        return  # A migration, a statement written for the driver, or a temporary table.
    found: bounds.Bounds | None = getattr(compiled, "partnerhub_bounds", None)
    if found is None:
        found = compiled.partnerhub_bounds = bounds.of(compiled)
    reach: Reach = session["reach"]
    if found.unbound and not _whole(found.unbound, reach):
        message = f"{', '.join(found.unbound)}: the statement does not say whose rows it is about"
        raise UnboundError(message)
    for values in context.compiled_parameters:
        for table, name in found.organizations:
            trail = (reach.trail,) if table in TRAIL else ()
            _stay_within(values, name, (*reach.organizations, *trail))
        for name in found.partnerships if reach.partnership_id else ():
            _stay_within(values, name, (reach.partnership_id,))


def _whole(unbound: Iterable[str], reach: Reach) -> bool:
    """Whether the operator may read these tables as a whole."""
    return reach.installation and WHOLE.issuperset(unbound)


def _stay_within(values: dict[str, Any], name: str, allowed: Iterable[str | None]) -> None:
    # The values of an IN list have been given names of their own.
    asked = [values[name]] if name in values else _listed(values, name)
    if not {*asked} <= {*allowed, None}:
        raise UnboundError("the statement is about rows beyond its session's reach")


def _listed(values: dict[str, Any], name: str) -> list[Any]:
    return [value for key, value in values.items() if re.fullmatch(rf"{re.escape(name)}_\d+", key)]
