"""Bad files: the corpus of files that must be refused, or read, in one exact way.

They are made when a test asks for them, always the same, and never stored. `CSV` and `XLSX` name
them; `write` puts one into a folder.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

HEADER = b"id,name,website\n"
ROWS = b"1,Acme,acme.com\n2,Beta,beta.de\n3,Gamma,gamma.fr\n"
GOOD = HEADER + ROWS


def rows(count: int) -> bytes:
    """Good rows."""
    return b"".join(b"%d,Company %d,c%d.com\n" % (at, at, at) for at in range(count))


CSV: Mapping[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "only header": lambda: HEADER,
    "only mark": lambda: b"\xef\xbb\xbf",
    "only blank lines": lambda: b"\n\n\n",
    "text after quote": lambda: HEADER + b'1,"x"y,acme.com\n',
    "open quote": lambda: GOOD + b'4,"Delta,delta.com\n5,Epsilon,e.com\n',
    "cell of 131,073": lambda: GOOD + b"4," + b"x" * 131_073 + b",d.com\n",
    "row of 5 MiB": lambda: GOOD + b'4,"' + b"x\n" * (5 << 19) + b'",d.com\n',
    "nul": lambda: GOOD + b"4,De\0lta,delta.com\n",
    "latin-1": lambda: GOOD + b"4,Caf\xe9,cafe.com\n",
    "cp1251": lambda: "id,name,website\n1,Ромашка,romashka.ru\n".encode("cp1251"),
    "utf-16": lambda: (HEADER + ROWS).decode().replace(",", "\t").encode("utf-16"),
    "semicolons": lambda: GOOD.replace(b",", b";"),
    "tabs": lambda: GOOD.replace(b",", b"\t"),
    "bars": lambda: GOOD.replace(b",", b"|"),
    "513 columns": lambda: (
        b"id,name,website," + b",".join(b"x%d" % at for at in range(510)) + b"\n" + b"," * 512
    ),
    "a million commas": lambda: b"," * 1_000_000 + b"\n1,2\n",
    "header twice": lambda: b"id,name,name\n1,Acme,Acme\n",
    "nothing to know a row by": lambda: b"colour,size\nred,4\n",
    "ragged": lambda: GOOD + b"4,Delta\n5,Eps,e.com,more\n6,Zeta,zeta.com\n",
    "too many rows": lambda: HEADER + rows(1_001),
    "mostly bad": lambda: GOOD + b"4,Delta\n5,E\n6,F\n7,G\n",
    "id twice": lambda: GOOD + b"2,Beta again,beta2.de\n",
    "row twice": lambda: b"name,website\nAcme,acme.com\nBeta,beta.de\nAcme,acme.com\n",
    "formula": lambda: HEADER + b'1,"=HYPERLINK(""http://x"",""y"")",acme.com\n',
    "script": lambda: HEADER + b"1,<script>alert(1)</script>,acme.com\n",
    "zip as csv": lambda: xlsx(sheet(LIST)),
    "pdf as csv": lambda: b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n",
    "exe as csv": lambda: b"MZ\x90\x00\x03\x00\x00\x00",
    "web page": lambda: b"<html><body><table><tr><td>name</td></tr></table></body></html>",
    "gzip": lambda: b"\x1f\x8b\x08\x00" + b"\0" * 20,
    "half a surrogate": lambda: b"\xff\xfe" + "id,name\n1,".encode("utf-16-le") + b"\x00\xd8\n\0",
}
"""CSV files, and what is given for one, by what is odd about them."""


def cell(reference: str, value: str = "", kind: str = "inlineStr") -> str:
    """Write a cell; text inline, everything else as a value of the kind given."""
    if kind == "inlineStr":
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    style = ' s="1"' if kind == "date" else ""
    said = "" if kind == "date" else f' t="{kind}"'
    return f'<c r="{reference}"{said}{style}><v>{escape(value)}</v></c>'


def row(number: int, *cells: str) -> str:
    """Write a row of cells from column A, each a text or a finished cell."""
    written = (
        one if one.startswith("<c ") else cell(f"{chr(65 + at)}{number}", one)
        for at, one in enumerate(cells)
    )
    return f'<row r="{number}">{"".join(written)}</row>'


LIST = (
    row(1, "id", "name", "website")
    + row(2, "1", "Acme", "acme.com")
    + row(3, "2", "Beta", "beta.de")
    + row(4, "3", "Gamma", "gamma.fr")
)
"""The rows of a good sheet."""


def sheet(content: str, prolog: str = "") -> str:
    """Write a sheet."""
    return f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{content}</sheetData></worksheet>'


def xlsx(
    *sheets: str,
    states: tuple[str, ...] = (),
    date1904: bool = False,
    extra: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """Write a workbook by hand, so that it can be wrong in ways no program writes."""
    numbers = range(1, len(sheets) + 1)
    names = "".join(
        f'<sheet name="Sheet{at}" sheetId="{at}" r:id="rId{at}"'
        + (f' state="{states[at - 1]}"' if at <= len(states) and states[at - 1] else "")
        + "/>"
        for at in numbers
    )
    base = '<workbookPr date1904="1"/>' if date1904 else ""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{base}'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            {f"rId{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in numbers}
            | {"rId90": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    parts |= {f"xl/worksheets/sheet{at}.xml": sheets[at - 1] for at in numbers}
    return zipped(parts | dict(extra or {}))


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Write a part of relations."""
    inside = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Pack parts as they are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def stored(content: bytes) -> bytes:
    """Pack a workbook again without packing it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(file, "w") as target:
        for info in source.infolist():
            target.writestr(zipfile.ZipInfo(info.filename), source.read(info))
    return file.getvalue()


def lying(content: bytes, name: str, size: int) -> bytes:
    """Change the size that a zip's directory claims for an entry."""
    place = content.rindex(b"PK\x01\x02", 0, content.rindex(name.encode()))
    return content[: place + 24] + struct.pack("<I", size) + content[place + 28 :]


