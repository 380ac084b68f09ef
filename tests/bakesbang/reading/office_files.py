"""Small office files made by hand, so that each holds exactly the kind that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

SHEET_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_SHEET_SPACE = "http://purl.oclc.org/ooxml/spreadsheetml/main"
WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD_SPACE = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """The same container with parts added or replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**kept, **parts})


def external(kind: str, target: str = "http://jauh.example/x") -> str:
    """A relationship to something outside of the file."""
    return (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )


# ── workbooks ──
def inline(reference: str, text: str, style: int = 0) -> str:
    return (
        f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(text)}</t></is></c>"
    )


def number(reference: str, value: str, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def row(at: int, *cells: str, attributes: str = "") -> str:
    return f'<row r="{at}" {attributes}>{"".join(cells)}</row>'


def styles(formats: list[str], *, struck: bool = False) -> str:
    """Style n has the n-th format; with ``struck`` the last style strikes out."""
    codes = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for n, code in enumerate(formats)
    )
    cells = "".join(f'<xf numFmtId="{200 + n}" fontId="0"/>' for n in range(len(formats)))
    if struck:
        cells += '<xf numFmtId="0" fontId="1"/>'
    return (
        f'<styleSheet xmlns="{SHEET_SPACE}"><numFmts>{codes}</numFmts>'
        "<fonts><font/><font><strike/></font></fonts>"
        f"<cellXfs>{cells}</cellXfs></styleSheet>"
    )


def workbook(
    sheets: Mapping[str, str],
    *,
    style_part: str = "",
    strings: str = "",
    strict: bool = False,
    properties: str = "",
    states: Mapping[str, str] | None = None,
) -> bytes:
    """``sheets``: title → what stands inside the worksheet element, sheetData and all."""
    space = STRICT_SHEET_SPACE if strict else SHEET_SPACE
    office = STRICT_OFFICE if strict else OFFICE
    listed = targets = ""
    parts: dict[str, bytes | str] = {"[Content_Types].xml": "<Types/>"}
    for n, (title, body) in enumerate(sheets.items(), start=1):
        state = (states or {}).get(title, "visible")
        listed += f'<sheet name="{escape(title)}" sheetId="{n}" state="{state}" r:id="s{n}"/>'
        targets += f'<Relationship Id="s{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{space}">{body}</worksheet>'
    if style_part:
        targets += f'<Relationship Id="st" Type="{office}/styles" Target="styles.xml"/>'
        parts["xl/styles.xml"] = style_part.replace(SHEET_SPACE, space)
    if strings:
        targets += f'<Relationship Id="ss" Type="{office}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{strings}</sst>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{space}" xmlns:r="{office}">{properties}<sheets>{listed}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{RELATIONS}">{targets}</Relationships>'
    return zipped(parts)


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    return f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"


# ── Word ──
def word(body: str, *, numbering: str = "", style_part: str = "", strict: bool = False) -> bytes:
    space = STRICT_WORD_SPACE if strict else WORD_SPACE
    office = STRICT_OFFICE if strict else OFFICE
    names = (
        f'xmlns:w="{space}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    targets = ""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
    }
    for kind, part in (("numbering", numbering), ("styles", style_part)):
        if part:
            targets += f'<Relationship Id="{kind}" Type="{office}/{kind}" Target="{kind}.xml"/>'
            parts[f"word/{kind}.xml"] = f"<w:{kind} {names}>{part}</w:{kind}>"
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{RELATIONS}">{targets}</Relationships>'
    return zipped(parts)


def paragraph(text: str, looks: str = "", properties: str = "") -> str:
    run_looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    own = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{own}<w:r>{run_looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def cell(content: str, properties: str = "") -> str:
    own = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{own}{content}</w:tc>"


def table(*rows: list[str]) -> str:
    """Rows of texts; a text that begins with "<w:tc" is a cell already."""
    written = ("".join(c if c.startswith("<w:tc") else cell(paragraph(c)) for c in cells) for cells in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{r}</w:tr>' for r in written)}</w:tbl>"
