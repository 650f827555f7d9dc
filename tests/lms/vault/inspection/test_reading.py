"""The words of an inspected file: what a guard can look at, and when there is nothing to read."""

import pytest
import typst

from lms.vault.inspection import pdf_text
from lms.vault.inspection.reading import MOST, readable_text
from lms.vault.inspection.types.docx import DOCX
from lms.vault.inspection.types.odt import ODT
from lms.vault.inspection.types.pdf import PDF
from lms.vault.inspection.types.text import TEXT
from tests.factories import uploads as make


def test_words_of_a_document_of_word_with_notes_and_split_runs() -> None:
    body = "<w:p><w:r><w:t>A 123-</w:t></w:r><w:r><w:t>456-789</w:t></w:r></w:p><w:p><w:r><w:t>Second line</w:t></w:r></w:p>"
    document = make.word(body, more={"word/footnotes.xml": "<notes><p>In a note</p></notes>"})

    words = readable_text(document, DOCX.media_type)

    assert words is not None
    assert words.split("\n") == ["", "A 123-456-789", "Second line", "", "In a note"]


def test_words_of_an_opendocument_text_after_a_span() -> None:
    assert readable_text(make.odt("<text:p>Dear <text:span>Ana</text:span>, hello</text:p>"), ODT.media_type) == "\nDear Ana, hello"


def test_words_of_a_pdf_are_read_by_a_process_of_its_own() -> None:
    document = bytes(typst.compile(b"= Motion to continue\nThe court should grant it."))

    words = readable_text(document, PDF.media_type)

    assert words is not None
    assert "Motion to continue" in words
    assert pdf_text.words_in(document).strip() == words.strip()


def test_text_is_its_own_words_up_to_a_limit() -> None:
    assert readable_text("Año".encode(), TEXT.media_type) == "Año"
    assert readable_text(b"a" * (MOST + 5), TEXT.media_type) == "a" * MOST


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (make.pdf(), PDF.media_type),
        (b"%PDF-1.7 nothing", PDF.media_type),
        (make.photo(), "image/jpeg"),
        (b"no package", DOCX.media_type),
        (make.archive({"word/document.xml": "<broken"}), DOCX.media_type),
        (make.archive({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), DOCX.media_type),
        (b" \n ", TEXT.media_type),
    ],
)
def test_where_nothing_can_be_read_the_answer_says_so(data: bytes, media_type: str) -> None:
    assert readable_text(data, media_type) is None
