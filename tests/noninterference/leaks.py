"""Leaks that somebody might build in: each makes one answer depend on what is hidden.

They are here to show that the two worlds are told apart as soon as anything leaks. Each is a
change to one function of partnerhub while a test runs.
"""

import hashlib
import sys
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import structlog
from flask import request

from partnerhub import matching
from partnerhub.api import etags
from partnerhub.domain.disclosure import COMPARABLE_FIELDS, Band, Shape
from partnerhub.domain.errors import NotFoundError
from partnerhub.http.context import session
from partnerhub.services import sharing
from partnerhub.services.overlaps import (
    disclosing,
    processing,
    requesting,
    showing,
    starting,
    viewing,
    writing,
)

LEAKS = {}
"""What leaks, and the change that lets it."""


def leak(change):
    LEAKS[change.__name__] = change
    return change


def everything(of):
    """Count the rows of all lists, as no answer may; said to the driver, where no wall is."""
    return of.connection().exec_driver_sql("select count(*) from accounts").scalar()


@leak
def counts_tell_how_long_the_other_list_is(patch):
    real = viewing._counts

    def counts(overlap, side, level):
        told = real(overlap, side, level)
        return told and {name: everything(session()) for name in told}

    patch.setattr(viewing, "_counts", counts)


@leak
def tags_are_made_of_rows_of_others(patch):
    real = etags.of

    def of(*resource):
        # Of accounts alone: without tags that hold, nothing could be changed in the script.
        told = real(*resource)
        if "/accounts/" not in request.path:
            return told
        return hashlib.sha256(f"{told}{everything(session())}".encode()).hexdigest()

    patch.setattr(etags, "of", of)


@leak
def cards_show_a_field_that_nobody_shared(patch):
    fields, shown = starting._fields, showing.shown_fields
    patch.setattr(starting, "_fields", lambda level, policy: (*fields(level, policy), "owner"))
    for module in (writing, showing):
        patch.setattr(module, "shown_fields", lambda *given: (*shown(*given), "owner"))
    # What is not shared is taken off once more before it is published.
    patch.setattr(disclosing, "narrowed", lambda _session, work: work)


@leak
def everything_is_compared(patch):
    patch.setattr(sharing, "compared", lambda *_: tuple(COMPARABLE_FIELDS))


@leak
def errors_tell_how_much_there_is(patch):
    real = NotFoundError.__init__

    def made(self, *given, **named):
        real(self, f"Not among {everything(session())} rows.", **named)

    patch.setattr(NotFoundError, "__init__", made)


@leak
def the_log_counts_rows_of_both(patch):
    real = processing._columns

    def columns(work):
        with work.database.transaction(write=False) as own:
            structlog.get_logger().info("comparing", rows=everything(own))
        return real(work)

    patch.setattr(processing, "_columns", columns)


@leak
def scores_learn_from_the_partner_s_list(patch):
    real = matching.match

    def match(mine, theirs, **options):
        found = real(mine, theirs, **options)
        place = found.pairs.schema.get_field_index("confidence")
        lower = pc.subtract(found.pairs["confidence"], pa.scalar(len(theirs) / 1e4))
        return replace(found, pairs=found.pairs.set_column(place, "confidence", lower))

    patch.setattr(matching, "match", match)


@leak
def bands_are_exact(patch):
    patch.setattr(sys.modules[Shape.__module__], "band", lambda count: Band(count, count))


@leak
def progress_tells_how_long_it_took(patch):
    real = viewing.view

    def view(own, found, overlap, **options):
        seen = real(own, found, overlap, **options)
        return replace(seen, progress=everything(own) / 1000)

    patch.setattr(requesting, "view", view)
