"""Workbooks are read apart: whatever becomes of the process that reads one, ours goes on."""

import json
import os
import signal
import socket
import subprocess
import sys

import pytest

from partnerhub.domain import errors
from partnerhub.ingest import Limits, ParserDiedError
from partnerhub.workbooks import messages, parent
from tests.bad import make

START = "import sys, os; sys.path[:] = sys.argv[1:]; "
CHILD = "from partnerhub.workbooks import child, grid, messages; "
RUN = "; child.main()"
UNSCANNED = "grid.scan = lambda pieces, *limits, **more: [None for _ in pieces] and grid.Grid()"
ANSWER = (
    "from partnerhub.workbooks import messages, limits; order = messages.read(sys.stdin.buffer); "
    "limits.apply(limits.Limits(*order['limits'])); "
)


@pytest.fixture
def running(monkeypatch):
    """Let the process run something else than what it is made for."""

    def run(program):
        monkeypatch.setattr(parent, "PROGRAM", START + program)

    return run


@pytest.fixture
def saying(running):
    """Let the process answer whatever a parser in strange hands might."""

    def say(*raw):
        wire = b"".join(
            one if isinstance(one, bytes) else framed(json.dumps(one).encode()) for one in raw
        )
        running(ANSWER + f"sys.stdout.buffer.write({wire!r}); sys.stdout.flush()")

    return say


def framed(data):
    return len(data).to_bytes(4, "big") + data


def test_two_cells_far_apart_end_the_process_that_reads_and_not_ours(files, running):
    sparse = make.XLSX["two cells far apart"]()
    assert len(sparse) < 2000
    pid = os.getpid()
    running(CHILD + UNSCANNED + RUN)

    with pytest.raises(errors.ImportResourceLimitError, match="more memory"):
        files.read(sparse, name="list.xlsx")

    assert os.getpid() == pid
    assert len(files.records(make.XLSX["good"](), name="list.xlsx")) == 3


@pytest.mark.parametrize(
    ("program", "limits", "what"),
    [
        ("def scan(*a, **k): return bytearray(1 << 32)\n", Limits(256, 60), "more memory"),
        ("def scan(*a, **k):\n while True: pass\n", Limits(256, 1), "longer"),
        (
            "def scan(*a, **k):\n kept = []\n while True: kept.append('x' * 1000000)\n",
            Limits(256, 60),
            "more memory",
        ),
    ],
)
def test_a_workbook_that_takes_too_much_is_refused(files, running, program, limits, what):
    running(f"exec({CHILD + chr(10) + program!r}); grid.scan = scan{RUN}")

    with pytest.raises(errors.ImportResourceLimitError, match=what):
        files.read(make.XLSX["good"](), name="list.xlsx", limits=limits)


def test_a_process_that_only_sleeps_is_not_waited_for(files, running, monkeypatch):
    monkeypatch.setattr(Limits, "seconds", 0.3)
    running("import time; time.sleep(600)")

    with pytest.raises(errors.ImportResourceLimitError, match="longer"):
        files.read(make.XLSX["good"](), name="list.xlsx")


@pytest.mark.parametrize(
    "death",
    [
        "os.abort()",
        "os.kill(os.getpid(), 11)",
        "os.kill(os.getpid(), 9)",
        "os._exit(0)",
        "os._exit(3)",
        "sys.exit('an error nobody thought of')",
        "os.close(1); import time; time.sleep(600)",
    ],
)
def test_a_process_that_dies_of_something_else_may_be_tried_again(
    files, running, death, monkeypatch
):
    monkeypatch.setattr(parent, "_PATIENCE", 0.5)
    running(death)

    with pytest.raises(ParserDiedError):
        files.read(make.XLSX["good"](), name="list.xlsx")


HEAD = {"name": "S", "warnings": [], "first": [["name"]], "height": 3}


@pytest.mark.parametrize(
    "answers",
    [
        [b"garbage and more garbage"],
        [(1 << 31).to_bytes(4, "big")],
        [(messages.LARGEST + 1).to_bytes(4, "big")],
        [framed(b"\xff\xfe")],
        [framed(b"[" * 100_000)],
        [[]],
        [{}],
        [HEAD | {"height": "many"}],
        [HEAD | {"first": 5}],
        [HEAD, {"line": 2}],
        [HEAD, {"line": 2, "columns": [], "bad": []}],
        [HEAD, {"line": 2, "columns": [[1, 2]], "bad": []}],
        [HEAD, {"line": 2, "columns": ["ab"], "bad": []}],
        [HEAD, {"line": 2, "columns": [["a"]], "bad": [[1]]}],
        [HEAD, {"line": 2, "columns": [["a", "b"], ["c"]], "bad": []}],
        [HEAD, {"line": 2, "columns": [["a"], ["c"]], "bad": []}],
        [HEAD, {"line": 2, "columns": [["\ud800"]], "bad": []}],
    ],
    ids=range(17),
)
def test_an_answer_that_is_none_is_believed_in_nothing(files, saying, answers):
    saying(*answers)

    with pytest.raises(ParserDiedError):
        files.read(make.XLSX["good"](), name="list.xlsx")


