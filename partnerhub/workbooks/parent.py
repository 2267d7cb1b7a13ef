"""The side that asks: starts the process that reads a workbook and hears what it says.

Nothing that is heard is trusted: every answer has a largest size, a longest time and a form, and
one without it is as if the process had died.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from partnerhub.domain.errors import (
    ImportFailedError,
    ImportResourceLimitError,
    ImportZipStructureError,
    catalogue,
)
from partnerhub.workbooks import messages
from partnerhub.workbooks.limits import Limits

PROGRAM = (
    "import sys; sys.path[:] = sys.argv[1:]; from partnerhub.workbooks.child import main; main()"
)
"""What the process runs. It finds modules where this one does, and takes nothing else from it."""

_ROOT: Final = str(Path(__file__).parents[2])
_BLOCK: Final = 1 << 16
_LONGEST_DETAIL: Final = 1_000
_PATIENCE: Final = 5  # seconds for a process that closed its side to be gone
_SIGNS_OF_HUNGER: Final = (b"memory allocation of", b"MemoryError")
_KEPT_OF_LAST_WORDS: Final = 1 << 12


class ParserDiedError(Exception):
    """The process that read the workbook ended in its midst, not because of a limit.

    Another attempt may end better; what ends this way three times is poison.
    """


class _Chunk(NamedTuple):
    """Some rows: the line of the first, the cells by column, and which of them are no value."""

    line: int
    columns: list[list[str]]
    bad: list[tuple[int, int]]


class Sheet:
    """A sheet that another process has opened. The process ends with this object, or on `close`.

    Attributes:
        name: Its name.
        warnings: What was assumed or left out.
        first: The rows among which the header is.
        height: The last row, from 1.
    """

    def __init__(
        self, path: Path, wanted: tuple[str | None, int, int, int], limits: Limits
    ) -> None:
        """Open a sheet.

        Args:
            path: The file.
            wanted: The sheet's name, the most rows and columns, and the most unpacked bytes.
            limits: What the other process may use.

        Raises:
            ImportFailedError: The workbook was refused.
            ParserDiedError: The process died.
        """
        self._limits = limits
        self._process, self._last_words = _start()
        self.close = weakref.finalize(self, _end, self._process, self._last_words)
        self._passes = 0
        self._answering = False
        self._tell(
            {
                "limits": [limits.memory_mb, limits.cpu_seconds],
                "wanted": [str(path.absolute()), *wanted],
            }
        )
        head = self._hear()
        try:
            self.name, self.height = str(head["name"]), int(head["height"])
            self.warnings = [str(each) for each in head["warnings"]]
            self.first = [[str(cell) for cell in row] for row in head["first"]]
        except (KeyError, TypeError, ValueError) as error:
            raise self._senseless() from error

    def chunks(self, skip: int) -> Iterator[_Chunk]:
        """Yield the rows behind the first few, in the order of the sheet.

        One pass at a time: to begin another ends the one before.

        Raises:
            ImportResourceLimitError: Reading them took more than the limits allow.
            ParserDiedError: The process died.
        """
        while self._answering:  # What an earlier pass did not care to hear.
            self._answering = "end" not in self._hear()
        self._tell({"skip": skip})
        self._passes += 1
        mine, self._answering = self._passes, True
        while mine == self._passes:
            said = self._hear()
            if "end" in said:
                self._answering = False
                return
            yield self._chunk(said)

    def _chunk(self, said: dict[str, Any]) -> _Chunk:
        """Hear rows; they have to be columns of texts, all of one length."""
        try:
            columns = said["columns"]
            bad = [(int(line), int(column)) for line, column in said["bad"]]
            chunk = _Chunk(int(said["line"]), columns, bad)
            height = len(columns[0])
            whole = all(column.__class__ is list and len(column) == height for column in columns)
            for column in columns:
                "".join(column).encode()  # Fails unless all are texts, and none half a letter.
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise self._senseless() from error
        if not whole or len(columns) != len(self.first[0]):
            raise self._senseless()
        return chunk

    def _tell(self, order: dict[str, Any]) -> None:
        """Send an order; a process that cannot take it has died, and that is heard next."""
        assert self._process.stdin is not None
        try:
            messages.write(self._process.stdin, order)
        except OSError:
            return

    def _hear(self) -> dict[str, Any]:
        """Receive an answer.

        Raises:
            ImportFailedError: It is a refusal.
            ParserDiedError: There is none.
        """
        deadline = time.monotonic() + self._limits.seconds
        size = int.from_bytes(self._bytes(messages.LENGTH, deadline), "big")
        if size > messages.LARGEST:
            raise self._senseless()
        try:
            said = json.loads(self._bytes(size, deadline))
        except (ValueError, RecursionError) as error:
            raise self._senseless() from error
        if not isinstance(said, dict):
            raise self._senseless()
        if "memory" in said:
            raise self._over("more memory")
        if "refused" in said:
            self.close()
            raise _refusal(str(said["refused"]), str(said.get("detail", "")))
        return said

    def _bytes(self, size: int, deadline: float) -> bytes:
        """Receive bytes until there are enough."""
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        received = bytearray()
        while len(received) < size:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise self._over("longer")
            piece = os.read(descriptor, min(size - len(received), _BLOCK))
            if not piece:
                raise self._died()
            received += piece
        return bytes(received)

    def _died(self) -> Exception:
        """Say what the process died of."""
        try:
            code = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            code = 0
        words = _read(self._last_words)
        if code == -signal.SIGXCPU:
            return self._over("longer")
        if any(sign in words for sign in _SIGNS_OF_HUNGER):
            return self._over("more memory")
        self.close()
        return ParserDiedError(f"The process that reads workbooks ended with {code}.")

    def _senseless(self) -> ParserDiedError:
        """End a process whose answer is none."""
        self.close()
        return ParserDiedError("The process that reads workbooks gave an answer that is none.")

    def _over(self, what: str) -> ImportResourceLimitError:
        self.close()
        return ImportResourceLimitError(
            f"Reading the workbook takes {what} than this server allows; export the list as CSV."
        )


def _start() -> tuple[subprocess.Popen[bytes], int]:
    """Start the process: nothing of our environment, no open file but three pipes.

    Its last words go into a pipe that nobody reads meanwhile: what does not fit is lost.
    """
    last_words, errors = os.pipe()
    os.set_blocking(errors, False)
    os.set_blocking(last_words, False)
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-I", "-S", "-B", "-c", PROGRAM, *filter(None, sys.path), _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            # A signal for the worker, such as that of Ctrl-C, is none for what it is reading.
            start_new_session=True,
        )
    except BaseException:
        os.close(last_words)
        raise
    finally:
        os.close(errors)
    return process, last_words


def _end(process: subprocess.Popen[bytes], last_words: int) -> None:
    """End a process, whatever it is doing, and let go of its pipes."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue  # An order that it never took.
    os.close(last_words)
    process.wait()


def _read(descriptor: int) -> bytes:
    """Read what is there."""
    try:
        return os.read(descriptor, _BLOCK)[-_KEPT_OF_LAST_WORDS:]
    except OSError:
        return b""


def _refusal(code: str, detail: str) -> ImportFailedError:
    """Make the refusal that a code names; another code is no refusal that a workbook can get."""
    for error in catalogue():
        if error.code == code and issubclass(error, ImportFailedError):
            return error(detail[:_LONGEST_DETAIL] or None)
    return ImportZipStructureError()
