"""`partnerhub match`: compare two files without a server or a database."""

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from partnerhub.domain.lists import ListKind
from partnerhub.ingest import ReadOptions, read
from partnerhub.matching import Matching, UnusableTableError
from partnerhub.matching import match as match_lists

_COMPARED = (
    *("name", "website", "country", "state", "city", "postal_code", "phone"),
    *("duns", "tax_id", "registration_number", "external_id", "parent_record_id"),
)
_NAMES = {"domain": "email_domain", "parent_record_id": "parent_id"}
_HELD = 1 << 28
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# What a spreadsheet would run as a formula: the file may hold names the other company typed.
_FORMULA = r"^([=+\-@\t\r])"


@dataclass(frozen=True, slots=True)
class AccountFile:
    """The accounts of one file."""

    path: Path
    accounts: pa.Table
    refused: int

    def summary(self) -> str:
        """Say what was read."""
        refused = f" ({self.refused:,} rows refused)" if self.refused else ""
        return f"{self.path.name}: {self.accounts.num_rows:,} accounts{refused}"


@click.command()
@click.argument("ours", metavar="A", type=_FILE)
@click.argument("theirs", metavar="B", type=_FILE)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("pairs.csv"),
    show_default=True,
    help="Where to write the pairs, as CSV.",
)
@click.option("--all", "everything", is_flag=True, help="Write the possible pairs, too.")
@click.option(
    "--memory",
    type=click.IntRange(min=200),
    default=700,
    show_default=True,
    help="About how many megabytes to use; what does not fit goes to a temporary folder.",
)
def match(ours: Path, theirs: Path, output: Path, everything: bool, memory: int) -> None:
    """Find the companies that two account lists, A and B, have in common.

    A and B are CSV or XLSX files as CRMs export them. The pairs are written with their confidence,
    the rules that applied and a sentence that says why. An account is named by its id, or by the
    number of its row, from 1, where the file has no column of ids.
    """
    started = time.monotonic()
    if not output.absolute().parent.is_dir():
        raise click.ClickException(f"There is no folder {output.absolute().parent}.")
    first, second, found = _compare(ours, theirs, memory)
    pairs = found.pairs if everything else found.released()
    _write(pairs, output)
    click.echo(f"{first.summary()}; {second.summary()}")
    for line in _summary(found, everything):
        click.echo(line)
    click.echo(f"Written to {output} in {time.monotonic() - started:.1f} s.")


def _compare(ours: Path, theirs: Path, memory: int) -> tuple[AccountFile, AccountFile, Matching]:
    """Read and match, with a bar on the terminal."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=1000, label="Reading", file=sys.stderr, hidden=hidden, show_eta=False
    ) as bar:
        first, second = _both(ours, theirs)

        def progress(share: float, doing: str) -> None:
            bar.label = doing
            bar.update(round(share * 1000) - bar.pos)

        try:
            found = match_lists(
                first.accounts, second.accounts, progress=progress, memory_limit_mb=memory
            )
        except UnusableTableError as error:
            raise click.ClickException(str(error)) from error
    return first, second, found


def _both(ours: Path, theirs: Path) -> tuple[AccountFile, AccountFile]:
    """Read two files side by side: what takes long in it leaves the interpreter to others."""
    with ThreadPoolExecutor(2) as readers:
        first, second = readers.map(_accounts, (ours, theirs))
    return first, second


def _accounts(path: Path) -> AccountFile:
    """Read the accounts of a file, and number them where they have no id."""
    reading = read(path, kind=ListKind.ACCOUNTS, options=ReadOptions(), hold=_HELD)
    tables, refused = [], []
    for batch in reading.batches(only=_COMPARED):
        tables.append(batch.records.select(["line", "record_id", "domain", *_COMPARED]))
        refused.append(batch.rejects["line"].combine_chunks())
    records = pa.concat_tables(tables)
    lost = pc.unique(pa.chunked_array(refused, pa.int64()))
    ids = records["record_id"]
    if ids.null_count:
        ids = pc.coalesce(ids, _numbers(records["line"], lost))
    kept = [name for name in ("domain", *_COMPARED) if records[name].null_count < len(ids)]
    accounts = records.select(kept).rename_columns([_NAMES.get(name, name) for name in kept])
    return AccountFile(path, accounts.append_column("id", ids), len(lost))


def _numbers(lines: pa.ChunkedArray, lost: pa.Array) -> pa.Array:
    """Number the rows of a file from 1, those that were refused included."""
    every = pa.concat_arrays([lines.combine_chunks(), lost])
    ranks = pc.rank(every, sort_keys="ascending", tiebreaker="dense")
    return ranks.slice(0, len(lines)).cast(pa.string())


def _write(pairs: pa.Table, output: Path) -> None:
    """Write the file beside its place and move it there, so that it is never half written."""
    table = pa.table(
        {
            "a_id": _neutral(pairs["a_id"]),
            "b_id": _neutral(pairs["b_id"]),
            "confidence": pairs["confidence"],
            "tier": pairs["tier"],
            "rules": _rule_names(pairs["rules"]),
            "explanation": _neutral(pairs["explanation"]),
            "company": pairs["company"],
            "relation": pairs["relation"],
        }
    )
    folder = output.absolute().parent
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{output.name}.", delete=False) as file:
        written = Path(file.name)
        try:
            csv.write_csv(table, file)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            written.unlink(missing_ok=True)
            raise
    written.chmod(0o644)
    written.replace(output)


def _neutral(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return pc.replace_substring_regex(text, _FORMULA, r"'\1")


def _rule_names(rules: pa.ChunkedArray) -> pa.Array:
    """Name the rules that applied to each pair; where all pairs start from is none."""
    lists = rules.combine_chunks()
    names = lists.flatten().field("rule")
    renewed = pa.ListArray.from_arrays(_offsets(lists), names)
    return pc.replace_substring_regex(pc.binary_join(renewed, ";"), r";?\bprior$", "")


def _offsets(lists: pa.Array) -> pa.Array:
    """Say where each list begins once they are laid end to end."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    ends = pc.cumulative_sum(lengths.cast(pa.int32()))
    return pa.concat_arrays([pa.array([0], pa.int32()), ends])


def _summary(found: Matching, everything: bool) -> list[str]:
    """Say what was found, in a few lines."""
    tiers = pc.value_counts(found.pairs["tier"]).to_pylist()
    count = {tier["values"]: tier["counts"] for tier in tiers}
    possible = count.get("possible", 0)
    kept = "written as well" if everything else "not written; add --all"
    counts = found.counts
    pairs = f"{counts.pairs:,} pairs: {count.get('certain', 0):,} certain, "
    pairs += f"{count.get('likely', 0):,} likely ({possible:,} possible, {kept})"
    accounts = f"{counts.a:,} accounts of A and {counts.b:,} of B, {counts.companies:,} companies"
    if counts.duplicates_a or counts.duplicates_b:
        accounts += f" (duplicates: {counts.duplicates_a:,} of A, {counts.duplicates_b:,} of B)"
    lines = [pairs, accounts]
    if counts.same_group or counts.related:
        lines.append(
            f"No matches, but not strangers: {counts.same_group:,} pairs of one group, "
            f"{counts.related:,} related pairs"
        )
    if found.near_misses:
        lines.append("Near misses, among accounts without a pair:")
    return lines + [f"  {miss.sentence}" for miss in found.near_misses]
