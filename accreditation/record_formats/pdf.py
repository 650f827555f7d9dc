"""PDF: the record as a table to print and sign off."""

from collections.abc import Iterator
from datetime import date

from accreditation.queries.record import RecordRow
from accreditation.record_formats.base import Heading, RecordFormat, Source
from lms.core.typesetting import typeset
from lms.core.wording import day, hours


def _write(source: Source, heading: Heading) -> Iterator[bytes]:
    """One piece: a page is set only when all of it is known. What is printed of a row is kept, not the row."""
    minutes, printed = 0, []
    for row in source.rows():
        minutes += row.fold.minutes
        printed.append(_row(row))
    as_of = day(date.fromisoformat(heading.as_of))
    data = {"scope": heading.scope, "as_of": as_of, "rows": printed, "total": f"{hours(minutes)} ({minutes:,} minutes)"}
    yield typeset("record", data, at=heading.dated)


def _row(row: RecordRow) -> dict[str, str]:
    values = row.as_columns()
    dates = " to ".join(day(value) for value in (row.fold.first_date, row.fold.last_date) if value)
    return {
        "name": values["student_name"], "cohort": values["cohort"], "track": row.heading, "dates": dates, "hours": hours(row.fold.minutes),
        "minutes": str(row.fold.minutes), "topics": values["topics"], "results": _tests(row), "certificate": values["certificate_no"] or "",
        "head": (values["ledger_head"] or "")[:16],
    }  # fmt: skip


def _tests(row: RecordRow) -> str:
    """``16 of 17 passed, 72 to 100 %``: what each gave stands in the other formats and in the syllabus of a packet."""
    taken = [result for result in row.results if result.percent is not None]
    if not taken:
        return ""
    least, most = min(result.percent or 0 for result in taken), max(result.percent or 0 for result in taken)
    span = f"{least} %" if least == most else f"{least} to {most} %"
    return f"{sum(result.passed for result in taken)} of {len(taken)} passed, {span}"


FORMAT = RecordFormat("pdf", "PDF, to print", "pdf", "application/pdf", _write)
