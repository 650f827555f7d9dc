"""PDFs: what decides, what is taken out by a process of its own, and what happens when that gives up."""

import io
import time
from contextlib import suppress

import pytest
from pypdf import PdfReader

from lms.vault.inspection.base import Refused
from lms.vault.inspection.pdf_reading import names_in
from lms.vault.inspection.types import pdf
from tests.factories import uploads as make

SCRIPTED = make.pdf("<</S/JavaScript/JS(app.alert\\(1\\))>>", catalog="/OpenAction 4 0 R/Lang(es)")


def test_a_script_is_taken_out_by_a_process_of_its_own_and_the_document_stays() -> None:
    cleaned = pdf.clean(SCRIPTED)

    document = PdfReader(io.BytesIO(cleaned.data))
    assert cleaned.changes == ("Removed from the PDF: scripts.",)
    assert b"alert" not in cleaned.data
    assert (len(document.pages), document.root_object["/Lang"]) == (1, "es")


def test_a_process_that_takes_too_long_means_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_SECONDS", 0.001)

    with pytest.raises(Refused, match="This PDF holds scripts that could not be removed"):
        pdf.clean(SCRIPTED)


def test_a_process_that_fails_means_a_refusal() -> None:
    assert pdf.cleaned_apart(b"no PDF") == b""


def test_what_was_not_removed_means_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "cleaned_apart", lambda data: data)

    with pytest.raises(Refused, match="This PDF holds scripts that could not be removed"):
        pdf.clean(SCRIPTED)


def test_a_signed_document_is_kept_to_the_byte_even_with_something_after_its_end() -> None:
    signed = make.pdf("<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>") + b"more"

    assert pdf.clean(signed).data == signed


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (b"<</S /J#61vaScript>>", {b"S", b"JavaScript"}),
        (b"(/No (nor /this\\)) )/Yes", {b"Yes"}),
        (b"%/No\n/Yes", {b"Yes"}),
        (b"</Yes", {b"Yes"}),
        (b"stream\n/No endstream /Yes", {b"Yes"}),
        (b"(1 0 obj /Yes)", {b"Yes"}),
        (b"stream \r\n9 %x\n0 obj /Yes endstream", {b"Yes"}),
        (b"stream\nobject /No endstream", set()),
    ],
)
def test_names_are_found_where_a_reader_finds_them(written: bytes, names: set[bytes]) -> None:
    assert names_in(written).names == names


@pytest.mark.parametrize(
    "bomb",
    [
        b"(" * 5_000_000,
        b"(1 0 obj" * 500_000 + b")" * 500_000,
        b"1" * 5_000_000,
        b"1 " * 2_500_000,
        b"<" * 5_000_000,
        b"/" * 5_000_000,
        b"%" * 5_000_000,
        b"\\(" * 2_500_000,
        b"/a#" * 1_700_000,
        b"stream\n" * 700_000 + b"endstream",
        b"stream\n 0 obj endstream" * 200_000,
        b"1 0 obj<<" * 500_000,
    ],
    ids=range(12),
)
def test_reading_takes_time_by_size_only(bomb: bytes) -> None:
    """No more than some times what an ordinary file of that size takes, on whatever machine: one that grows with the square takes a thousand times as much."""
    assert seconds_for(bomb) < 10 * seconds_for(b"1 0 obj <</A /B>> endobj\n" * (len(bomb) // 25))


def seconds_for(data: bytes) -> float:
    """Of processor time."""
    started = time.process_time()
    with suppress(Refused):
        names_in(data)
    return time.process_time() - started
