"""`partnerhub match`: compare two files without a server or a database."""

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from partnerhub.domain.lists import ListKind
from partnerhub.ingest import ReadOptions, read
from partnerhub.matching import Counts, Matching, NearMiss, UnusableTableError
from partnerhub.matching import match as match_lists
from partnerhub.matching.explaining import rule_names

_COMPARED = (
    *("name", "website", "country", "state", "city", "postal_code", "phone"),
    *("duns", "tax_id", "registration_number", "external_id", "parent_record_id"),
)
_NAMES = {"domain": "email_domain", "parent_record_id": "parent_id"}
_HELD = 1 << 28
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


class _List(click.Path):
    """A file; for Spark also a folder of Parquet files, or an address such as s3a://lists/ours."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Ask for a file that is there, as far as that can be known here."""
        if ctx is None or ctx.params["engine"] != "spark":
            return super().convert(value, param, ctx)
        return value if "://" in value else click.Path(exists=True).convert(value, param, ctx)


_LIST = _List(exists=True, dir_okay=False)


@click.command()
@click.argument("ours", metavar="A", type=_LIST)
@click.argument("theirs", metavar="B", type=_LIST)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="Where to write the pairs: as CSV, by default to pairs.csv, or with Spark to a new folder "
    "of Parquet files, by default pairs.",
)
@click.option("--all", "everything", is_flag=True, help="Write the possible pairs, too.")
@click.option(
    "--engine",
    type=click.Choice(["embedded", "spark"]),
    default="embedded",
    show_default=True,
    is_eager=True,
    help="Compare in this process, or on Apache Spark: then A and B may be folders of Parquet.",
)
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file to keep what was found out, for the next comparison of newer versions of these "
    "lists: that takes a fraction of the time. For its owner only: it tells who is in both lists.",
)
@click.option(
    "--spark-conf", multiple=True, metavar="KEY=VALUE", help="A setting for Spark; repeatable."
)
def match(
    *,
    ours: str,
    theirs: str,
    output: str | None,
    everything: bool,
    engine: str,
    state: Path | None,
    spark_conf: tuple[str, ...],
) -> None:
    """Find the companies that two account lists, A and B, have in common.

    A and B are CSV or XLSX files as CRMs export them. The pairs are written with their confidence,
    the rules that applied and a sentence that says why. An account is named by its id, or by the
    number of its row, from 1, where the file has no column of ids.
    """
    started = time.monotonic()
    output = output or ("pairs" if engine == "spark" else "pairs.csv")
    if "://" not in output and not Path(output).absolute().parent.is_dir():
        raise click.ClickException(f"There is no folder {Path(output).absolute().parent}.")
    if spark_conf and engine != "spark":
        raise click.UsageError("--spark-conf goes with --engine spark only.")
    if engine == "spark":
        if state:
            raise click.UsageError("--state goes with the embedded engine only.")
        lines = _on_spark({"a": ours, "b": theirs}, output, spark_conf, everything)
    else:
        first, second, found = _compare(Path(ours), Path(theirs), state)
        _write(found.pairs if everything else found.released(), Path(output))
        read = f"{first.summary()}; {second.summary()}"
        lines = [read, *_summary(_tiers(found.pairs), found.counts, found.near_misses, everything)]
    for line in lines:
        click.echo(line)
    click.echo(f"Written to {output} in {time.monotonic() - started:.1f} s.")


def _on_spark(
    paths: dict[str, str], output: str, conf: tuple[str, ...], everything: bool
) -> list[str]:
    """Compare on Spark, which reads Parquet itself and is given what other files hold."""
    try:
        from partnerhub.cli import match_on_spark  # noqa: PLC0415 - Spark is an extra
    except ModuleNotFoundError as error:
        raise click.ClickException(
            "Spark is not installed: partnerhub[spark] brings it."
        ) from error
    files = {
        side: _accounts(Path(path))
        for side, path in paths.items()
        if not match_on_spark.is_parquet(path)
    }
    lists = paths | {side: file.accounts for side, file in files.items()}
    settings = match_on_spark.settings(conf)
    found = match_on_spark.match(lists, output, settings, everything=everything)
    read = [file.summary() for file in files.values()]
    return [*read, *_summary(found.tiers, found.counts, found.near_misses, everything)]


def _compare(
    ours: Path, theirs: Path, state: Path | None
) -> tuple[AccountFile, AccountFile, Matching]:
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
                first.accounts,
                second.accounts,
                progress=progress,
                state=state,
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
        refused.extend(batch.rejects["line"].chunks)
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
            "rules": rule_names(pairs["rules"]),
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


def _tiers(pairs: pa.Table) -> dict[str, int]:
    """Count pairs by tier."""
    tiers = pc.value_counts(pairs["tier"]).to_pylist()
    return {tier["values"]: tier["counts"] for tier in tiers}


def _summary(
    count: dict[str, int], counts: Counts, near_misses: tuple[NearMiss, ...], everything: bool
) -> list[str]:
    """Say what was found, in a few lines."""
    possible = count.get("possible", 0)
    kept = "written as well" if everything else "not written; add --all"
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
    if near_misses:
        lines.append("Near misses, among accounts without a pair:")
    return lines + [f"  {miss.sentence}" for miss in near_misses]
