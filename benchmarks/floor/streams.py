"""Floors C and COPY: what the database and the driver take for as much as a record reads, with nothing of ours around it.

C is a stream of N × 60 (state, time) from one ``array_agg`` a student, in blocks of 64 KB. COPY is PostgreSQL writing one line a row of the ledger.
"""

import csv
import io
from collections.abc import Iterator

BLOCK = 64 * 1024
ACTIVITIES = 60
CELLS = "bench_floor_cell"
_ROWS = f"""SELECT student, array_agg(state ORDER BY activity), array_agg(at::text ORDER BY activity) FROM {CELLS}
WHERE student <= %s GROUP BY student ORDER BY student"""


def make_cells(students: int) -> None:
    """The rows of floor C, for PostgreSQL."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {CELLS} (id bigserial PRIMARY KEY, student int NOT NULL, activity int NOT NULL, state smallint NOT NULL, at timestamptz)")
        cursor.execute(
            f"INSERT INTO {CELLS} (student, activity, state, at) SELECT s, a, (s + a) %% 3, timestamptz '2026-10-01 15:00Z' + (a * 60 + s) * interval '1 s' "
            "FROM generate_series(1, %s) s, generate_series(1, %s) a",
            [students, ACTIVITIES],
        )
        cursor.execute(f"CREATE INDEX ON {CELLS} (student, activity)")


def completion_stream(students: int) -> Iterator[bytes]:
    """Floor C."""
    from django.db import connection, transaction

    file = io.StringIO(newline="")
    writer = csv.writer(file)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS, [students])
        while rows := cursor.fetchmany(500):
            for student, states, times in rows:
                writer.writerow([student, *(cell for pair in zip(states, times, strict=True) for cell in pair)])
                if file.tell() >= BLOCK:
                    yield _taken(file)
    yield _taken(file)


def _taken(file: io.StringIO) -> bytes:
    text = file.getvalue()
    file.seek(0)
    file.truncate()
    return text.encode()


def copied_rows(campus: str) -> Iterator[bytes]:
    """Floor COPY: the same columns of the same entries as the long record, as they lie, without names and without an order."""
    from django.db import connection

    columns = (
        "student, enrollment, track, seq, kind, category, minutes, topics, mode, source_kind, title, provider, occurred_from, occurred_to, recorded_at, "
        "recorded_by, approved_by, reverses, content_revision, hash"
    )
    with connection.cursor() as cursor, cursor.copy(f"COPY (SELECT {columns} FROM accreditation_entry WHERE campus = %s) TO STDOUT CSV", [campus]) as lines:
        for line in lines:
            yield bytes(line)
