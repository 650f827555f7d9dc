"""XLSX with typed cells: minutes are numbers, dates are dates, and no text is ever a formula."""

import io
import re
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING

from accreditation.queries.record import COLUMNS, RecordRow
from accreditation.record_formats.base import Heading, RecordFormat

DATES = ("first_date", "last_date")
FIXED = (1980, 1, 1, 0, 0, 0)


def _write(rows: list[RecordRow], heading: Heading) -> bytes:
    book = Workbook()
    book.properties.creator = book.properties.title = "Pathway"
    book.properties.created = book.properties.modified = heading.made_at.replace(tzinfo=None)
    sheet = book.active
    assert sheet is not None
    sheet.title = "Accreditation record"
    sheet.append(list(COLUMNS))
    for number, row in enumerate(rows, start=2):
        values = row.as_columns()
        for column, name in enumerate(COLUMNS, start=1):
            _set(sheet.cell(row=number, column=column), name, values[name])
    sheet.freeze_panes = "B2"
    file = io.BytesIO()
    book.save(file)
    return reproducible(file.getvalue(), heading.made_at)


def _set(cell: Any, name: str, value: Any) -> None:
    if value is None:
        return
    if name in DATES:
        cell.value = date.fromisoformat(value)
        cell.number_format = "yyyy-mm-dd"
    elif name == "minutes":
        cell.value = value
    else:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", str(value))
        cell.data_type = TYPE_STRING


def reproducible(data: bytes, made_at: datetime) -> bytes:
    """The same workbook with fixed dates inside its archive, so the same rows give the same bytes."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _with_fixed_times(content, made_at)
            target.writestr(ZipInfo(name, FIXED), content, ZIP_DEFLATED)
    return file.getvalue()


def _with_fixed_times(content: bytes, made_at: datetime) -> bytes:
    stamp = made_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", lambda match: match[1] + stamp, content)


FORMAT = RecordFormat("xlsx", "Excel workbook", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write)