def renamed(content: bytes, old: str, new: str) -> bytes:
    """Rename a part of a workbook, in the archive and wherever it is spoken of."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    return zipped(
        {
            name.replace(old, new): part.replace(old.encode(), new.encode())
            for name, part in parts.items()
        }
    )


def long_directory(count: int) -> bytes:
    """Write a workbook with many entries of no content, as a program that means harm does."""
    parts = xlsx(sheet(LIST))
    at = parts.rindex(b"PK\x05\x06")
    start = int.from_bytes(parts[at + 16 : at + 20], "little")
    name = b"xl/workbook.xml"
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0
    )
    directory = parts[start:at] + (entry + name) * count
    numbers = min(count, 0xFFFF), min(count, 0xFFFF), len(directory), start, 0
    return parts[:start] + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *numbers)


def large_archive() -> bytes:
    """Write a workbook whose directory is of the kind for archives beyond 4 GiB."""
    parts = xlsx(sheet(LIST))
    at = parts.rindex(b"PK\x05\x06")
    length, start = struct.unpack("<2L", parts[at + 12 : at + 20])
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 7, 7, length, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    return parts[:at] + record + locator + parts[at:]


def symlinked() -> bytes:
    """Write a workbook that holds a symbolic link."""
    file = io.BytesIO(xlsx(sheet(LIST)))
    with zipfile.ZipFile(file, "a") as archive:
        info = zipfile.ZipInfo("xl/link.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return file.getvalue()


def bomb(megabytes: int) -> str:
    """Write a sheet whose one cell is long and packs to nothing."""
    return sheet(row(1, "name") + row(2, "x" * (megabytes << 20)))


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]>"
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000

XLSX: Mapping[str, Callable[[], bytes]] = {
    "good": lambda: xlsx(sheet(LIST)),
    "two cells far apart": lambda: xlsx(
        sheet(row(1, "a") + row(1_048_576, cell("XFD1048576", "b")))
    ),
    "far apart within limits": lambda: xlsx(
        sheet(row(1, "name") + row(900_000, cell("SA900000", "b")))
    ),
    "far apart in another part": lambda: xlsx(
        sheet(LIST), extra={"xl/other.xml": sheet(row(1_048_576, cell("XFD1048576", "b")))}
    ),
    "sheet by another suffix": lambda: renamed(xlsx(sheet(LIST)), "sheet1.xml", "sheet1.dat"),
    "one cell of 60 MiB": lambda: xlsx(bomb(60)),
    "rows of 60 MiB": lambda: xlsx(sheet("<row/>" * (10 << 20))),
    "external entity": lambda: xlsx(sheet(LIST, DOCTYPE)),
    "billion laughs": lambda: xlsx(sheet(row(1, "name") + row(2, "x"), LAUGHS)),
    "laughs in the strings": lambda: xlsx(
        sheet(LIST), extra={"xl/sharedStrings.xml": f'{LAUGHS}<sst xmlns="{MAIN}"/>'}
    ),
    "size is a lie": lambda: lying(xlsx(sheet(LIST * 50)), "xl/worksheets/sheet1.xml", 1024),
    "name goes up": lambda: xlsx(sheet(LIST), extra={"../../x.xml": "<a/>"}),
    "name is absolute": lambda: xlsx(sheet(LIST), extra={"/etc/x.xml": "<a/>"}),
    "symlink": symlinked,
    "zip inside": lambda: xlsx(sheet(LIST), extra={"xl/media/a.zip": xlsx(sheet(LIST))}),
    "zip inside by another name": lambda: xlsx(
        sheet(LIST), extra={"xl/media/a.png": xlsx(sheet(LIST))}
    ),
    "a million entries": lambda: long_directory(1_000_000),
    "directory for 4 GiB": large_archive,
    "two kinds at once": lambda: xlsx(sheet(LIST), extra={"content.xml": "<a/>"}),
    "65 entries": lambda: xlsx(sheet(LIST), extra={f"xl/media/{at}.txt": "x" for at in range(65)}),
    "password": lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100,
    "macros": lambda: xlsx(sheet(LIST), extra={"xl/vbaProject.bin": b"x"}),
    "external link": lambda: xlsx(
        sheet(LIST), extra={"xl/externalLinks/externalLink1.xml": "<a/>"}
    ),
    "embedded object": lambda: xlsx(sheet(LIST), extra={"xl/embeddings/oleObject1.bin": b"x"}),
    "old xls": lambda: COMPOUND + "Workbook".encode("utf-16-le"),
    "xlsb": lambda: zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": b"x"}),
    "ods": lambda: zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": "<a/>",
        }
    ),
    "archive of csv": lambda: zipped({"companies.csv": GOOD}),
    "error cells": lambda: xlsx(
        sheet(
            LIST + row(5, "4", cell("B5", "#REF!", "e"), "delta.com") + row(6, "5", "Eps", "e.com")
        )
    ),
    "1904": lambda: xlsx(
        sheet(
            row(1, "id", "name", "Created Date") + row(2, "1", "Acme", cell("C2", "45000", "date"))
        ),
        date1904=True,
    ),
    "dates before 1900": lambda: xlsx(
        sheet(
            row(1, "id", "name", "Created Date")
            + row(2, "1", "Acme", cell("C2", "45000", "date"))
            + row(3, "2", "Beta", cell("C3", "-5", "date"))
            + row(4, "3", "Gamma", cell("C4", "45001", "date"))
        )
    ),
    "hidden sheet first": lambda: xlsx(sheet(LIST), sheet(LIST), states=("hidden", "")),
    "two visible sheets": lambda: xlsx(sheet(LIST), sheet(LIST)),
    "no visible sheet": lambda: xlsx(sheet(LIST), states=("veryHidden",)),
    "no sheet": xlsx,
    "cell named twice": lambda: xlsx(
        sheet(
            row(1, "id", "name")
            + f'<row r="3">{cell("A3", "2")}{cell("B3", "Old")}{cell("B3", "Beta")}</row>'
            + row(2, "1", "Acme")
        )
    ),
    "number that is none": lambda: xlsx(
        sheet(LIST + row(5, "4", cell("B5", "abc", "n"), "delta.com") + row(6, "5", "Eps", "e.com"))
    ),
    "empty sheet": lambda: xlsx(sheet("")),
    "only header": lambda: xlsx(sheet(row(1, "id", "name"))),
    "string that is not there": lambda: xlsx(sheet(LIST + row(5, cell("A5", "99", "s")))),
    "cut off": lambda: xlsx(sheet(LIST))[:-300],
    "no xml": lambda: xlsx("<worksheet><sheetData><row"),
    "reference that cannot be": lambda: xlsx(
        sheet(row(1, "name") + '<row r="2"><c r="7A"/></row>')
    ),
}
"""Workbooks by what is odd about them."""


def flipped(content: bytes, seed: int) -> bytes:
    """Change a few bytes anywhere, always the same ones for a seed."""
    chance = random.Random(seed)
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def repacked(content: bytes, name: str, seed: int) -> bytes:
    """Change a few bytes inside one part of a workbook and pack it again, whole as a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, bytes | str] = {
            info.filename: archive.read(info) for info in archive.infolist()
        }
    inside = parts[name]
    assert isinstance(inside, bytes)
    return zipped(parts | {name: flipped(inside, seed)})


def write(folder: Path, content: bytes, name: str) -> Path:
    """Put a file into a folder."""
    path = folder / name
    path.write_bytes(content)
    return path


def crc(content: bytes) -> int:
    """Checksum of a corpus file, to see that it is always the same."""
    return zlib.crc32(content)
