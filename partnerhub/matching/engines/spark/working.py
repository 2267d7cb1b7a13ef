"""Working: the steps of a comparison, kept in a folder that all workers reach.

Each step is written once and read by those after it: nothing is computed twice, plans stay short,
and a lost worker costs its part of one step.
"""

from types import TracebackType
from typing import Self

from pyspark.sql import DataFrame, SparkSession

from partnerhub.matching.engines.spark.folders import remove


class Work:
    """A folder for the steps of one comparison, and a session of its own to name them in."""

    def __init__(self, session: SparkSession, folder: str) -> None:
        self.session = session.newSession()
        self._folder = folder.rstrip("/")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.session.sparkContext.setJobDescription(None)
        remove(self.session, self._folder)

    def kept(self, name: str, frame: DataFrame) -> DataFrame:
        """Write a step and give it as it was written."""
        self.session.sparkContext.setJobDescription(f"partnerhub: {name}")
        path = f"{self._folder}/{name}"
        frame.write.parquet(path)
        return self.session.read.schema(frame.schema).parquet(path)

    def drop(self, name: str) -> None:
        """Remove a step that nothing will be read from any more."""
        remove(self.session, f"{self._folder}/{name}")
