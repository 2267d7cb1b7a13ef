"""What a file is, by its first bytes: a table as text, a workbook, or something else."""

import zipfile
from pathlib import Path

from partnerhub.domain.errors import (
    ImportEmptyError,
    ImportEncryptedError,
    ImportTooLargeError,
    ImportUnsupportedTypeError,
    ImportZipStructureError,
)
from partnerhub.ingest.options import ReadOptions
from partnerhub.workbooks.archive import Archive, check_directory

_HEAD = 4096
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 20

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it first"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a text document"),
)
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta")


def file_format(path: Path, filename: str, max_bytes: int) -> str:
    """Say whether a file is `csv` or `xlsx`.

    Raises:
        ImportTooLargeError: It is larger than `max_bytes`.
        ImportEmptyError: It holds no byte.
        ImportUnsupportedTypeError: It is something else.
        ImportEncryptedError: It is a workbook with a password.
        ImportFailedError: It begins as a workbook and is none, or one that no program writes.
    """
    size = path.stat().st_size
    if size > max_bytes:
        raise ImportTooLargeError(f"The file has {size:,} bytes; at most {max_bytes:,} are taken.")
    if size == 0:
        raise ImportEmptyError("The file has no content.")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    suffix = Path(filename).suffix.lower()
    if head.startswith(_ZIP):
        return _zip_format(path, suffix)
    if head.startswith(_CFB):
        _refuse_compound_file(path)
    _refuse_foreign(head)
    if suffix in {".xlsx", ".xlsm"}:
        raise ImportUnsupportedTypeError(
            f"The file is named {suffix} but is no workbook; save it again as XLSX or CSV."
        )
    return "csv"


def _refuse_foreign(head: bytes) -> None:
    """Refuse what begins like another kind of file."""
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise ImportUnsupportedTypeError(f"The file is {what}; a CSV or XLSX file is needed.")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise ImportUnsupportedTypeError(
            "The file is a web page or XML; export it as CSV or save it as XLSX."
        )


def _zip_format(path: Path, suffix: str) -> str:
    """Tell a workbook from the other things that are zip archives."""
    try:
        check_directory(path)
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError) as error:
        if suffix in {".csv", ".txt", ".tsv"}:
            raise _zip_as_text(suffix) from error
        raise ImportZipStructureError(
            "The workbook's archive cannot be opened; save it again."
        ) from error
    if "xl/workbook.bin" in names:
        raise ImportUnsupportedTypeError("The file is a binary workbook; save it as XLSX.")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise ImportUnsupportedTypeError(
            "The file is an archive or another kind of document: unpack it, or save it as XLSX."
        )
    if suffix in {".csv", ".txt", ".tsv"}:
        raise _zip_as_text(suffix)
    # What the directory alone gives away is refused before anything waits for a worker.
    Archive(path, ReadOptions().max_unpacked_bytes)
    return "xlsx"


def _zip_as_text(suffix: str) -> ImportUnsupportedTypeError:
    """Say that the name and the content disagree."""
    return ImportUnsupportedTypeError(
        f"The file is named {suffix} but holds an archive: name it .xlsx if it is a workbook, "
        "or unpack it."
    )


def _refuse_compound_file(path: Path) -> None:
    """Refuse the old office container: an encrypted workbook, or an .xls one."""
    overlap = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if _ENCRYPTED in overlap + chunk:
                raise ImportEncryptedError
            overlap = chunk[-len(_ENCRYPTED) :]
    raise ImportUnsupportedTypeError("The file is an old .xls workbook; save it as XLSX.")
