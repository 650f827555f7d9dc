"""Documents of PowerPoint. What all Office documents share is in `office.py`."""

from lms.vault.inspection.base import Cleaned, ContentType
from lms.vault.inspection.office import clean_office, is_package

_MAIN = "ppt/presentation.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def clean(data: bytes) -> Cleaned:
    return clean_office(data, _MAIN, f"{_TYPE}.main+xml")


PPTX = ContentType("pptx", "a PowerPoint presentation", ("pptx",), lambda data: is_package(data, _MAIN.encode()), _TYPE, clean)
