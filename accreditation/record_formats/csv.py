"""CSV: one row per student, training and track; text cells neutralized by the rule of ``lms.core.spreadsheet``."""

import csv
import io
from collections.abc import Iterator

from accreditation.queries.record import COLUMNS
from accreditation.record_formats.base import Heading, RecordFormat, Source, in_blocks
from lms.core.spreadsheet import csv_cells

ROWS_AT_ONCE = 100


def _write(source: Source, heading: Heading) -> Iterator[bytes]:
    return in_blocks(_pieces(source))


def _pieces(source: Source) -> Iterator[bytes]:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield _taken(file)
    for number, row in enumerate(source.rows(), start=1):
        writer.writerow(csv_cells(row.as_columns().values()))
        if number % ROWS_AT_ONCE == 0:
            yield _taken(file)
    yield _taken(file)


def _taken(file: io.StringIO) -> bytes:
    """What was written since the last time."""
    text = file.getvalue()
    file.seek(0)
    file.truncate()
    return text.encode()


FORMAT = RecordFormat("csv", "CSV, for spreadsheets", "csv", "text/csv; charset=utf-8", _write)
