"""The Spark engine: the same rules and the same candidates, for lists beyond one machine.

Only joins and counts run in Spark itself, those of the candidates from the statements that the
embedded engine runs, too. Everything that is said of a record or of a pair is said by the functions
of `partnerhub.matching`, on Arrow batches in Spark's Python workers.

with Work(session, "s3a://bucket/steps") as work:
    found = match(work, session.read.parquet(ours), session.read.parquet(theirs))
    write(found.pairs, "s3a://bucket/pairs")
"""

from partnerhub.matching.engines.spark.folders import is_there
from partnerhub.matching.engines.spark.matches import Matched, match
from partnerhub.matching.engines.spark.reading import listed
from partnerhub.matching.engines.spark.sessions import NoSparkError, session
from partnerhub.matching.engines.spark.working import Work
from partnerhub.matching.engines.spark.writing import write

__all__ = ["Matched", "NoSparkError", "Work", "is_there", "listed", "match", "session", "write"]
