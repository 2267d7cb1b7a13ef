"""Writing: pairs as Parquet, in one folder per tier."""

from pyspark.sql import DataFrame


def write(pairs: DataFrame, folder: str) -> None:
    """Write pairs to a folder that is not there yet.

    Within a tier the files, by their names, hold the pairs in the order of `Matching.pairs`.
    """
    pairs.write.partitionBy("tier").parquet(folder)
