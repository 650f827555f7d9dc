"""Documents of Word. What all Office documents share is in `office.py`."""

from lms.vault.inspection.base import Cleaned, ContentType
from lms.vault.inspection.office import clean_office, is_package

_MAIN = "word/document.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def clean(data: bytes) -> Cleaned:
    return clean_office(data, _MAIN, f"{_TYPE}.main+xml")


DOCX = ContentType("docx", "a Word document", ("docx",), lambda data: is_package(data, _MAIN.encode()), _TYPE, clean)
