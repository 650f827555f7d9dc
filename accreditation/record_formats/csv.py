"""CSV: one row per student, training and track; text cells neutralized by the rule of ``lms.core.spreadsheet``."""

import csv
import io

from accreditation.queries.record import COLUMNS, RecordRow
from accreditation.record_formats.base import Heading, RecordFormat
from lms.core.spreadsheet import csv_cell


def _write(rows: list[RecordRow], heading: Heading) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        values = row.as_columns()
        writer.writerow([csv_cell(values[name]) for name in COLUMNS])
    return file.getvalue().encode()


FORMAT = RecordFormat("csv", "CSV, for spreadsheets", "csv", "text/csv; charset=utf-8", _write)
