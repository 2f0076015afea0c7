"""The order in which a PDF page is read, and where its lines and paragraphs end."""

from __future__ import annotations

import os

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.ports.documents.pdfs import by_hand, letters, pdf
from tests.ports.documents.resumes import resume_pdf
from vivavoce.ports.documents.extract import extract


def drawn(*lines: tuple[float, float, str], size: int = 10) -> str:
    """The text of a page with these lines (x and y in points from the lower left corner)."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        for x, y, text in lines:
            canvas.drawString(x, y, text)

    return extract(pdf(draw, visible=False)).text


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(50.0, 700.0 - 13 * row, f"Left column line {row} ends.") for row in range(8)]
    right = [(320.0, 706.0 - 14 * row, f"Right column line {row} ends.") for row in range(8)]
    text = drawn((50, 760, "A heading that runs over the whole width of the page, over both columns"), *left, *right)
    rows = [line for line in text.splitlines() if line]
    assert rows[0].startswith("A heading")
    assert [row.split()[0] for row in rows[1:]] == ["Left"] * 8 + ["Right"] * 8


def test_columns_painted_line_by_line_are_still_columns() -> None:
    """As some converters write them; the lines of the two sides don't share their baselines."""
    lines = []
    for row in range(8):
        lines.append((50.0, 700.0 - 13 * row, f"Left column line {row} with words to fill it."))
        lines.append((320.0, 706.0 - 17 * row, f"Right column line {row} with words to fill it."))
    starts = [line.split()[0] for line in drawn(*lines).splitlines() if line]
    assert starts == sorted(starts)


def test_dates_at_the_margin_stay_with_their_row() -> None:
    text = drawn(
        (50, 700, "Senior Nurse, Oslo University Hospital"),
        (460, 700, "2018 – 2023"),
        (50, 686, "Ward with thirty beds"),
        (50, 660, "Nurse, Bergen Hospital"),
        (460, 660, "2013 – 2018"),
        (50, 646, "Emergency department"),
        (50, 620, "Assistant nurse, Solheim Care Home"),
        (460, 620, "2010 – 2013"),
    )
    assert "Senior Nurse, Oslo University Hospital\t2018 – 2023\nWard" in text
    assert "Solheim Care Home\t2010 – 2013" in text


def test_a_table_is_read_in_rows() -> None:
    cells = [
        (column * 180.0 + 50, 700.0 - 16 * row, f"{name} {row}")
        for row in range(5)
        for column, name in enumerate(("Skill", "Level", "Since"))
    ]
    assert drawn(*cells).splitlines()[1] == "Skill 1\tLevel 1\tSince 1"


def test_wrapped_lines_are_put_together_and_items_are_not() -> None:
    text = drawn(
        (50, 700, "Led the nurses of a ward with thirty beds, planned their shifts, and trained"),
        (50, 687, "new colleagues in the use of the record system."),
        (50, 674, "• Introduced a shift plan that everybody could read and that nobody had to ask"),
        (58, 661, "about afterwards."),
        (50, 648, "• Trained nine colleagues."),
        (50, 620, "Education"),
    )
    assert text.splitlines() == [
        "Led the nurses of a ward with thirty beds, planned their shifts, and trained new colleagues in the use of the "
        "record system.",
        "• Introduced a shift plan that everybody could read and that nobody had to ask about afterwards.",
        "• Trained nine colleagues.",
        "",
        "Education",
    ]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("a long line of prose that ends in the middle of a develop-", "ment of something", "a development of"),
        ("a long line of prose that ends in the middle of a full-", "time position", "a full-time position"),
    ],
)
def test_parted_words_are_whole_again(first: str, second: str, whole: str) -> None:
    assert whole in drawn((50, 700, first), (50, 687, second))


def test_letters_set_apart_are_words() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(50, 700)
        text.setFont("Helvetica", 12)
        text.setCharSpace(5)
        text.textLine("EXPERIENCE")
        canvas.drawText(text)
        canvas.drawString(50, 650, "E D U C A T I O N")

    assert extract(pdf(draw, visible=False)).text.split() == ["EXPERIENCE", "EDUCATION"]


def test_ligatures_are_letters() -> None:
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    table = letters({"65": "e", "40": "\ufb03", "63": "c", "69": "i", "6e": "n", "74": "t"})
    content = b"BT /F2 12 Tf 72 780 Td <65406369656e74> Tj ET"
    assert extract(by_hand(content, "/Font << /F2 6 0 R >>", objects=(font, table))).text == "efficient"


def test_right_to_left_lines_come_out_as_they_are_spoken() -> None:
    hebrew = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    if not os.path.exists(hebrew):
        pytest.skip("no font with Hebrew letters here")
    pdfmetrics.registerFont(TTFont("DejaVu", hebrew))
    spoken = "עבדתי בחברת Acme Ltd משנת 2015 עד 2020."
    words = [".2020", "עד"[::-1], "2015", "משנת"[::-1], "Acme Ltd", "בחברת"[::-1], "עבדתי"[::-1]]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("DejaVu", 12)
        canvas.drawString(150, 700, " ".join(words))

    assert extract(pdf(draw, visible=False)).text == spoken


def test_text_along_the_margin_comes_last() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawString(300, -30, "Confidential and personal")
        canvas.restoreState()
        canvas.drawString(72, 700, "Jane Doe")
        canvas.drawString(72, 680, "Nurse in Oslo")

    assert extract(pdf(draw, visible=False)).text == "Jane Doe\nNurse in Oslo\n\nConfidential and personal"


def test_a_resume_of_two_pages() -> None:
    found = extract(resume_pdf(), "resume.pdf")
    assert [page.number for page in found.pages] == [1, 2]
    assert found.hidden == ()
    assert found.title == "Resume of Maria Fernandez"
    assert "Senior Software Engineer, Acme Payments\tJan 2019 – Present" in found.text
    assert "cutting the nightly run from four hours to twenty minutes." in found.text
    assert found.text.index("PROFILE") < found.text.index("EXPERIENCE") < found.text.index("EDUCATION")


def test_the_next_job_is_not_joined_to_the_last_sentence_of_the_one_before() -> None:
    lines = (
        "Barista, Cafe Luna, March 2019 to today",
        "I prepare espresso drinks, run the till and trained two colleagues.",
        "Waitress, Hotel Astra, May 2016 to February 2019",
        "I served guests and took orders.",
    )

    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(lines):
            canvas.drawString(72, 700 - 18 * at, line)

    assert extract(pdf(draw, visible=False), "cv.pdf", None).text.split("\n") == list(lines)
