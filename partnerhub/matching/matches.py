"""Matching two lists: the one call that the rest of partnerhub, and anybody else, makes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import polars as pl

from partnerhub.matching import records
from partnerhub.matching.answers import Matching
from partnerhub.matching.concluding import Known, concluded
from partnerhub.matching.engines.embedded import Embedded
from partnerhub.matching.policy import DEFAULT, MatchPolicy
from partnerhub.matching.tables import ArrowTable, UnusableTableError, arrow

_DECISIONS: Final = ("accepted", "rejected")
_SIDES: Final = ("a", "b")


def match(
    a: ArrowTable,
    b: ArrowTable,
    *,
    policy: MatchPolicy = DEFAULT,
    decisions: ArrowTable | None = None,
    progress: Callable[[float, str], None] | None = None,
    state: Path | None = None,
) -> Matching:
    """Find the accounts of two lists that are the same company.

    The answer depends on the two lists and the policy only: not on the order of the rows, and not
    on rows of either list that have nothing in common with the other list.

    Args:
        a: Accounts, as a table of pyarrow, polars, pandas or anything else that speaks Arrow: `id`,
            and any of `name`, `website`, `email_domain`, `country`, `state`,
            `city`, `postal_code`, `phone`, `duns`, `tax_id`, `registration_number`, `external_id`,
            `parent_id`.
        b: The same of the other list.
        policy: The rules, what they are worth, and what may be released.
        decisions: What people decided: `a_id`, `b_id`, `decision` (`accepted` or `rejected`). A
            pair that one side rejected and the other accepted stays rejected.
        progress: Called with how far it is, 0 to 1, and what is being done.
        state: A file that keeps what the next comparison of these two lists need not find out
            again: it then costs about as much as what has changed in them. The answer is the same
            with and without it.

    Raises:
        UnusableTableError: A list or the decisions lack a column, or an id stands twice.
    """
    report = progress or (lambda _done, _doing: None)
    decided = _decisions(decisions)
    lists = {"a": arrow(a, "List A"), "b": arrow(b, "List B")}
    if state is not None:
        # Imported where it is wanted: without it a small comparison begins sooner.
        from partnerhub.matching.incremental import running  # noqa: PLC0415

        done = running.match(
            state,
            lists,
            policy=policy,
            decisions=decided,
            progress=report,
        )
        report(1.0, "Done")
        return done
    engine = Embedded()
    report(0.0, "Reading the lists")

    def take(side: str) -> records.Records:
        """Read a list; most of it is done outside of Python, so that two go side by side."""
        read = records.read(lists.pop(side), side.upper())
        engine.load(side, read)
        return read

    with ThreadPoolExecutor(len(_SIDES)) as pool:
        first, second = pool.map(take, _SIDES)
    scored = engine.scored(policy, report)
    engine.keys.clear()  # A tenth of all memory, and nobody asks for them any more.
    report(0.8, "Choosing")
    done = concluded(scored, engine.lists, _known(first, second), policy, decided)
    report(1.0, "Done")
    return done


def _known(first: records.Records, second: records.Records) -> Known:
    """Take what is to be known of the lists in the end."""
    sides = {"a": first.rows, "b": second.rows}
    return Known(
        ids={side: rows["id"] for side, rows in sides.items()},
        parents={side: rows.select("id", "parent_id").drop_nulls() for side, rows in sides.items()},
    )


def _decisions(given: ArrowTable | None) -> pl.DataFrame:
    """Check the decisions and take the columns that are needed."""
    columns = dict.fromkeys(("a_id", "b_id", "decision"), pl.String)
    if given is None:
        return pl.DataFrame(schema=columns)
    table = arrow(given, "The table of decisions")
    if missing := [column for column in columns if column not in table.column_names]:
        raise UnusableTableError(f"The decisions have no column `{missing[0]}`.")
    frame = pl.DataFrame(pl.from_arrow(table.select(list(columns)))).cast(pl.String)
    known = frame.get_column("decision").is_in(_DECISIONS)
    if not known.fill_null(value=False).all():
        raise UnusableTableError("A decision is neither `accepted` nor `rejected`.")
    return frame
