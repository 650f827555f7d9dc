"""What the API reads: pages of rows of one campus, from the queries that every screen asks; where students decide, of who shares with their college."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from accreditation.api import body_of, entries_as_of, record_rows, rows_for_college
from curriculum.api import cohort_called, completions_of_campus, roster, roster_of_campus
from lms.core.clock import iso_ms, local_date, now
from lms.core.errors import Invalid, NotFound
from lms.site.api.shapes import Completions, CompletionShape, Entries, EntryShape, Records, RecordShape

PAGE = 100
EARLIEST = date(2000, 1, 1)


def as_of_in(request: HttpRequest, campus: Any) -> date:
    """The day asked for, today on the campus without one. Raises ``Invalid`` for what is no day, or lies ahead."""
    today = local_date(now(), campus.time_zone)
    text = request.GET.get("as_of", "")
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        raise Invalid("“as_of” is a date such as 2026-11-28.", code="as_of") from None
    if not EARLIEST <= day <= today:
        raise Invalid(f"“as_of” lies between {EARLIEST} and {today}.", code="as_of")
    return day


def records_of(campus: Any, as_of: date, *, cohort: str = "", after: str = "") -> tuple[Records, list[str]]:
    """A page of records, and the public ids of the students in it. Raises ``NotFound`` for what the campus does not have."""
    places = _places(campus, cohort).select_related("cohort__program").order_by("pk")
    if after:
        last = places.filter(public_id=after).values_list("pk", flat=True).first()
        if last is None:
            raise NotFound("The campus has no such place to read on from.")
        places = places.filter(pk__gt=last)
    found, more = _page(places.filter(rows_for_college(campus.slug, "student__public_id")))
    shapes = [_record(row) for row in record_rows(found, as_of)]
    return Records(campus=campus.slug, as_of=as_of, records=shapes, next=found[-1].public_id if more else None), [place.student.public_id for place in found]


def entries_of(campus: Any, student: str, as_of: date) -> Entries:
    """The entries that a student has from this campus. Raises ``NotFound`` for whom it has neither entries nor a place, and for who does not share."""
    entries = entries_as_of(as_of, campus.time_zone).filter(rows_for_college(campus.slug, "student"), student=student, campus=campus.slug).order_by("seq")
    places = roster_of_campus(campus).filter(rows_for_college(campus.slug, "student__public_id"), student__public_id=student)
    if not entries and not places.exists():
        raise NotFound("The campus has no such student.")
    shapes = [EntryShape.model_validate({**body_of(entry.__dict__), "hash": entry.hash}) for entry in entries]
    return Entries(student=student, as_of=as_of, entries=shapes)


def completed(campus: Any, *, after: str = "") -> tuple[Completions, list[str]]:
    """A page of completions, the oldest first, and the public ids of the students in it. Raises ``NotFound`` for an unknown ``after``."""
    found = completions_of_campus(campus, after=after)
    if found is None:
        raise NotFound("The campus has no such completion to read on from.")
    rows, more = _page(found.filter(rows_for_college(campus.slug, "enrollment__student__public_id")))
    answer = Completions(campus=campus.slug, completions=[_completion(row) for row in rows], next=rows[-1].public_id if more else None)
    return answer, [row.enrollment.student.public_id for row in rows]


def _places(campus: Any, cohort: str) -> Any:
    if not cohort:
        return roster_of_campus(campus)
    found = cohort_called(cohort)
    if found is None or found.campus_id != campus.pk:
        raise NotFound("The campus has no such cohort.")
    return roster(found)


def _page(rows: Any) -> tuple[list[Any], bool]:
    found = list(rows[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def _record(row: Any) -> RecordShape:
    more = {"student": row.enrollment.student.public_id, "enrollment": row.enrollment.public_id}
    return RecordShape.model_validate({**row.as_columns(), **more, **row.fold.told})


def _completion(row: Any) -> CompletionShape:
    return CompletionShape(
        completion=row.public_id, enrollment=row.enrollment.public_id, student=row.enrollment.student.public_id, lesson=row.lesson.slug,
        title=row.snapshot.title, revision=row.snapshot.public_id, completed_at=iso_ms(row.completed_at),
    )  # fmt: skip
