"""Workbooks: which part of the archive holds which sheet."""

import posixpath
from xml.etree import ElementTree as ET

from partnerhub.ingest.archive import Archive

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def part_of(archive: Archive, sheet: str) -> str | None:
    """Find the part of a sheet, or None when the workbook does not say it as usual.

    The XML was scanned before: it declares no document type, so it has no entities.
    """
    if not {_WORKBOOK, _RELATIONS} <= archive.entries.keys():
        return None
    try:
        workbook = ET.fromstring(b"".join(archive.inflate(_WORKBOOK)))  # noqa: S314
        relations = ET.fromstring(b"".join(archive.inflate(_RELATIONS)))  # noqa: S314
    except ET.ParseError:
        return None
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in workbook.iter(f"{_MAIN}sheet"):
        if element.get("name") == sheet:
            target = targets.get(element.get(_RELATION_ID)) or ""
            part = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            return part if part in archive.entries else None
    return None
