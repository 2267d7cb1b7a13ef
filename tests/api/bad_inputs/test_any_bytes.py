"""Bytes where words are expected: in headers, addresses, cursors, tags and forms.

    PARTNERHUB_TEST_EXAMPLES=2000 uv run pytest tests/api/bad_inputs/test_any_bytes.py

tries many more. Every answer is one of ours, comes soon and is made in bounded memory; a request
that is refused has no effect.
"""

import base64
import io
import json
import time
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnerhub.persistence.migrating import upgrade
from partnerhub.settings import Settings
from tests.api.bad_inputs.scene import DINNER, Scene, told
from tests.bad import make
from tests.conftest import SECRET
from tests.databases import OpenDatabase
from tests.tries import tries

SECONDS = 5
MEMORY = 64 << 20
KNOWN = {200, 201, 202, 204, 304, 400, 401, 404, 405, 406, 409, 412, 413, 414, 415, 422, 428, 429}
KNOWN |= {431}

LATIN = st.characters(codec="latin-1", exclude_characters="\r\n\0")
HEADER = st.one_of(
    st.text(LATIN, max_size=40),
    st.text('"*W/,;=q.0-9aäx ()<>@:\\[]?{}\t', max_size=40),
    st.sampled_from(["", " ", ",", '"', 'W/"', "*/*;q=", ";;;", "a" * 4_000, "\x80\xff", "%00"]),
)
ACCEPTS = st.one_of(
    HEADER,
    st.lists(
        st.tuples(
            st.sampled_from(["*/*", "application/json", "text/csv", "image/*", "a", "/", "json/*"]),
            st.sampled_from(["", ";q=0", ";q=1e9", ";q=-1", ";q=nan", ";q=0.0001", ";charset=x"]),
        ).map("".join),
        max_size=30,
    ).map(",".join),
)
TYPES = st.one_of(
    HEADER,
    st.sampled_from(
        ["application/json", "multipart/form-data", "text/json", "application/*"]
    ).flatmap(lambda kind: HEADER.map(lambda rest: f"{kind};{rest}")),
)
JSON = st.one_of(
    st.binary(max_size=200),
    st.text('{}[]",:0123456789.eE+-truefalsn\\u \x00\x1f\ud800', max_size=80).map(
        lambda text: text.encode("utf-8", "surrogatepass")
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode()),
)
PART = st.sampled_from(
    [
        b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\naccounts\r\n',
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n' + make.GOOD,
        b'--x\r\nContent-Disposition: form-data; name="mapping"\r\n\r\n{"id": ""}\r\n',
        b"--x--\r\n",
        b"--x\r\n",
        b"\r\n\r\n",
        b"Content-Disposition: form-data; name=\"file\"; filename*=utf-16''%00%ff\r\n\r\n",
        b'Content-Disposition: form-data; name="a"; name="b"; filename="\xff\xfe"\r\n',
        b"Content-Transfer-Encoding: base64\r\n\r\n",
        b"Content-Type: text/csv; charset=utf-7\r\n",
        b"X: " + b"y" * 3_000 + b"\r\n",
    ]
)
FORMS = st.lists(PART | st.binary(max_size=60), max_size=8).map(b"".join)


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    settings = Settings(
        data_folder=tmp_path_factory.mktemp("any-bytes"),
        secret_key=SECRET,
        calls_per_minute=1_000_000,
    ).prepared()
    database = OpenDatabase(settings.effective_database_url, settings.keyring())
    upgrade(database)
    yield Scene(settings, database)
    database.close()


def answered(scene, method, path, **options):
    """Make a call; the answer is one of ours, soon, and a refusal is told in full."""
    begun = time.monotonic()

    answer = scene.ann.call(method, path, **options)

    assert time.monotonic() - begun < SECONDS
    assert answer.status_code in KNOWN, answer.text
    if answer.status_code >= 400:
        told(answer)
    return answer


@tries(40)
@given(ACCEPTS, st.sampled_from(["/v1/me", "/v1/accounts", "/v1/openapi.json"]))
@example("text/csv," * 900, "/v1/accounts")
def test_any_accept_has_an_answer(scene, accept, path):
    answered(scene, "GET", path, headers={"Accept": accept})


