"""Documents of Excel. What all Office documents share is in `office.py`."""

from lms.vault.inspection.base import Cleaned, ContentType
from lms.vault.inspection.office import clean_office, is_package

_MAIN = "xl/workbook.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def clean(data: bytes) -> Cleaned:
    return clean_office(data, _MAIN, f"{_TYPE}.main+xml")


XLSX = ContentType("xlsx", "an Excel table", ("xlsx",), lambda data: is_package(data, _MAIN.encode()), _TYPE, clean)
