import pytest

from lms.vault.inspection import pdf_cleaning
from lms.vault.inspection.base import Inspected
from lms.vault.inspection.inspecting import inspect
from lms.vault.inspection.types import pdf
from lms.vault.kinds import Accepts

EVERYTHING = Accepts(types=("pdf", "jpeg", "png", "webp", "heic", "docx", "xlsx", "pptx", "odt", "csv", "text"), megabytes=20)


def look_at(name: str, data: bytes) -> Inspected:
    return inspect(data, name=name, accepts=EVERYTHING)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cleans PDFs without a process of its own for each; `types/test_pdf.py` tries the real one."""

    def cleaned(data: bytes) -> bytes:
        try:
            return pdf_cleaning.cleaned(data)
        except Exception:  # noqa: BLE001  - what ends the process there
            return b""

    monkeypatch.setattr(pdf, "cleaned_apart", cleaned)
