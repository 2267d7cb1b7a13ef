"""`partnerhub match --engine spark`: the same comparison by Apache Spark."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import uuid4

import click
import pyarrow as pa

from partnerhub.matching import UnusableTableError
from partnerhub.matching.engines import spark

_PARQUET = ".parquet"


def is_parquet(path: str) -> bool:
    """Say whether Spark reads a list itself: anything that is not one file of a CRM."""
    return "://" in path or path.endswith(_PARQUET) or Path(path).is_dir()


def settings(given: Iterable[str]) -> dict[str, str]:
    """Take the settings of Spark apart.

    Raises:
        click.BadParameter: One is not of the form `KEY=VALUE`.
    """
    found = {}
    for setting in given:
        key, sign, value = setting.partition("=")
        if not sign or not key.startswith("spark."):
            raise click.BadParameter(
                f"{setting!r} is not of the form spark.…=VALUE.", param_hint="--spark-conf"
            )
        found[key] = value
    return found


def match(
    lists: Mapping[str, str | pa.Table],
    output: str,
    known: Mapping[str, str],
    *,
    everything: bool,
) -> spark.Matched:
    """Compare two lists and write their pairs to a folder.

    Args:
        lists: For `a` and `b` the place of its Parquet, or its accounts.
        output: The folder to write; the steps on the way stand beside it.
        known: Settings of Spark.
        everything: Write the possible pairs, too.
    """
    try:
        session = spark.session(known)
        if spark.is_there(session, output):
            raise click.ClickException(f"{output} is there already.")
        with spark.Work(session, f"{output}.steps-{uuid4().hex[:8]}") as work:
            a, b = (spark.listed(work, f"{side}_list", lists[side]) for side in ("a", "b"))
            found = spark.match(work, a, b)
            pairs = found.pairs if everything else found.pairs.where("tier <> 'possible'")
            spark.write(pairs, output)
    except (UnusableTableError, spark.NoSparkError) as error:
        raise click.ClickException(str(error)) from error
    return found
