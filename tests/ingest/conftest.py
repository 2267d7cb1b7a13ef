"""Files written where a test can read them."""

from pathlib import Path

import pytest

from partnerhub import ingest
from partnerhub.domain.lists import ListKind


class Files:
    """Writes files and reads them as partnerhub does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, content, name="list.csv"):
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, content, kind=ListKind.ACCOUNTS, name="list.csv", **options):
        path = self.write(content, name)
        reading = ingest.read(path, kind=ListKind(kind), options=ingest.ReadOptions(**options))
        return Outcome(reading)

    def records(self, content, kind=ListKind.ACCOUNTS, name="list.csv", **options):
        return self.read(content, kind, name, **options).records


class Outcome:
    """What came out of a file, all batches together."""

    def __init__(self, reading) -> None:
        self.detected = reading.detected
        self.fingerprint = reading.fingerprint
        self.batches = list(reading.batches())
        self.records = [row for batch in self.batches for row in batch.records.to_pylist()]
        self.rejects = [row for batch in self.batches for row in batch.rejects.to_pylist()]
        self.errors = [(row["line"], row["code"]) for row in self._of("error")]
        self.remarks = [(row["line"], row["code"]) for row in self._of("warning")]

    def _of(self, severity):
        return [row for row in self.rejects if row["severity"] == severity]


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)
