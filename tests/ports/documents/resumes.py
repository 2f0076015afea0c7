"""One resume of two pages, as PDF and as DOCX: what the tests read and the timing measures."""

from __future__ import annotations

import io

import docx
from docx.shared import Pt, RGBColor
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

NAME = "Maria Fernandez"
PROFILE = (
    "Backend engineer with nine years of experience building payment systems, data pipelines and developer tools in "
    "regulated industries; enjoys mentoring, measuring, and removing code that nobody needs any more."
)
JOBS = [
    ("Senior Software Engineer, Acme Payments", "Jan 2019 – Present"),
    ("Software Engineer, Globex", "Mar 2015 – Dec 2018"),
    ("Junior Developer, Initech", "Sep 2013 – Feb 2015"),
]
DUTIES = [
    "Led a team of five engineers that rebuilt the settlement service in Python and PostgreSQL, cutting the nightly "
    "run from four hours to twenty minutes.",
    "Introduced property-based tests and end-to-end tracing, and wrote the on-call handbook of the department.",
    "Built a pipeline with Airflow and Kafka which handled forty million events a day and replaced eleven cron jobs.",
    "Mentored three junior colleagues, two of whom now lead teams of their own.",
]
SKILLS = [
    ("Languages", "Python, Go, SQL, TypeScript"),
    ("Tools", "Docker, Kubernetes, Terraform"),
    ("Spoken", "Spanish"),
]


def resume_pdf() -> bytes:
    """Headings, justified prose, bullets, dates at the margin, a table with a dark head."""
    held = io.BytesIO()
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=13.5, alignment=4)
    head = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=12, leading=20, textColor=HexColor("#1F4E79"))
    item = ParagraphStyle("item", parent=body, leftIndent=14, bulletIndent=2)
    story = [Paragraph(NAME, ParagraphStyle("name", fontName="Helvetica-Bold", fontSize=20, leading=26))]
    story += [Paragraph("Berlin · maria@example.org · +49 30 1234567", body)]
    story += [Paragraph("PROFILE", head), Paragraph(PROFILE, body), Paragraph("EXPERIENCE", head)]
    for title, dates in JOBS:
        story.append(
            Table([[title, dates]], colWidths=[360, 110], style=TableStyle([("ALIGN", (1, 0), (1, 0), "RIGHT")]))
        )
        story += [Paragraph(duty, item, bulletText="•") for duty in DUTIES]
        story.append(Spacer(0, 6))
    story += [PageBreak(), Paragraph("EDUCATION", head), Paragraph("MSc Computer Science, TU Berlin, 2013", body)]
    story += [Paragraph(PROFILE, body) for _ in range(8)]
    dark = [("BACKGROUND", (0, 0), (-1, 0), HexColor("#222222")), ("TEXTCOLOR", (0, 0), (-1, 0), HexColor("#FFFFFF"))]
    story.append(Table([("Area", "What"), *SKILLS], colWidths=[100, 300], style=TableStyle(dark)))
    SimpleDocTemplate(held, pagesize=A4, title=f"Resume of {NAME}").build(story)
    return held.getvalue()


def resume_docx() -> bytes:
    """The same, with Word's own styles."""
    document = docx.Document()
    document.core_properties.title = f"Resume of {NAME}"
    document.add_heading(NAME, 0)
    document.sections[0].header.paragraphs[0].text = "Berlin · maria@example.org"
    document.sections[0].footer.paragraphs[0].text = "References on request"
    document.add_heading("PROFILE", 1)
    document.add_paragraph(PROFILE)
    document.add_heading("EXPERIENCE", 1)
    for title, dates in JOBS:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(f"{title}\t{dates}")
        run.bold, run.font.size, run.font.color.rgb = True, Pt(11), RGBColor(0x1F, 0x4E, 0x79)
        for duty in DUTIES:
            document.add_paragraph(duty, style="List Bullet")
    document.add_page_break()
    document.add_heading("EDUCATION", 1)
    document.add_paragraph("MSc Computer Science, TU Berlin, 2013")
    for _ in range(8):
        document.add_paragraph(PROFILE)
    table = document.add_table(rows=1, cols=2, style="Medium Shading 1 Accent 1")
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Area", "What"
    for area, what in SKILLS:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = area, what
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()
