"""Plain text: encodings, characters without width, and what is no text at all."""

from __future__ import annotations

import pytest

from tests.ports.documents.docxs import SECRET, docx_file, zipped
from tests.ports.documents.pdfs import pdf, picture
from vivavoce.ports.documents import docx_package
from vivavoce.ports.documents.characters import seen
from vivavoce.ports.documents.extract import extract
from vivavoce.ports.documents.port import (
    MAX_BYTES,
    DocumentTooLargeError,
    HiddenReason,
    Unreadable,
    UnreadableDocumentError,
)

GERMAN = "Krankenschwester in Köln, fünf Jahre Nachtschicht, außerdem Führung von zwölf Kolleginnen. " * 3
RUSSIAN = "Медсестра в Осло, десять лет работы в отделении интенсивной терапии. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_german_in_any_encoding(encoding: str) -> None:
    assert extract(GERMAN.encode(encoding)).text == GERMAN.strip()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "koi8-r"])
def test_russian_in_any_encoding(encoding: str) -> None:
    assert extract(RUSSIAN.encode(encoding)).text == RUSSIAN.strip()


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("a\u200bb\u2060c", "abc", ("U+200B ×1, U+2060 ×1",)),
        ("a\u202eb", "ab", ("U+202E ×1",)),
        ("a" + "".join(chr(0xE0000 + ord(letter)) for letter in SECRET), "a", (SECRET,)),
        ("😀" + "".join(chr(0xE0100 + ord(letter) - 16) for letter in SECRET), "😀", (SECRET,)),
        ("\ufeffa\u00adb\u00a0c\ufb01\u2028d", "ab cfi\nd", ()),
        ("می\u200cروم \u200fx", "می\u200cروم x", ()),
        ("❤\ufe0f\u200d🔥 👨\u200d👩\u200d👧 葛\U000e0100", "❤\ufe0f\u200d🔥 👨\u200d👩\u200d👧 葛", ()),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴", ()),
        ("a\x00b\x1bc\r\nd\re\ud800", "abc\nd\ne", ()),
    ],
)
def test_characters_without_width(text: str, shown: str, hidden: tuple[str, ...]) -> None:
    assert seen(text) == (shown, hidden)


def test_a_message_in_plain_text_is_reported() -> None:
    found = extract(("Jane" + "".join(chr(0xE0000 + ord(letter)) for letter in SECRET)).encode())
    assert found.text == "Jane"
    assert [(one.text, one.reason) for one in found.hidden] == [(SECRET, HiddenReason.ZERO_WIDTH)]


@pytest.mark.parametrize(
    ("text", "name", "stated", "media_type"),
    [
        ("Jane", "a.html", "text/html", "text/plain"),
        ("<p>Jane</p>", "a.html", None, "text/html"),
        ("<!DOCTYPE html><p>Jane</p>", "a.txt", "text/plain", "text/html"),
        ("# Jane", "a.md", None, "text/markdown"),
        ("Jane", None, "text/markdown; charset=utf-8", "text/markdown"),
        ("Jane <jane@example.org>", None, None, "text/plain"),
    ],
)
def test_the_content_tells_the_type(text: str, name: str | None, stated: str | None, media_type: str) -> None:
    assert extract(text.encode(), name, stated).media_type == media_type


def image_only() -> bytes:
    return pdf(lambda canvas: canvas.drawImage(picture(), 0, 0, 595, 842), visible=False)


def locked() -> bytes:
    return pdf(lambda _: None, encrypt="secret")


def truncated() -> bytes:
    data = docx_file("<w:p/>" * 2_000)
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("data", "reason", "word"),
    [
        (b"", Unreadable.EMPTY, "empty"),
        (b" \n\t ", Unreadable.EMPTY, "empty"),
        (b"MZ\x90\x00" + bytes(200), Unreadable.UNSUPPORTED, "program"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Unreadable.UNSUPPORTED, "picture"),
        (b"{\\rtf1 hello}", Unreadable.UNSUPPORTED, "RTF"),
        (bytes(range(256)) * 20, Unreadable.UNSUPPORTED, "not a text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Unreadable.UNSUPPORTED, ".doc"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Unreadable.ENCRYPTED,
            "password",
        ),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), Unreadable.UNSUPPORTED, "office"),
        (truncated(), Unreadable.DAMAGED, "Word"),
        (docx_file("<w:p>"), Unreadable.DAMAGED, "Word"),
        (docx_file("<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200), Unreadable.DAMAGED, "Word"),
        (docx_file("", visible=False), Unreadable.NO_TEXT, "no text"),
        (b"%PDF-1.7\nnothing", Unreadable.DAMAGED, "PDF"),
        (pdf(lambda _: None)[:300], Unreadable.DAMAGED, "PDF"),
        (locked(), Unreadable.ENCRYPTED, "password"),
        (image_only(), Unreadable.NO_TEXT, "scan"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(data: bytes, reason: Unreadable, word: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=word) as refused:
        extract(data, "resume.pdf", "application/pdf")
    assert refused.value.reason == reason
    assert str(refused.value).endswith(".")


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    data = pdf(lambda _: None, encrypt=StandardEncryption("", "owner", canModify=0))
    assert "Jane Doe" in extract(data).text


@pytest.mark.parametrize(
    "data",
    [
        b"a" * (MAX_BYTES + 1),
        b"word " * 450_000,
        pdf(*[lambda _: None] * 201),
        docx_file("<w:p/>" + " " * (docx_package.MAX_PART_BYTES + 1)),
        zipped({f"word/{number}": "" for number in range(docx_package.MAX_ENTRIES + 1)}),
    ],
    ids=["bytes", "characters", "pages", "bomb", "parts"],
)
def test_what_is_too_large_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentTooLargeError):
        extract(data)


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    data = zipped({"_rels/.rels": relations, "word/document.xml": bomb})
    with pytest.raises(UnreadableDocumentError) as refused:
        extract(data)
    assert refused.value.reason == Unreadable.DAMAGED
