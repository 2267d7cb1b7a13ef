"""Files as CRMs export them, turned into clean tables and listed refusals."""

from partnerhub.ingest.batches import Batch
from partnerhub.ingest.detect import file_format
from partnerhub.ingest.fields import FIELDS, REJECTS_SCHEMA, SCHEMAS, Field
from partnerhub.ingest.findings import MESSAGES
from partnerhub.ingest.options import ReadOptions
from partnerhub.ingest.plan import check_options
from partnerhub.ingest.preview import Preview, preview
from partnerhub.ingest.reading import Detected, Reading, fingerprint_of, read
from partnerhub.workbooks.limits import Limits
from partnerhub.workbooks.parent import ParserDiedError

__all__ = [
    "FIELDS",
    "MESSAGES",
    "REJECTS_SCHEMA",
    "SCHEMAS",
    "Batch",
    "Detected",
    "Field",
    "Limits",
    "ParserDiedError",
    "Preview",
    "ReadOptions",
    "Reading",
    "check_options",
    "file_format",
    "fingerprint_of",
    "preview",
    "read",
]
