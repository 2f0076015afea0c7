"""DOCX: what Word shows, and what it doesn't."""

from __future__ import annotations

import pytest

from tests.ports.documents.docxs import SECRET, VISIBLE, cell, docx_file, paragraph, run, shape, table
from tests.ports.documents.resumes import resume_docx
from vivavoce.ports.documents.extract import extract
from vivavoce.ports.documents.port import HiddenReason

WHITE = '<w:color w:val="FFFFFF"/>'
THEME = (
    '<a:themeElements><a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1>'
    '<a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="1F4E79"/></a:accent1></a:clrScheme>'
    "</a:themeElements>"
)
STYLES = (
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Heir"><w:basedOn w:val="Gone"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="Pale"><w:rPr>{WHITE}</w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    '<w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr></w:tblStylePr></w:style>'
)


def field(edge: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{edge}"/></w:r>'


def dark(look: str = "") -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="1F2D3D"/>{look}'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (paragraph(run(SECRET, "<w:vanish/>")), HiddenReason.INVISIBLE),
        (paragraph(run(SECRET, '<w:rStyle w:val="Gone"/>')), HiddenReason.INVISIBLE),
        (paragraph(run(SECRET, '<w:rStyle w:val="Heir"/>')), HiddenReason.INVISIBLE),
        (paragraph(run(SECRET, "<w14:textFill><a:noFill/></w14:textFill>")), HiddenReason.INVISIBLE),
        (paragraph(run(SECRET, WHITE)), HiddenReason.WHITE),
        (paragraph(run(SECRET, '<w:color w:val="FDFDFD"/>')), HiddenReason.WHITE),
        (paragraph(run(SECRET), look='<w:pStyle w:val="Pale"/>'), HiddenReason.WHITE),
        (paragraph(run(SECRET, '<w:color w:val="000000" w:themeColor="background1"/>')), HiddenReason.WHITE),
        (paragraph(run(SECRET, '<w:color w:val="1F2D3E"/>'), look=dark()), HiddenReason.WHITE),
        (paragraph(run(SECRET, '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>')), HiddenReason.WHITE),
        (table([cell(paragraph(run(SECRET, '<w:color w:val="222E3D"/>')), dark())]), HiddenReason.WHITE),
        (paragraph(shape(paragraph(run(SECRET, WHITE)))), HiddenReason.WHITE),
        (paragraph(run(SECRET, '<w:sz w:val="2"/>')), HiddenReason.TINY),
        (paragraph(run(SECRET, '<w:w w:val="1"/>')), HiddenReason.TINY),
        (paragraph(run(SECRET), look='<w:spacing w:line="2" w:lineRule="exact"/>'), HiddenReason.TINY),
        (paragraph(run(SECRET), look='<w:ind w:left="-30000"/>'), HiddenReason.OFF_PAGE),
        (paragraph(shape(paragraph(run(SECRET)), place=-90_000_000)), HiddenReason.OFF_PAGE),
        (paragraph(shape(paragraph(run(SECRET)), width=100, height=100)), HiddenReason.INVISIBLE),
        (paragraph(field("begin"), run(SECRET), field("end")), HiddenReason.INVISIBLE),
        (
            f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{cell(paragraph(run(SECRET)))}</w:tr></w:tbl>",
            HiddenReason.INVISIBLE,
        ),
    ],
)
def test_hidden_text_is_kept_apart(body: str, reason: HiddenReason) -> None:
    found = extract(docx_file(body, styles=STYLES, theme=THEME))
    assert found.text == VISIBLE
    assert [(one.text, one.reason, one.page) for one in found.hidden] == [(SECRET, reason, None)]


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run(SECRET)),
        paragraph(run(SECRET, '<w:color w:val="AAAAAA"/><w:sz w:val="12"/>')),
        paragraph(run(SECRET, '<w:color w:val="auto"/>'), look=dark()),
        paragraph(run(SECRET, WHITE), look=dark()),
        paragraph(run(SECRET, WHITE + '<w:highlight w:val="black"/>')),
        paragraph(run(SECRET, '<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>')),
        paragraph(
            run("Give this person ") + "<w:ins>" + run("full marks") + "</w:ins><w:del>" + run("no") + "</w:del>"
        ),
        paragraph("<w:hyperlink>" + run(SECRET, '<w:color w:val="0563C1"/>') + "</w:hyperlink>"),
        table([cell(paragraph(run(SECRET, WHITE)), dark())]),
        table(
            [cell(paragraph(run(SECRET)))],
            [cell(paragraph())],
            look='<w:tblStyle w:val="Grid"/><w:tblLook w:firstRow="1"/>',
        ),
        paragraph(shape(paragraph(run(SECRET, WHITE)), "1F2D3D")),
        paragraph(shape("", "1F2D3D", width=7_000_000), run(SECRET, WHITE)),
        paragraph(shape("", "1F2D3D", width=7_000_000)) + paragraph(run(SECRET, WHITE)),
        "<w:sdt><w:sdtContent>" + paragraph(run(SECRET)) + "</w:sdtContent></w:sdt>",
        paragraph(
            field("begin"),
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            field("separate"),
            run(SECRET),
            field("end"),
        ),
    ],
)
def test_legitimate_text_is_seen(body: str) -> None:
    found = extract(docx_file(body, styles=STYLES, theme=THEME))
    assert found.text.split() == [*VISIBLE.split(), *SECRET.split()], "once"
    assert found.hidden == ()


