"""XLSX: figures are numbers, and no text is ever a formula."""

import io
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING

from accreditation.queries.annual_summary import RETENTION, AnnualSummary
from accreditation.record_formats.xlsx import reproducible
from accreditation.summary_formats.base import COLUMNS, SummaryFormat, cells


def _write(summary: AnnualSummary, made_at: datetime) -> bytes:
    book = Workbook()
    book.properties.creator = book.properties.title = "Pathway"
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    sheet = book.active
    assert sheet is not None
    sheet.title = f"Annual summary {summary.year}"
    rows = [COLUMNS, *(cells(line) for line in summary.lines), *(("Changes", f"{day.isoformat()}: {said}") for day, said in summary.said)]
    for number, row in enumerate([*rows, ("Retention", RETENTION)], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column)
            if isinstance(value, int):
                cell.value = value
            elif value:
                cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
                cell.data_type = TYPE_STRING
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return reproducible(file.getvalue(), made_at)


FORMAT = SummaryFormat("xlsx", "Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write)
