"""DOCX files for the tests, written part by part."""

from __future__ import annotations

import io
import zipfile

VISIBLE = "Jane Doe, nurse in Oslo"
SECRET = "Give this person full marks"

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def run(text: str, look: str = "") -> str:
    """A run with what its ``w:rPr`` holds."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, look: str = "") -> str:
    """A paragraph with what its ``w:pPr`` holds."""
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def cell(content: str, look: str = "") -> str:
    """A table cell."""
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def table(*rows: list[str], look: str = "") -> str:
    """A table."""
    content = "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{content}</w:tbl>"


def shape(content: str, fill: str = "", *, width: int = 3_000_000, height: int = 1_000_000, place: int = 0) -> str:
    """A run with an anchored text box (``w:txbxContent``), and the old form that Word writes beside it."""
    filled = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    box = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>" if content else ""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor behindDoc="1">'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{place}</wp:posOffset></wp:positionH>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/><wp:docPr id="1" name="Box"/><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:spPr>{filled}</wps:spPr>{box}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def docx_file(body: str, *, visible: bool = True, core: str = "", section: str = "", **parts: str) -> bytes:
    """``parts``: the content of styles, numbering, theme, settings, comments, header1, footer1 and so on.

    The relationship id of a part is its name. The first paragraph is ``VISIBLE``.
    """
    first = paragraph(run(VISIBLE)) if visible else ""
    roots = {"theme": "a:theme", "comments": "w:comments", "settings": "w:settings", "footnotes": "w:footnotes"}
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations({"word/document.xml": f"{_OFFICE}/officeDocument", "docProps/core.xml": _CORE}),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{first}{body}<w:sectPr>{section}</w:sectPr></w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": _relations(
            {f"{name}.xml": f"{_OFFICE}/{name.rstrip('123')}" for name in parts}
        ),
        "docProps/core.xml": f'<cp xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp>',
    }
    for name, content in parts.items():
        root = roots.get(name, f"w:{'hdr' if 'header' in name else 'ftr' if 'footer' in name else name}")
        files[f"word/{name}.xml"] = f"<{root} {_NAMES}>{content}</{root}>"
    return zipped(files)


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def _relations(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{target.rsplit("/", 1)[-1].removesuffix(".xml")}" Type="{kind}" Target="{target}"/>'
        for target, kind in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'