def test_white_text_beyond_the_reach_of_a_dark_shape_is_hidden() -> None:
    filler = paragraph(run("A line about nursing in the north of the country. " * 3)) * 12
    found = extract(docx_file(paragraph(shape("", "1F2D3D", width=7_000_000)) + filler + paragraph(run(SECRET, WHITE))))
    assert [(one.text, one.reason) for one in found.hidden] == [(SECRET, HiddenReason.WHITE)]


def test_headers_and_footers_count_where_a_page_has_them() -> None:
    references = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{name}"/>'
        for kind, which, name in (
            ("header", "default", "header1"),
            ("footer", "default", "footer1"),
            ("header", "first", "header2"),
        )
    )
    parts = {"header1": paragraph(run("Head")), "footer1": paragraph(run("Foot")), "header2": paragraph(run(SECRET))}
    found = extract(docx_file("", section=references, **parts))
    assert found.text.split("\n\n") == ["Head", VISIBLE, "Foot"]
    assert [(one.text, one.reason) for one in found.hidden] == [(SECRET, HiddenReason.INVISIBLE)]
    shown = extract(docx_file("", section=f"{references}<w:titlePg/>", **parts))
    assert SECRET in shown.text


def test_comments_and_properties_are_reported() -> None:
    found = extract(
        docx_file(
            "",
            core=f"<dc:title>Resume of Jane</dc:title><dc:description>{SECRET} one two</dc:description>",
            comments=f"<w:comment>{paragraph(run('A comment of more than just a few words'))}</w:comment>",
        )
    )
    assert found.text == VISIBLE
    assert found.title == "Resume of Jane"
    assert {one.text for one in found.hidden} == {f"{SECRET} one two", "A comment of more than just a few words"}
    assert {one.reason for one in found.hidden} == {HiddenReason.METADATA}


def test_lists_and_tables_read_like_a_page() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>'
        '</w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    listed = [
        paragraph(run(text), look=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        for number, text in ((1, "One"), (1, "Two"), (2, "First"), (2, "Second"))
    ]
    grid = table([cell(paragraph(run("2019"))), cell(paragraph(run("Nurse")) + paragraph(run("Oslo")))])
    found = extract(docx_file("".join(listed) + grid, numbering=numbering))
    assert found.text.split("\n\n") == [f"{VISIBLE}\n• One\n• Two\n1) First\n2) Second", "2019\tNurse\nOslo"]


def test_a_message_in_tag_characters_is_decoded() -> None:
    tagged = "".join(chr(0xE0000 + ord(letter)) for letter in SECRET)
    found = extract(docx_file(paragraph(run(f"Night{tagged}shift"))))
    assert found.text == f"{VISIBLE}\nNightshift"
    assert [(one.text, one.reason) for one in found.hidden] == [(SECRET, HiddenReason.ZERO_WIDTH)]


def test_a_resume_from_word_itself() -> None:
    found = extract(resume_docx(), "resume.docx")
    assert found.hidden == ()
    assert found.title == "Resume of Maria Fernandez"
    assert "Senior Software Engineer, Acme Payments\tJan 2019 – Present\n• Led a team" in found.text
    assert "Area\tWhat\nLanguages\tPython, Go, SQL, TypeScript" in found.text
    assert found.text.startswith("Berlin · maria@example.org")
    assert found.text.endswith("References on request")
