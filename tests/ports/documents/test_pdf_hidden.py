"""Text in a PDF that nobody sees: found, kept out of the text, and named for what hides it."""

from __future__ import annotations

import pytest
from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.pdfgen.canvas import Canvas

from tests.ports.documents.pdfs import SECRET, VISIBLE, Draw, by_hand, letters, pdf, picture
from vivavoce.ports.documents.extract import extract
from vivavoce.ports.documents.port import HiddenReason


def white_on_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(72, 600, SECRET)


def nearly_white(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor("#FAFAF5"))
    canvas.drawString(72, 600, SECRET)


def dark_on_dark(canvas: Canvas) -> None:
    canvas.setFillColor(HexColor("#112233"))
    canvas.rect(50, 500, 400, 150, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#132536"))
    canvas.drawString(72, 600, SECRET)


def white_under_black(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(72, 780, SECRET)


def white_on_black_text(canvas: Canvas) -> None:
    """Painted first, where the visible line goes."""
    canvas.setFillColor(white)
    canvas.drawString(72, 600, SECRET)
    canvas.setFillColor(black)
    canvas.drawString(72, 600, "Ten years of night shifts")


def one_point(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    canvas.drawString(72, 600, SECRET)


def scaled_down(canvas: Canvas) -> None:
    canvas.scale(0.05, 0.05)
    canvas.drawString(72 * 20, 600 * 20, SECRET)


def squeezed(canvas: Canvas) -> None:
    text = canvas.beginText(72, 600)
    text.setHorizScale(1)
    text.textLine(SECRET)
    canvas.drawText(text)


def left_of_the_page(canvas: Canvas) -> None:
    canvas.drawString(-400, 600, SECRET)


def above_the_page(canvas: Canvas) -> None:
    canvas.drawString(72, 2000, SECRET)


def outside_the_crop(canvas: Canvas) -> None:
    canvas.setCropBox((0, 200, 595, 842))
    canvas.drawString(72, 100, SECRET)


def behind_an_image(canvas: Canvas) -> None:
    canvas.drawString(72, 600, SECRET)
    canvas.drawImage(picture(), 60, 580, 300, 60)


def behind_a_shape(canvas: Canvas) -> None:
    canvas.drawString(72, 600, SECRET)
    canvas.setFillColor(white)
    canvas.rect(60, 580, 300, 60, stroke=0, fill=1)


def render_mode_three(canvas: Canvas) -> None:
    text = canvas.beginText(72, 600)
    text.setTextRenderMode(3)
    text.textLine(SECRET)
    canvas.drawText(text)


def transparent(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0, 0, 0, alpha=0.02))
    canvas.drawString(72, 600, SECRET)


def clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(72, 500, 10, 10)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(72, 600, SECRET)


@pytest.mark.parametrize(
    ("draw", "reason"),
    [
        (white_on_white, HiddenReason.WHITE),
        (nearly_white, HiddenReason.WHITE),
        (dark_on_dark, HiddenReason.WHITE),
        (white_under_black, HiddenReason.WHITE),
        (white_on_black_text, HiddenReason.WHITE),
        (one_point, HiddenReason.TINY),
        (scaled_down, HiddenReason.TINY),
        (squeezed, HiddenReason.TINY),
        (left_of_the_page, HiddenReason.OFF_PAGE),
        (above_the_page, HiddenReason.OFF_PAGE),
        (outside_the_crop, HiddenReason.OFF_PAGE),
        (behind_an_image, HiddenReason.BEHIND_PICTURE),
        (behind_a_shape, HiddenReason.BEHIND_PICTURE),
        (render_mode_three, HiddenReason.INVISIBLE),
        (transparent, HiddenReason.INVISIBLE),
        (clipped, HiddenReason.INVISIBLE),
    ],
)
def test_hidden_text_is_kept_apart(draw: Draw, reason: HiddenReason) -> None:
    found = extract(pdf(draw))
    assert VISIBLE in found.text
    assert SECRET not in found.text
    assert [(one.text, one.reason, one.page) for one in found.hidden] == [(SECRET, reason, 1)]


def test_a_layer_that_is_off_is_hidden() -> None:
    content = b"BT /F1 12 Tf 72 780 Td (%s) Tj ET /OC /Off BDC BT /F1 12 Tf 72 600 Td (%s) Tj ET EMC" % (
        VISIBLE.encode(),
        SECRET.encode(),
    )
    layers = "/OCProperties << /OCGs [6 0 R] /D << /Order [6 0 R] /OFF [6 0 R] >> >>"
    data = by_hand(content, "/Properties << /Off 6 0 R >>", layers, ("<< /Type /OCG /Name (Secret) >>",))
    found = extract(data)
    assert found.text == VISIBLE
    assert [(one.text, one.reason) for one in found.hidden] == [(SECRET, HiddenReason.INVISIBLE)]
    shown = extract(data.replace(b"/OFF [6 0 R]", b"/ON  [6 0 R]"))
    assert SECRET in shown.text
    assert shown.hidden == ()


def test_what_the_file_claims_a_word_to_be_does_not_count() -> None:
    content = b"BT /F1 12 Tf 72 780 Td /Span << /ActualText (%s) >> BDC (nurse) Tj EMC ET" % SECRET.encode()
    found = extract(by_hand(content))
    assert found.text == "nurse"
    assert [(one.text, one.reason) for one in found.hidden] == [(SECRET, HiddenReason.INVISIBLE)]


def test_a_message_in_tag_characters_is_decoded() -> None:
    codes = {f"{place:02x}": chr(0xE0000 + ord(letter)) for place, letter in enumerate(SECRET, 0x40)}
    message = "".join(codes)
    content = f"BT /F1 12 Tf 72 780 Td (Night) Tj 3 Tr /F2 12 Tf <{message}> Tj 0 Tr /F1 12 Tf (shift) Tj ET".encode()
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    found = extract(by_hand(content, "/Font << /F1 5 0 R /F2 6 0 R >>", objects=(font, letters(codes))))
    assert "".join(found.text.split()) == "Nightshift"
    assert [(one.text, one.reason) for one in found.hidden] == [(SECRET, HiddenReason.ZERO_WIDTH)]


def test_long_properties_and_notes_are_reported() -> None:
    note = "A sticky note that says to hire this person at once"

    def draw(canvas: Canvas) -> None:
        canvas.setSubject("One two three four five six words of a subject")
        canvas.setTitle("Resume of Jane Doe")
        canvas.textAnnotation(note, Rect=(500, 700, 520, 720))

    found = extract(pdf(draw))
    assert found.title == "Resume of Jane Doe"
    assert {one.text for one in found.hidden} == {"One two three four five six words of a subject", note}
    assert {one.reason for one in found.hidden} == {HiddenReason.METADATA}


def test_a_document_with_nothing_else_is_refused() -> None:
    with pytest.raises(Exception, match="hidden"):
        extract(pdf(white_on_white, visible=False))


def test_each_page_is_named() -> None:
    found = extract(pdf(lambda _: None, white_on_white))
    assert [page.number for page in found.pages] == [1, 2]
    assert [one.page for one in found.hidden] == [2]
    assert found.text.count(VISIBLE) == 2
