"""Files while they arrive: how many, how large, on which disk, and whether they are whole."""

import base64
import hashlib
import io
import shutil
import tracemalloc
from typing import NamedTuple

import pytest
from werkzeug.test import EnvironBuilder

from partnerhub.http import limits
from partnerhub.persistence import files
from tests.api.bad_inputs.scene import accounts, told
from tests.bad import make


class Usage(NamedTuple):
    """What a disk says of itself."""

    total: int
    used: int
    free: int


def body(content=None):
    """A form as it is on the wire, and its content type."""
    file = (io.BytesIO(content or accounts(3)), "list.csv")
    builder = EnvironBuilder(method="POST", data={"kind": "accounts", "file": file})
    request = builder.get_request()
    return request.get_data(), request.content_type


def sha256(wire):
    return base64.b64encode(hashlib.sha256(wire).digest()).decode()


GOOD_DIGESTS = {
    "new": lambda wire: {"Content-Digest": f"sha-256=:{sha256(wire)}:"},
    "old": lambda wire: {"Digest": f"SHA-256={sha256(wire)}"},
    "two": lambda wire: {
        "Content-Digest": f"sha-256=:{sha256(wire)}:, "
        f"sha-512=:{base64.b64encode(hashlib.sha512(wire).digest()).decode()}:"
    },
    "unknown": lambda wire: {"Content-Digest": "md5=:AAAA:"},
    "none": lambda wire: {"Content-Digest": ""},
}

BAD_DIGESTS = {
    "another body": (
        {"Content-Digest": f"sha-256=:{sha256(b'x')}:"},
        422,
        "import_digest_mismatch",
    ),
    "the old way": ({"Digest": f"sha-256={sha256(b'x')}"}, 422, "import_digest_mismatch"),
    "one of two": (
        {"Content-Digest": f"md5=:AAAA:,sha-512=:{sha256(b'x')}:"},
        422,
        "import_digest_mismatch",
    ),
    "too short": ({"Content-Digest": "sha-256=:AAAA:"}, 422, "import_digest_mismatch"),
    "no base64": ({"Content-Digest": "sha-256=:A:"}, 400, "bad_request"),
    "no digest": ({"Content-Digest": "sha-256"}, 400, "bad_request"),
    "hexadecimal": ({"Digest": "sha-256=-"}, 400, "bad_request"),
}


@pytest.mark.parametrize("case", GOOD_DIGESTS)
@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "a-key"}], ids=["once", "repeatable"])
def test_a_body_that_is_what_its_sender_says_is_taken(scene, case, key):
    wire, content_type = body(accounts(case))
    headers = GOOD_DIGESTS[case](wire) | {name: f"{value}-{case}" for name, value in key.items()}

    scene.dana.call(
        "POST", "/v1/imports", 202, data=wire, content_type=content_type, headers=headers
    )

    scene.office.worker.run_all()


@pytest.mark.parametrize("case", BAD_DIGESTS)
@pytest.mark.parametrize("path", ["/v1/imports", "/v1/imports/preview"])
def test_a_body_that_is_not_what_its_sender_says_is_refused(scene, case, path):
    headers, status, code = BAD_DIGESTS[case]
    wire, content_type = body()

    refused = scene.refusal("POST", path, data=wire, content_type=content_type, headers=headers)

    assert refused == (status, code)


def test_files_that_arrive_at_once_share_a_quota(scene):
    person = scene.office.manager("Quentin")
    folder = scene.settings.spool / person.get("/v1/me")["organization"]["id"]
    folder.mkdir()
    for at in range(files.MOST_FILES - 1):
        (folder / f"arriving-{at}").write_bytes(b"id,name\n")
    last = scene.send(person, "accounts", accounts(5))
    refused = scene.send(person, "accounts", accounts(6))
    other = scene.send(scene.cleo, "accounts", accounts(3))

    assert (last.status_code, other.status_code) == (202, 202)
    assert told(refused) == (429, "upload_quota")
    assert refused.headers["Retry-After"] == "10"
    assert len(list(folder.iterdir())) == files.MOST_FILES
    shutil.rmtree(folder)
    folder.mkdir()
    scene.office.worker.run_all()


def test_few_large_files_fill_a_quota_too(tmp_path):
    large = tmp_path / "one" / "large"
    large.parent.mkdir()
    large.write_bytes(b"x" * 150)

    with pytest.raises(files.UploadQuotaError):
        files.keep(tmp_path, "one", io.BytesIO(b"x" * 51), limit=100)

    assert [path.name for path in large.parent.iterdir()] == ["large"]
    assert files.keep(tmp_path, "one", io.BytesIO(b"x" * 50), limit=100).size == 50
    assert files.keep(tmp_path, "other", io.BytesIO(b"x" * 51), limit=100).size == 51


@pytest.mark.parametrize("path", ["/v1/imports", "/v1/imports/preview"])
def test_no_file_is_taken_when_the_disk_is_nearly_full(scene, monkeypatch, path):
    free = (scene.settings.min_free_mb << 20) + 100
    monkeypatch.setattr(limits.shutil, "disk_usage", lambda _: Usage(1 << 40, 0, free))
    wire, content_type = body()

    refused = scene.refusal("POST", path, data=wire, content_type=content_type)

    assert refused == (507, "storage_full")
    assert scene.ann.get("/v1/me")


def test_a_directory_of_a_million_entries_takes_no_memory(tmp_path):
    from partnerhub.domain.errors import ImportZipLimitsError  # noqa: PLC0415
    from partnerhub.ingest import file_format  # noqa: PLC0415

    path = make.write(tmp_path, make.long_directory(1_000_000), "list.xlsx")
    tracemalloc.start()

    with pytest.raises(ImportZipLimitsError):
        file_format(path, "list.xlsx", 1 << 30)

    assert tracemalloc.get_traced_memory()[1] < 10 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("parts", [17, 1_001])
def test_a_form_of_many_parts_is_not_read(scene, parts):
    data = {f"part{at}": "x" for at in range(parts)}

    refused = scene.refusal("POST", "/v1/imports", data=data, content_type="multipart/form-data")

    assert refused == (413, "payload_too_large")
