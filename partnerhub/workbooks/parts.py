"""Workbooks: which part of the archive holds which sheet."""

import posixpath
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from partnerhub.domain.errors import ImportZipStructureError
from partnerhub.workbooks.archive import Archive

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_OTHER = frozenset({"content.xml", "xl/workbook.bin", "Workbook"})
"""What the reader would open as another kind of workbook, whose cells were not scanned."""


def sheet_parts(archive: Archive) -> Mapping[str, str]:
    """Find the part of each sheet, by the sheet's name.

    The XML was scanned before: it declares no document type, so it has no entities. Only parts
    named `.xml` were scanned for their grid, so a workbook that keeps a sheet elsewhere is refused.

    Raises:
        ImportZipStructureError: The workbook does not say where its sheets are, or says it oddly.
    """
    if _OTHER & archive.entries.keys():
        raise ImportZipStructureError("The file is two kinds of workbook at once.")
    if not {_WORKBOOK, _RELATIONS} <= archive.entries.keys():
        raise ImportZipStructureError("The workbook does not say where its sheets are.")
    try:
        workbook = ET.fromstring(b"".join(archive.inflate(_WORKBOOK)))  # noqa: S314
        relations = ET.fromstring(b"".join(archive.inflate(_RELATIONS)))  # noqa: S314
    except ET.ParseError as error:
        raise ImportZipStructureError from error
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    if not all(target.lower().endswith(".xml") for target in targets.values()):
        raise ImportZipStructureError("The workbook keeps a sheet in a part that is no XML.")
    sheets = [element for element in workbook.iter() if element.tag.endswith("}sheet")]
    return {element.get("name", ""): _resolved(targets, element) for element in sheets}


def _resolved(targets: Mapping[str | None, str], sheet: ET.Element) -> str:
    """Find the part a sheet's relation points to."""
    named = (value for key, value in sheet.attrib.items() if key.endswith("}id"))
    target = targets.get(next(named, None), "")
    return target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
