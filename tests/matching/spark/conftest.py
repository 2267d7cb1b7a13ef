"""Spark for the tests that need it: one session for all of them."""

import os
import shutil

import pytest

NO_JAVA = "Spark needs Java, and there is none here"
# Few rows: what is compiled thoroughly would never pay.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.fixture(scope="session")
def session():
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip(NO_JAVA)
    spark = pytest.importorskip(
        "partnerhub.matching.engines.spark",
        reason="pyspark is not installed: uv sync --group spark",
    )
    started = spark.session(
        {
            "spark.master": "local[2]",
            "spark.driver.memory": "1g",
            "spark.driver.extraJavaOptions": QUICK,
            "spark.sql.shuffle.partitions": "3",
        }
    )
    yield started
    started.stop()


@pytest.fixture
def work(session, tmp_path):
    from partnerhub.matching.engines import spark  # noqa: PLC0415 - only where Spark is

    with spark.Work(session, str(tmp_path / "steps")) as steps:
        yield steps
