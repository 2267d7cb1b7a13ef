"""Folders: what Spark itself does not offer of the file systems that it reads and writes."""

from typing import Any

from pyspark.sql import SparkSession


def is_there(session: SparkSession, folder: str) -> bool:
    """Say whether there is a file or folder of that name, on whatever system the name says."""
    system, path = _system(session, folder)
    return bool(system.exists(path))


def remove(session: SparkSession, folder: str) -> None:
    """Remove a folder and what is in it, where it is there."""
    system, path = _system(session, folder)
    recursively = True
    system.delete(path, recursively)


def _system(session: SparkSession, folder: str) -> tuple[Any, Any]:
    """Find the file system of a name, through Java: Spark has no public way."""
    context: Any = session.sparkContext
    path = context._jvm.org.apache.hadoop.fs.Path(folder)  # noqa: SLF001
    return path.getFileSystem(context._jsc.hadoopConfiguration()), path  # noqa: SLF001