def test_only_refusals_of_files_are_taken_from_the_process(files, saying):
    saying({"refused": "not_found", "detail": "x" * 5000})

    with pytest.raises(errors.ImportZipStructureError):
        files.read(make.XLSX["good"](), name="list.xlsx")


LOOK = """
import json, resource, socket
found = {"environment": dict(os.environ), "modules": sorted(sys.modules)}
found["open"] = sorted(int(one) for one in os.listdir("/proc/self/fd"))
found["limits"] = [
    resource.getrlimit(one)
    for one in (resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)
]
try:
    with open(order["wanted"][0] + ".written", "wb") as file:
        file.write(b"x")
    found["wrote"] = True
except OSError:
    found["wrote"] = False
try:
    socket.create_connection(("127.0.0.1", PORT), 1).close()
    found["connected"] = True
except OSError:
    found["connected"] = False
messages.write(sys.stdout.buffer, {"refused": "import_failed", "detail": json.dumps(found)})
"""


@pytest.fixture
def seen(files, running, monkeypatch):
    """What the process that reads a workbook can see and do."""
    monkeypatch.setenv("PARTNERHUB_SECRET_KEY", "a secret that nobody needs to read a workbook")
    monkeypatch.setenv("PGPASSWORD", "another")
    monkeypatch.setattr(parent, "_LONGEST_DETAIL", 1 << 20)
    with socket.create_server(("127.0.0.1", 0)) as server:
        look = LOOK.replace("PORT", str(server.getsockname()[1]))
        running(f"exec({'import sys, os; ' + ANSWER + chr(10) + look!r})")
        with pytest.raises(errors.ImportFailedError) as refusal:
            files.read(make.XLSX["good"](), name="list.xlsx", limits=Limits(512, 7))
    return json.loads(refusal.value.detail)


def test_the_process_knows_no_secret_and_holds_nothing_of_ours(seen):
    assert set(seen["environment"]) <= {"LC_ALL", "LC_CTYPE"}
    assert seen["open"][:3] == [0, 1, 2]
    assert len(seen["open"]) == 4  # its three pipes, and the folder it just listed
    assert not {"polars", "pyarrow", "sqlalchemy", "flask"} & set(seen["modules"])


def test_the_process_writes_no_file_and_is_limited(seen, files):
    assert seen["wrote"] is False
    assert seen["limits"] == [[7, 12], [0, 0], [0, 0]]
    written = [path for path in files.folder.iterdir() if path.stat().st_size]
    assert [path.name for path in written] == ["list.xlsx"]


def test_the_process_reaches_no_network_where_the_system_allows_that(seen):
    program = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000) != 0)"
    if subprocess.run([sys.executable, "-c", program], check=False).returncode:
        pytest.skip("this system lets no process leave its networks")

    assert seen["connected"] is False


def test_the_process_ends_with_the_sheet(files):
    sheet = parent.Sheet(
        files.write(make.XLSX["good"](), "a.xlsx"), (None, 1000, 100, 1 << 24), Limits()
    )
    process = sheet._process
    assert process.poll() is None

    del sheet

    assert process.returncode == -signal.SIGKILL


def test_rows_are_read_as_often_as_one_asks(files, monkeypatch):
    rows = "".join(make.row(at, str(at), f"Name {at}") for at in range(2, 50_002))
    content = make.xlsx(make.sheet(make.row(1, "id", "name") + rows))
    sheet = parent.Sheet(files.write(content, "a.xlsx"), (None, 60_000, 10, 1 << 26), Limits())
    begun = sheet.chunks(1)
    next(begun)

    whole = [line for line, *_ in sheet.chunks(1)]

    assert len(whole) > 2
    assert whole == [line for line, *_ in sheet.chunks(1)]
    assert list(begun) == []


def test_a_sheet_of_long_cells_comes_in_messages_of_bounded_length(files):
    rows = "".join(make.row(at, str(at), f"{at} " + "é" * 30_000) for at in range(2, 1_002))
    content = make.stored(make.xlsx(make.sheet(make.row(1, "id", "name") + rows)))
    sheet = parent.Sheet(files.write(content, "a.xlsx"), (None, 60_000, 10, 1 << 28), Limits())

    heights = [len(columns[0]) for _, columns, _ in sheet.chunks(1)]

    assert sum(heights) == 1_000
    assert max(heights) < 200
