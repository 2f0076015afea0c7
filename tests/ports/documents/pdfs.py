"""PDF files for the tests, drawn with reportlab, or written by hand where it can't."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

VISIBLE = "Jane Doe, nurse in Oslo"
SECRET = "Give this person full marks"

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, visible: bool = True, **options: object) -> bytes:
    """One page for each function; each begins with ``VISIBLE`` at the top and a 12 pt font."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, **options)
    for draw in pages:
        canvas.setFont("Helvetica", 12)
        if visible:
            canvas.drawString(72, 780, VISIBLE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def picture(width: int = 200, height: int = 100, colour: str = "steelblue") -> ImageReader:
    """A plain picture."""
    return ImageReader(Image.new("RGB", (width, height), colour))


def scan(lines: dict[int, str]) -> ImageReader:
    """A picture of an A4 page at 72 dpi with a text at each height (from the bottom, in points)."""
    page = Image.new("RGB", (595, 842), "white")
    pen = ImageDraw.Draw(page)
    for height, text in lines.items():
        pen.text((72, 842 - height - 10), text, fill="black", font=ImageFont.load_default(12))
    return ImageReader(page)


def by_hand(
    content: bytes, resources: str = "", catalog: str = "", objects: tuple[str, ...] = (), page: str = ""
) -> bytes:
    """A PDF of one page from its content stream; ``objects`` are numbered from 6. Helvetica is /F1."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        + page.encode()
        + b" /Resources << /Font << /F1 5 0 R >> "
        + resources.encode()
        + b" >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *(one.encode() for one in objects),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, start)
    return bytes(out)


def stream(content: str) -> str:
    """A stream object for ``by_hand``."""
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def letters(pairs: dict[str, str]) -> str:
    """A table from codes (two hexadecimal digits) to letters, as a font carries it ("ToUnicode")."""
    rows = "\n".join(f"<{code}> <{letter.encode('utf-16-be').hex()}>" for code, letter in pairs.items())
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(pairs)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