@tries(40)
@given(HEADER, HEADER)
def test_any_tags_have_an_answer(scene, match, none_match):
    path, same = scene.paths["change_event"], scene.rows("events")

    read = answered(scene, "GET", path, headers={"If-None-Match": none_match})
    changed = answered(scene, "PATCH", path, json={"name": "L"}, headers={"If-Match": match})

    assert read.status_code in {200, 304}
    assert changed.status_code in {412, 428}
    assert scene.rows("events") == same


@tries(40)
@given(HEADER)
def test_any_idempotency_key_has_an_answer(scene, key):
    body = DINNER | {"capacity": 0}

    answer = answered(
        scene,
        "POST",
        scene.paths["create_event"],
        json=body,
        headers={"Idempotency-Key": key},
    )

    assert answer.status_code in {400, 422, 431}


@tries(30)
@given(TYPES, JSON)
def test_any_content_type_has_an_answer(scene, content_type, body):
    answer = answered(scene, "POST", "/v1/users", data=body, content_type=content_type)

    assert answer.status_code in {400, 415, 422, 431}


@tries(80)
@given(JSON)
@example(b'{"name": ' * 4_000)
@example(b"[" * 100_000)
@example(b'{"capacity": ' + b"9" * 50_000 + b"}")
@example(b'{"name": "' + b"\\u0000" * 10_000 + b'"}')
def test_any_body_has_an_answer(scene, body):
    same = scene.rows("users", "events")

    for method, path in (("POST", "/v1/users"), ("POST", scene.paths["create_event"])):
        answer = answered(scene, method, path, data=body, content_type="application/json")
        assert answer.status_code in {400, 422}

    assert scene.rows("users", "events") == same


@tries(60)
@given(st.binary(max_size=80), st.integers(0, 60), st.integers(0, 255))
def test_any_cursor_has_an_answer(scene, random, place, byte):
    good = scene.ann.get("/v1/accounts?limit=1")["next_cursor"]
    changed = bytearray(base64.urlsafe_b64decode(good + "=" * (-len(good) % 4)))
    changed[place % len(changed)] ^= byte or 1
    bad = [random, bytes(changed), bytes(changed[:place])]

    texts = [base64.urlsafe_b64encode(each).decode().rstrip("=") for each in bad]
    for cursor in (*texts, random.decode("latin-1")):
        answer = answered(scene, "GET", "/v1/accounts", query_string={"cursor": cursor})
        assert answer.status_code in {400, 422}


@tries(60)
@given(FORMS, st.sampled_from(["x", "y", "", "x" * 200, "\xff"]))
def test_any_form_has_an_answer(scene, form, boundary):
    for path in ("/v1/imports", "/v1/imports/preview"):
        answered(
            scene, "POST", path, data=form, content_type=f"multipart/form-data; boundary={boundary}"
        )
    scene.office.worker.run_all()

    assert scene.spooled() == []


@tries(40)
@given(
    st.sampled_from(
        ["mapping", "stages", "populations", "sheet", "encoding", "timezone", "digest"]
    ),
    JSON,
)
def test_any_choice_beside_a_file_has_an_answer(scene, name, value):
    data = {
        "file": (io.BytesIO(make.GOOD), "list.csv"),
        "kind": "accounts",
        name: value.decode("latin-1"),
    }

    answered(scene, "POST", "/v1/imports/preview", data=data, content_type="multipart/form-data")

    assert scene.spooled() == []


@tries(40)
@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_address_has_an_answer(scene, path, query):
    address = "/v1/" + "".join(f"%{byte:02x}" for byte in path)

    answered(scene, "GET", address, query_string="".join(f"%{byte:02x}" for byte in query))


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b'{"a":' * 200_000),
        ({}, b"[" + b'"\\ud83d\\ude00",' * 60_000 + b'""]'),
        ({}, b'{"name":"' + b"\xc3" * 900_000 + b'"}'),
        ({}, b"1" * 1_000_000),
        ({"Accept": "text/csv;q=0.5," * 500}, b"{}"),
    ],
)
def test_what_is_evil_takes_little_memory_and_time(scene, headers, body):
    tracemalloc.start()

    answer = answered(
        scene, "POST", "/v1/users", data=body, content_type="application/json", headers=headers
    )

    assert answer.status_code in {400, 406, 413, 422}
    assert tracemalloc.get_traced_memory()[1] < MEMORY
    tracemalloc.stop()
