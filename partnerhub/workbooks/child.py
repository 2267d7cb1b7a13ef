"""The process that reads one workbook: limits first, then the file, then what it is asked for.

It hears on standard input, answers on standard output, and ends when either is closed.
"""

import os
import sys
from typing import Any

from partnerhub.domain.errors import ImportFailedError, ImportZipStructureError
from partnerhub.workbooks import limits, messages

OUT_OF_MEMORY = {"memory": True}


def main() -> None:
    """Read a workbook for the process that started this one."""
    order = messages.read(sys.stdin.buffer)
    limits.apply(limits.Limits(*order["limits"]))
    try:
        _serve(order["wanted"])
    except BrokenPipeError:
        os._exit(0)  # Nobody listens any more.
    except ImportFailedError as refusal:
        _say({"refused": refusal.code, "detail": refusal.detail})
    except MemoryError:
        _say(OUT_OF_MEMORY)
    except BaseException as error:
        # How a Rust library says that it met something it thought impossible.
        if type(error).__name__ != "PanicException":
            raise
        _say({"refused": ImportZipStructureError.code, "detail": "The workbook cannot be read."})


def _serve(wanted: list[Any]) -> None:
    """Open the sheet, say what it is, and send its rows as often as they are asked for."""
    from partnerhub.workbooks.sheets import Wanted, open_sheet  # noqa: PLC0415 - within the limits

    sheet = open_sheet(Wanted(*wanted))
    _say(
        {
            "name": sheet.name,
            "warnings": sheet.warnings,
            "first": sheet.first(),
            "height": sheet.height,
        }
    )
    while (order := messages.read(sys.stdin.buffer)) is not None:
        for chunk in sheet.chunks(order["skip"]):
            _say({"line": chunk.line, "columns": chunk.columns, "bad": chunk.bad})
        _say({"end": True})


def _say(message: Any) -> None:
    messages.write(sys.stdout.buffer, message)
