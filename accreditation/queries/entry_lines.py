"""The long record: one line for each entry of the ledger, oldest first, under the place that it counts in.

Constraint: 600 000 lines in little more than the database takes to read them. So PostgreSQL writes the lines itself (COPY), some hundred places at a time,
with the cells that a person may have typed neutralized by the rule of ``lms.core.spreadsheet``; SQLite's rows are written here. Both give the same bytes.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from accreditation.models import Entry
from accreditation.queries.hours import holders_of
from lms.core.clock import end_of_day, iso_ms
from lms.core.spreadsheet import csv_cell

LINE_COLUMNS = (
    "student_name", "email", "campus", "cohort", "training", "track", "seq", "kind", "category", "minutes", "topics", "mode", "source", "title", "provider",
    "first_date", "last_date", "recorded_at", "recorded_by", "approved_by", "reverses", "content_revision", "hash",
)  # fmt: skip
# What the lines begin with: public id of the place an entry was earned in, its five texts, and the instant before which entries count.
Begun = tuple[str, str, str, str, str, str, datetime | None]
_OF_ENTRY = (
    "track", "seq", "kind", "category", "minutes", "topics", "mode", "source_kind", "title", "provider", "occurred_from", "occurred_to", "recorded_at",
    "recorded_by", "approved_by", "reverses", "content_revision", "hash",
)  # fmt: skip
_NEUTRAL = """CASE WHEN left({0}, 1) IN ('=', '+', '-', '@', E'\\t', E'\\r', E'\\n', '''') THEN '''' || {0} ELSE NULLIF({0}, '') END"""
_COPY = f"""
COPY (
  SELECT place.student_name, place.email, place.campus, place.cohort, place.training, NULLIF(entry.track, ''), entry.seq, entry.kind, entry.category,
    entry.minutes, entry.topics, entry.mode, entry.source_kind, {_NEUTRAL.format("entry.title")}, {_NEUTRAL.format("entry.provider")},
    entry.occurred_from, entry.occurred_to, to_char(entry.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    {_NEUTRAL.format("entry.recorded_by")}, {_NEUTRAL.format("entry.approved_by")}, entry.reverses, NULLIF(entry.content_revision, ''), entry.hash
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
    WITH ORDINALITY AS place (earned_in, student_name, email, campus, cohort, training, until, number)
  JOIN accreditation_entry AS entry ON entry.enrollment = place.earned_in AND (place.until IS NULL OR entry.recorded_at < place.until)
  ORDER BY place.number, entry.seq, entry.id
) TO STDOUT (FORMAT csv)
"""  # columns of our own; what people wrote is a parameter  # nosec B608  # noqa: S608  constants of this file only


def entry_lines(places: Sequence[Any], as_of: date | None) -> Iterator[bytes]:
    """The lines of some places, in their order, as the database gives them."""
    begun = list(_begun(places, as_of))
    if connection.vendor == "postgresql":
        yield from _copied(begun)
    else:
        yield from _written(begun)


def _begun(places: Sequence[Any], as_of: date | None) -> Iterator[Begun]:
    """An earlier place of a student follows the one that its entries count in."""
    own = {place.public_id: place for place in places}
    earned_in: dict[str, list[str]] = {holder: [holder] for holder in own}
    for earlier, holders in holders_of(places).items():
        for holder in holders:
            if earlier != holder:
                earned_in[holder].append(earlier)
    for holder, earned in earned_in.items():
        cohort, student = own[holder].cohort, own[holder].student
        until = end_of_day(as_of, cohort.campus.time_zone) if as_of is not None else None
        texts = (student.legal_name, student.email, cohort.campus.name, cohort.name, cohort.program.title)
        for place in earned:
            yield (place, *(str(csv_cell(text)) for text in texts), until)  # type: ignore[misc]


def _copied(begun: list[Begun]) -> Iterator[bytes]:
    if not begun:
        return
    with connection.cursor() as cursor, cursor.copy(_COPY, [list(column) for column in zip(*begun, strict=True)]) as lines:
        for line in lines:
            yield bytes(line)


def _written(begun: list[Begun]) -> Iterator[bytes]:
    """The writer quotes what holds a part of its own line end, so it is given both, and the line feed alone is kept, as PostgreSQL has it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    for earned_in, *texts, until in begun:
        entries = Entry.objects.filter(enrollment=earned_in).order_by("seq", "pk")
        if until is not None:
            entries = entries.filter(recorded_at__lt=until)
        for row in entries.values_list(*_OF_ENTRY).iterator():
            writer.writerow([*texts, *_cells(row)])
            yield f"{file.getvalue()[:-2]}\n".encode()
            file.seek(0)
            file.truncate()


def _cells(row: Iterable[Any]) -> list[Any]:
    return [_cell(value) for value in row]


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(dict(sorted(value.items(), key=lambda pair: (len(pair[0].encode()), pair[0]))))  # as PostgreSQL writes its JSON
    if isinstance(value, datetime):
        return iso_ms(value)
    return value.isoformat() if isinstance(value, date) else csv_cell(value)
