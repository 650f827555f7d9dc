"""PDF: the record as a table to print and sign off."""

from collections.abc import Iterator

from accreditation.queries.record import RecordRow
from accreditation.record_formats.base import Heading, RecordFormat, Source
from lms.core.typesetting import typeset
from lms.core.wording import hours


def _write(source: Source, heading: Heading) -> Iterator[bytes]:
    """One piece: a page is set only when all of it is known. What is printed of a row is kept, not the row."""
    minutes, printed = 0, []
    for row in source.rows():
        minutes += row.fold.minutes
        printed.append(_row(row))
    data = {"scope": heading.scope, "as_of": heading.as_of, "rows": printed, "total": f"{hours(minutes)} ({minutes} minutes)"}
    yield typeset("record", data, at=heading.dated)


def _row(row: RecordRow) -> dict[str, str]:
    values = row.as_columns()
    dates = " to ".join(value for value in (values["first_date"], values["last_date"]) if value)
    return {
        "name": values["student_name"], "cohort": values["cohort"], "track": row.heading, "dates": dates, "hours": hours(row.fold.minutes),
        "minutes": str(row.fold.minutes), "topics": values["topics"], "results": values["score"], "certificate": values["certificate_no"] or "",
        "head": (values["ledger_head"] or "")[:16],
    }  # fmt: skip


FORMAT = RecordFormat("pdf", "PDF, to print", "pdf", "application/pdf", _write)
