"""A PDF is made of whatever people are called."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from lms.core import typesetting

AT = datetime(2026, 11, 29, tzinfo=UTC)
TEMPLATE = """#set document(title: "A name", date: none)
#set text(font: "Source Serif 4", lang: "en")
= Name
#json(bytes(sys.inputs.data)).name"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    typesetting._fonts()  # read from the real folder before the test's own stands in for it
    (tmp_path / "name.typ").write_text(TEMPLATE)
    monkeypatch.setattr(typesetting, "folder", lambda: tmp_path)
    return tmp_path


def made(name: str) -> bytes:
    return typesetting.typeset("name", {"name": name}, at=AT)


def claims_the_standard(pdf: bytes) -> bool:
    return b"pdfuaid" in pdf


@pytest.mark.parametrize("name", ["Nguyễn Thị Hoa", "José Núñez", "Анна", "محمد"])
def test_names_that_our_fonts_draw_claim_the_standard(name: str) -> None:
    assert claims_the_standard(made(name))


@pytest.mark.parametrize("name", ["李明", "김민준", "አበበ", "สมชาย", "Ana \U0001f469", "Ana\x00", "Ana\ufffe", "Ana\x1b[31m"])
def test_other_names_cost_the_claim_and_not_the_file(name: str) -> None:
    pdf = made(name)

    assert not claims_the_standard(pdf)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert b"/StructTreeRoot" in pdf
    assert made(name) == pdf


def test_a_wrong_template_is_still_a_fault(folder: Path) -> None:
    (folder / "name.typ").write_text("#nonsense")

    with pytest.raises(typst.TypstError):
        made("Ana")


@pytest.mark.parametrize("name", ['#eval("7919*7907")', '#read("/etc/passwd")', "$x$ *bold* _it_ <a> @b", "]#panic()["])
def test_a_name_is_never_a_program(name: str) -> None:
    text = PdfReader(io.BytesIO(made(name))).pages[0].extract_text()

    assert name.replace(" ", "") in text.replace(" ", "").replace("\n", "")
