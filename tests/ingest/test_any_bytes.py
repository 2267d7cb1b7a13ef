"""Whatever is uploaded: an answer of the catalogue, never an exception of a library."""

import contextlib
import io
import tempfile
import time
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from partnerhub import ingest
from partnerhub.domain.errors import PartnerhubError
from partnerhub.domain.lists import ListKind
from tests.bad import make
from tests.tries import tries

BRIEF = tries(60)
DEAR = tries(25)
"""For what starts processes, or reads a file thrice."""
SECONDS = 5

HEADERS = st.sampled_from(
    [
        "id,name,website,country,phone,created date,employees,annual revenue,duns,type",
        "Id,Account Name,Stage,Status,IsWon,IsClosed,Amount,Currency,Close Date,Created Date",
        "Record ID,First Name,Last Name,Email,Phone Number,Marketing contact status,Create Date",
    ]
)
CELLS = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"\A[\d.,/:€$kM \-]{0,14}\Z"),
    st.from_regex(r"\A[a-zß.@:/\-]{0,20}\Z"),
    st.sampled_from(['"', '""', "\x00", "\r", "=1+1", "9" * 40, "31/12/9999", "0000-00-00"]),
)


def read(content, kind, name, **options):
    """Read a file to its end; a refusal of the catalogue is an answer."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        with contextlib.suppress(PartnerhubError):
            ingest.preview(path)
        with contextlib.suppress(PartnerhubError):
            reading = ingest.read(path, kind=kind, options=ingest.ReadOptions(**options))
            for batch in reading.batches():
                assert batch.records.schema == ingest.SCHEMAS[kind]
                assert batch.rejects.schema == ingest.REJECTS_SCHEMA
                assert batch.records.num_rows <= batch.rows_read
                assert 0 <= batch.progress <= 1
                batch.records.validate(full=True)
    assert time.monotonic() - begun < SECONDS


@BRIEF
@given(st.binary(max_size=2000), st.sampled_from(ListKind))
def test_any_bytes(content, kind):
    read(content, kind, "list.csv")


@BRIEF
@given(st.binary(max_size=500))
def test_any_bytes_after_a_good_header(content):
    read(make.GOOD + content, ListKind.ACCOUNTS, "list.csv")


REAL = [
    make.GOOD,
    '\ufeffid;name;website\r\n1;Müller;müller.de\r\n2;"A; B";b.com\r\n'.encode(),
    b"\xff\xfe" + "id\tname\n1\tÄcme\n2\tBeta\n".encode("utf-16-le"),
    "Firma;Umsatz;Ort\nMüller;1.234,56 €;Köln\n".encode("cp1252"),
    b"sep=;\nid;name\n1;Acme\n",
    make.CSV["ragged"](),
]
"""Files as programs write them, to be damaged."""


@BRIEF
@given(
    st.sampled_from(REAL),
    st.lists(st.tuples(st.integers(0, 120), st.binary(max_size=4), st.integers(0, 6)), max_size=6),
    st.sampled_from(ListKind),
)
def test_any_damage_to_a_real_file(content, damage, kind):
    for place, put, taken in damage:
        content = content[:place] + put + content[place + taken :]

    read(content, kind, "list.csv", max_reject_share=1)


@BRIEF
@given(
    st.binary(max_size=200), st.sampled_from(["utf-16", "utf-7", "gb18030", "cp1251", "punycode"])
)
def test_any_bytes_in_any_encoding(content, encoding):
    read(make.GOOD + content, ListKind.ACCOUNTS, "list.csv", encoding=encoding)


@DEAR
@given(HEADERS, st.lists(st.lists(CELLS, min_size=7, max_size=10), max_size=8), st.booleans())
def test_any_cells(header, rows, quoted):
    cells = [[f'"{cell}"' if quoted else cell for cell in row] for row in rows]
    content = "\n".join([header, *(",".join(row) for row in cells)])

    for kind in ListKind:
        read(content.encode("utf-8", "replace"), kind, "list.csv", max_reject_share=1)


@DEAR
@given(st.binary(max_size=600))
def test_any_bytes_as_a_sheet(content):
    with zipfile.ZipFile(io.BytesIO(make.XLSX["good"]())) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}

    read(make.zipped(parts | {"xl/worksheets/sheet1.xml": content}), ListKind.ACCOUNTS, "a.xlsx")


@DEAR
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "C", "D", "AA", ""]),
            st.sampled_from(["n", "s", "b", "e", "d", "str", "inlineStr", "date"]),
            st.text("0123456789.-eEabcT:#", max_size=12),
        ),
        max_size=12,
    )
)
def test_any_cells_of_a_sheet(cells):
    written = "".join(
        f'<row r="{at}">{make.cell(f"{column}{at}", value, kind)}</row>'
        for at, (column, kind, value) in enumerate(cells, start=5)
    )

    read(make.xlsx(make.sheet(make.LIST + written)), ListKind.ACCOUNTS, "a.xlsx")
