"""Documents made to harm: each is refused with a sentence, quickly, and nothing outside of it is read (CT-10)."""

import io
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from curriculum.importers.docx import read_docx
from curriculum.importers.docx.package import DANGEROUS, MOST_ELEMENTS, NOT_WORD, OLD, TOO_LARGE
from curriculum.importers.markdown_file import read_markdown
from lms.core.errors import Invalid
from tests.factories.docx import cell, docx, members, p, picture, run, table, zipped

pytestmark = pytest.mark.django_db
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>'
)


def with_document(text: str) -> bytes:
    return zipped({**members(), "word/document.xml": text})


def with_part(name: str, data: bytes | str) -> bytes:
    return zipped({**members(p("x")), name: data})


def bomb() -> bytes:
    return with_part("word/media/big.png", b"\0" * 50_000_000)


def lying() -> bytes:
    """An archive whose directory says that a large member is small."""
    data = bytearray(with_part("word/styles.xml", "<a>" + "x" * 300_000 + "</a>"))
    start = data.index(b"PK\x01\x02")
    while data[start + 46 : start + 46 + len(b"word/styles.xml")] != b"word/styles.xml":
        start = data.index(b"PK\x01\x02", start + 4)
    data[start + 24 : start + 28] = struct.pack("<I", 10)
    return bytes(data)


def locked() -> bytes:
    data = bytearray(docx(p("x")))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def linked() -> bytes:
    made = io.BytesIO(docx(p("x")))
    with zipfile.ZipFile(made, "a") as archive:
        info = zipfile.ZipInfo("word/media/link.png")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return made.getvalue()


def twice() -> bytes:
    made = io.BytesIO(docx(p("x")))
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<x/>")
    return made.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", NOT_WORD),
    "no archive": (lambda: b"%PDF-1.7", NOT_WORD),
    "half an archive": (lambda: docx(p("x"))[:900], NOT_WORD),
    "an old document": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, OLD),
    "another archive": (lambda: zipped({"a.txt": "x"}), NOT_WORD),
    "a spreadsheet": (lambda: with_document('<x xmlns="urn:x"/>'), NOT_WORD),
    "a billion laughs": (lambda: with_document(f"<!DOCTYPE x [<!ENTITY l0 'ha'>{LAUGHS}]>" + DOCUMENT.format("&l9;")), DANGEROUS),
    "an entity of a file": (lambda: with_document('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + DOCUMENT.format("&f;")), DANGEROUS),
    "a parameter entity": (lambda: with_document('<!DOCTYPE x [<!ENTITY % f SYSTEM "http://127.0.0.1:9/x">%f;]>' + DOCUMENT.format("")), DANGEROUS),
    "an outer DTD": (lambda: with_document('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + DOCUMENT.format("")), DANGEROUS),
    "a DTD in the styles": (lambda: with_part("word/styles.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), DANGEROUS),
    "broken XML": (lambda: with_document(DOCUMENT.format("<")), NOT_WORD),
    "XML in no encoding": (lambda: with_part("word/styles.xml", '<?xml version="1.0" encoding="no-such"?><x/>'), NOT_WORD),
    "depth": (lambda: with_document(DOCUMENT.format("<x>" * 5_000 + "</x>" * 5_000)), DANGEROUS),
    "breadth": (lambda: with_document(DOCUMENT.format("<x/>" * (MOST_ELEMENTS + 1))), TOO_LARGE),
    "a bomb": (bomb, DANGEROUS),
    "many bombs": (lambda: zipped({**members(p("x")), **{f"word/media/{n}.png": b"\0" * 9_000_000 for n in range(8)}}), TOO_LARGE),
    "many members": (lambda: zipped({**members(p("x")), **{f"m/{n}": "" for n in range(2_100)}}), TOO_LARGE),
    "a way out": (lambda: with_part("../../etc/x", "x"), DANGEROUS),
    "another way out": (lambda: with_part("/etc/x", "x"), DANGEROUS),
    "a symbolic link": (linked, DANGEROUS),
    "a name twice": (twice, DANGEROUS),
    "encryption": (locked, DANGEROUS),
    "a size that is a lie": (lying, NOT_WORD),
    "a table as wide as memory": (lambda: docx(table([cell("x", properties='<w:gridSpan w:val="999999999"/>')], ["a", "b"])), NOT_WORD),
    "a span that is no number": (lambda: docx(table([cell("x", properties='<w:gridSpan w:val="wide"/>')], ["a", "b"])), NOT_WORD),
    "a note that is not there": (lambda: docx(p("x", '<w:r><w:footnoteReference w:id="77"/></w:r>')), NOT_WORD),
    "11 MB": (lambda: b"PK" + b"\0" * 11_000_000, TOO_LARGE),
}  # fmt: skip


@pytest.mark.parametrize(("make", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_document_is_refused_in_a_sentence(make: Callable[[], bytes], sentence: str) -> None:
    data = make()
    started = time.process_time()

    with pytest.raises(Invalid) as refused:
        read_docx(data, "x.docx")

    assert refused.value.sentence == sentence
    assert time.process_time() - started < 2


def test_a_picture_that_is_none_or_too_large_is_left_out_and_named(tmp_path: Path) -> None:
    huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000) + b"\x08\0\0\0\0"
    images = {"rIdImage1": huge, "rIdImage2": b"<svg onload='alert(1)'/>"}

    lesson = read_docx(docx(p("Text ", picture(), picture("rIdImage2")), images=images), "x.docx")

    assert lesson.pictures == []
    assert [loss.kind for loss in lesson.report.losses] == ["picture"]


def test_a_script_in_a_document_is_text() -> None:
    lesson = read_docx(docx(p(run("<script>alert(1)</script> <img src=x onerror=alert(1)>"))), "x.docx")

    assert "&lt;script&gt;" in lesson.blocks[0]["value"]["html"]
    assert "<img" not in lesson.blocks[0]["value"]["html"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe\x00x", "not UTF-8"), (b"a\0b", "characters that no text has"), (b"x" * 1_000_001, "larger than 1 MB"),
    ],
)  # fmt: skip
def test_a_hostile_text_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        read_markdown(data, "x.md")


@pytest.mark.parametrize(
    "text",
    [
        "---\n!!python/object/apply:os.system ['x']\n---\nText.", "---\n" + "[" * 3_000 + "\n---\nText.", "---\na: &a [x]\nb: [*a, *a]\n---\nText.",
        "::: callout note\nnever closed", ":::\n", "::: image file=\"../../etc/passwd\" alt=\"x\"\n:::\n", "[" * 500 + "\n\nText.", "|a|\n|-|\n" + "|x" * 2_000,
    ],
)  # fmt: skip
def test_an_odd_text_is_read_as_far_as_it_goes(text: str) -> None:
    started = time.process_time()

    read_markdown(text.encode(), "x.md")

    assert time.process_time() - started < 2
