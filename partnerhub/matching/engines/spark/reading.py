"""Reading: lists as Parquet, wherever it lies, or as a table that this process holds."""

import pyarrow as pa
from py4j.protocol import Py4JJavaError
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame

from partnerhub.matching.engines.spark.working import Work
from partnerhub.matching.tables import UnusableTableError


def listed(work: Work, name: str, accounts: str | pa.Table) -> DataFrame:
    """Give a list to Spark.

    Args:
        work: Takes a table to where all workers reach it.
        name: What to call the list there.
        accounts: The list, or the file or folder of Parquet that holds it.

    Raises:
        UnusableTableError: There is no Parquet.
    """
    if not isinstance(accounts, str):
        return work.kept(name, work.session.createDataFrame(accounts))
    try:
        return work.session.read.parquet(accounts)
    except (AnalysisException, Py4JJavaError) as error:
        raise UnusableTableError(f"{accounts} cannot be read as Parquet.") from error
