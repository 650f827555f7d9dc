"""The accreditation record of a cohort, campus, organization or student as a file, from one snapshot of the database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from django.db import connection, transaction

from accreditation.queries.record_scopes import RecordScope
from accreditation.record_formats import Heading, RecordFormat, Source
from lms.core.clock import local_date, now


def export_records(*, record_format: RecordFormat, scope: RecordScope, as_of: date | None = None) -> Iterator[bytes]:
    """The bytes of the record of ``scope`` as of a date (today without one), in blocks of about 64 KB, in memory that does not grow with the record.

    Everything is read in one transaction that lasts until the last block is taken. Who may is asked by whoever calls this. The file is dated by the day
    it names, as a packet is, so that the same facts give the same bytes.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            _one_snapshot()
        day = as_of or local_date(now(), scope.zone)
        heading = Heading(scope.title, day.isoformat(), datetime.combine(day, time(12), tzinfo=UTC))
        yield from record_format.write(Source(scope, as_of), heading)


def _one_snapshot() -> None:
    """Every query of the export sees the same moment (EX-07). SQLite's transactions already do.

    Some hundred students' entries are summed in 32 MB of the server's memory, group by group as they come. As the server estimates it would sort them
    first, in its usual 4 MB and on disk, by the letters of ids that have no order: three times the work. Plans are made once: the same few statements
    ask for each batch, and a plan of its own for each list of ids takes as long as the answer about a small cohort.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET LOCAL work_mem = '32MB'; SET LOCAL jit = off; SET LOCAL enable_sort = off; "
                "SET LOCAL plan_cache_mode = force_generic_plan"
            )
