"""XLSX with typed cells: minutes are numbers, dates are dates, and no text is ever a formula."""

import io
import re
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING

from accreditation.queries.record import COLUMNS
from accreditation.record_formats.base import BLOCK, Heading, RecordFormat, Source

DATES = ("first_date", "last_date")
FIXED = (1980, 1, 1, 0, 0, 0)
DATES_AND_NAMES = "docProps/core.xml"


def _write(source: Source, heading: Heading) -> Iterator[bytes]:
    """Row by row through files on disk, so that memory does not grow with the record."""
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.title = "Pathway"
    book.properties.created = book.properties.modified = heading.dated.replace(tzinfo=None)
    sheet = book.create_sheet("Accreditation record")
    sheet.freeze_panes = "B2"
    sheet.append(list(COLUMNS))
    for row in source.rows():
        sheet.append([_cell(sheet, name, value) for name, value in row.as_columns().items()])
    with tempfile.TemporaryFile() as made, tempfile.TemporaryFile() as file:
        book.save(made)
        _reproducible(made, file, heading.dated)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _cell(sheet: Any, name: str, value: Any) -> Any:
    if value is None or name == "minutes":
        return value
    if name in DATES:
        cell = WriteOnlyCell(sheet, value=date.fromisoformat(value))  # type: ignore[arg-type]
        cell.number_format = "yyyy-mm-dd"
        return cell
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", str(value)))
    cell.data_type = TYPE_STRING
    return cell


def reproducible(data: bytes, made_at: datetime) -> bytes:
    """A workbook that fits into memory with fixed dates inside its archive."""
    file = io.BytesIO()
    _reproducible(io.BytesIO(data), file, made_at)
    return file.getvalue()


def _reproducible(made: IO[bytes], file: IO[bytes], made_at: datetime) -> None:
    """The same workbook with fixed dates inside its archive, so the same rows give the same bytes."""
    with ZipFile(made) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            member = ZipInfo(name, FIXED)
            member.compress_type = ZIP_DEFLATED
            if name == DATES_AND_NAMES:
                target.writestr(member, _with_fixed_times(source.read(name), made_at))
                continue
            with source.open(name) as content, target.open(member, "w", force_zip64=True) as copy:
                while block := content.read(BLOCK):
                    copy.write(block)


def _with_fixed_times(content: bytes, made_at: datetime) -> bytes:
    stamp = made_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", lambda match: match[1] + stamp, content)


FORMAT = RecordFormat("xlsx", "Excel workbook", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write)
