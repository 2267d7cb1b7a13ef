"""The peers: each a script of its own with one contract, and run as a whole process.

    python -m tests.benchmarks.matching.peers.<name> a.csv b.csv out.csv

It reads two lists and writes `a_id,b_id,score`, every pair that it would show somebody who has yet
to choose the cut. What it needs is installed in an environment that is not ours.
"""

from dataclasses import dataclass
from pathlib import Path

GROUP, SCRIPT, OURS = "group", "script", "ours"


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool to run.

    Attributes:
        name: Its module here, and its name on the command line.
        title: What the tables call it.
        package: What its version is looked up by.
        cut: The score from which a careful user takes a pair, None where the tool prescribes none.
        environment: Where its packages are: in the dependency group `peers`, in the head of its
            own script, or beside partnerhub.
        slow: Whether it is left out unless it is asked for by name.
    """

    name: str
    title: str
    package: str
    cut: float | None
    environment: str = GROUP
    slow: bool = False

    def command(self, python: Path, a: Path, b: Path, out: Path) -> list[str]:
        """Write the command that compares two files."""
        if self.environment == OURS:
            return [str(python), "-m", "partnerhub", "match", str(a), str(b), "-o", str(out)]
        return [str(python), "-m", f"{__name__}.{self.name}", str(a), str(b), str(out)]


OURSELVES = Peer("partnerhub", "**partnerhub match**", "partnerhub", 0, OURS)
POLARS = Peer("polars_join", "clean name or domain the same: polars", "polars", 0)
SPLINK = Peer("splink_model", "Splink: name, domain, country, city", "splink", 0.9)
PEERS = (
    OURSELVES,
    POLARS,
    Peer("duckdb_join", "… in DuckDB", "duckdb", 0),
    Peer("pandas_join", "… in pandas", "pandas", 0),
    Peer("rapidfuzz_blocks", "rapidfuzz, blocks by first word", "rapidfuzz", 90),
    SPLINK,
    Peer("splink_words", "Splink: name by weighted words", "splink", 0.9),
    Peer("recordlinkage_ecm", "recordlinkage, ECM", "recordlinkage", 0.5),
    Peer("emm_names", "emm, unsupervised", "emm", None, SCRIPT),
    Peer("name_matching_names", "name_matching", "name-matching", None),
    Peer("dedupe_trained", "dedupe, trained with the truth", "dedupe", 0.5, slow=True),
)
