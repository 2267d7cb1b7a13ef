"""Archives: what a workbook's zip may hold, checked before anything reads it.

Sizes in a zip directory are what its maker wrote there, so every entry is inflated once and
counted. Python's zipfile would stop at the size claimed and so never see the lie.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from partnerhub.domain.errors import (
    ImportActiveContentError,
    ImportEncryptedError,
    ImportZipLimitsError,
    ImportZipStructureError,
)

_MOST_ENTRIES = 64
_RATIO = 50
_RATIO_FROM = 1 << 20
_CHUNK = 1 << 16
_LOCAL_HEADER = 30
_END, _END_MARK = 22, b"PK\x05\x06"
_LOCATOR, _LOCATOR_MARK = 20, b"PK\x06\x07"
_LONGEST_END = _END + (1 << 16) + _LOCATOR
_LONGEST_DIRECTORY = 1 << 20
_ENCRYPTED_FLAG = 1
_NESTED = (".zip", ".xlsx", ".xlsm", ".docx", ".pptx", ".jar", ".7z", ".rar", ".gz")
_ACTIVE = (
    *("vbaproject", "vbadata", "externallinks/", "embeddings/", "activex/", "macrosheets/"),
    *("oleobject", "dialogsheets/", "customui/", "ctrlprops/"),
)


class Archive:
    """The zip archive of a workbook, within limits."""

    def __init__(self, path: Path, max_unpacked: int) -> None:
        self.path = path
        self._left = max_unpacked
        self._max = max_unpacked
        try:
            check_directory(path)
            with zipfile.ZipFile(path) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise ImportZipStructureError from error
        if len(infos) > _MOST_ENTRIES:
            raise ImportZipLimitsError(
                f"The workbook holds {len(infos)} parts; at most {_MOST_ENTRIES} are taken."
            )
        for info in infos:
            _check_entry(info)
        self.entries = {info.filename: info for info in infos}
        if len({name.lower() for name in self.entries}) != len(infos):
            raise ImportZipStructureError("The workbook names a part twice.")
        if sum(info.file_size for info in infos) > max_unpacked:
            raise self._too_large()

    def inflate(self, name: str) -> Iterator[bytes]:
        """Yield the content of an entry, counting what it really unpacks to."""
        info = self.entries[name]
        unpacked = 0
        for piece in _pieces(self.path, info):
            if not unpacked and piece.startswith(b"PK\x03\x04"):
                raise ImportZipLimitsError("The workbook holds an archive inside.")
            unpacked += len(piece)
            self._left -= len(piece)
            if self._left < 0:
                raise self._too_large()
            if unpacked > info.file_size:
                raise ImportZipLimitsError("A part of the workbook is larger than it says.")
            _check_ratio(info, unpacked)
            yield piece
        if unpacked != info.file_size:
            raise ImportZipStructureError("A part of the workbook is cut off; save it again.")

    def _too_large(self) -> ImportZipLimitsError:
        """Say how much a workbook may unpack to."""
        return ImportZipLimitsError(
            f"The workbook unpacks to more than {self._max >> 20} MiB; export it as CSV."
        )


def check_directory(path: Path) -> None:
    """Refuse a zip whose directory is longer than that of any workbook, without reading it.

    Python's zipfile makes an object of each entry before anybody can count them: half a gibibyte
    of entries would take it five.

    Raises:
        ImportZipLimitsError: The directory is too long, or written for archives beyond 4 GiB.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - _LONGEST_END, 0))
        tail = file.read()
    # Where zipfile looks: at the very end, else behind the last signature.
    at = len(tail) - _END if tail[-_END:].startswith(_END_MARK) else tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END:
        return
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if tail[max(at - _LOCATOR, 0) : at].startswith(_LOCATOR_MARK) or length > _LONGEST_DIRECTORY:
        raise ImportZipLimitsError(
            f"The workbook holds too many parts; at most {_MOST_ENTRIES} are taken."
        )


def _check_entry(info: ZipInfo) -> None:
    """Refuse an entry that no workbook needs."""
    name = info.filename
    path = PurePosixPath(name.replace("\\", "/"))
    mode = info.external_attr >> 16
    if path.is_absolute() or ".." in path.parts or ":" in name or stat.S_ISLNK(mode):
        raise ImportZipStructureError("The workbook names a file outside itself.")
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise ImportEncryptedError
    lowered = name.lower()
    if any(word in lowered for word in _ACTIVE):
        raise ImportActiveContentError
    if lowered.endswith(_NESTED):
        raise ImportZipLimitsError("The workbook holds an archive inside.")
    _check_ratio(info, info.file_size)
    if info.header_offset < 0:
        raise ImportZipStructureError
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ImportZipStructureError("The workbook is packed in an unusual way; save it again.")


def _check_ratio(info: ZipInfo, unpacked: int) -> None:
    """Refuse an entry that is mostly air, by what it says or by what came out so far."""
    if unpacked > _RATIO_FROM and unpacked > _RATIO * max(info.compress_size, 1):
        raise ImportZipLimitsError("A part of the workbook unpacks to more than 50 times its size.")


def _pieces(path: Path, info: ZipInfo) -> Iterator[bytes]:
    """Inflate an entry in small pieces, whatever the directory says about its size."""
    with path.open("rb") as file:
        file.seek(info.header_offset)
        header = file.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise ImportZipStructureError
        name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
        file.seek(name + extra, 1)
        left = info.compress_size
        inflater = zlib.decompressobj(-15) if info.compress_type else None
        while left > 0:
            raw = file.read(min(_CHUNK, left))
            if not raw:
                raise ImportZipStructureError
            left -= len(raw)
            if inflater is None:
                yield raw
            else:
                yield from _inflated(inflater, raw)


def _inflated(inflater: "zlib._Decompress", raw: bytes) -> Iterator[bytes]:
    """Inflate a piece, never more than a bounded amount at once."""
    try:
        while raw:
            piece = inflater.decompress(raw, _CHUNK * 16)
            if piece:
                yield piece
            raw = inflater.unconsumed_tail
    except zlib.error as error:
        raise ImportZipStructureError from error
