"""Sessions: Spark on this machine, unless a cluster is asked for in the usual ways."""

import os
import shutil
import sys
from collections.abc import Mapping
from typing import Final

from pyspark.sql import SparkSession

_SUBMITTED: Final = "PYSPARK_GATEWAY_PORT" in os.environ
_PARTITIONS_A_CORE: Final = 4
# A batch of pairs with both records beside them takes some 30 MB.
_BATCH: Final = {"spark.sql.execution.arrow.maxRecordsPerBatch": "50000"}
_LOCAL: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.log.level": "OFF",  # What fails is raised here, too.
    "spark.sql.shuffle.partitions": str(_PARTITIONS_A_CORE * (os.cpu_count() or 1)),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


class NoSparkError(RuntimeError):
    """Spark cannot be started: it needs Java."""


def session(settings: Mapping[str, str]) -> SparkSession:
    """Start Spark, or join what `spark-submit` started.

    Args:
        settings: What Spark is to be told, such as `spark.master`. Without a master it runs on this
            machine, on all its cores.
    """
    master = settings.get("spark.master", "local[*]")
    known = {**_BATCH, **settings}
    if not _SUBMITTED:
        if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            raise NoSparkError("Spark needs Java 17 or newer, and there is none on the path.")
        if master.startswith("local"):
            known = {"spark.master": master, **_LOCAL, **known}
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.appName("partnerhub match")
    for name, value in known.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
