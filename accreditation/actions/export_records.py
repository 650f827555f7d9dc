"""The accreditation record of a cohort or campus as a file, from one snapshot of the database."""

from datetime import date
from typing import Any

from django.db import connection, transaction

from accreditation.queries.outside_record import rows_with_outside
from accreditation.record_formats import Heading, RecordFormat
from accreditation.rules.records import places_shared_with
from curriculum.api import roster, roster_of_campus
from lms.core.clock import local_date, now
from lms.core.progress import Progress, untold
from lms.core.wording import counted


def export_records(
    *, record_format: RecordFormat, cohort: Any = None, campus: Any = None, as_of: date | None = None, reader: Any = None, progress: Progress = untold
) -> bytes:
    """The bytes of the record of ``cohort`` or of every cohort of ``campus``, as of a date (today without one).

    With ``reader``, only the students whose record that person may read. ``progress(done, total, message)`` is told before each of the steps.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            _one_snapshot()
        progress(0, 3, "Reading the ledger")
        enrollments = list((roster(cohort) if cohort else roster_of_campus(campus)).select_related("cohort__program"))
        if reader is not None:
            enrollments = places_shared_with(reader, enrollments)
        rows = rows_with_outside(enrollments, as_of)
        scope = f"{cohort.name}, {cohort.campus.name}" if cohort else campus.name
        made_at = now()
        zone = (cohort.campus if cohort else campus).time_zone
        progress(1, 3, f"Writing {counted(len(rows), 'row')}")
        return record_format.write(rows, Heading(scope, (as_of or local_date(made_at, zone)).isoformat(), made_at))


def _one_snapshot() -> None:
    """Every query of the export sees the same moment (EX-07). SQLite's transactions already do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
