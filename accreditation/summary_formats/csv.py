"""CSV: a row a figure; text cells neutralized by the rule of ``lms.core.spreadsheet``."""

import csv
import io
from datetime import datetime

from accreditation.queries.annual_summary import RETENTION, AnnualSummary
from accreditation.summary_formats.base import COLUMNS, SummaryFormat, cells
from lms.core.spreadsheet import csv_cells


def _write(summary: AnnualSummary, made_at: datetime) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in summary.lines:
        writer.writerow(csv_cells(cells(line)))
    for day, sentence in summary.said:
        writer.writerow(csv_cells(("Changes", f"{day.isoformat()}: {sentence}", None, "", "8 CFR 1292.14(a)", "A")))
    writer.writerow(csv_cells(("Retention", RETENTION, None, "", "8 CFR 1292.14(b)", "A")))
    return file.getvalue().encode()


FORMAT = SummaryFormat("csv", "CSV, for spreadsheets", "text/csv; charset=utf-8", _write)
