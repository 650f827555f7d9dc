"""Reminding students from the board of what is missing: one letter each, with exactly what they can do themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accreditation.models import BoardReminder, PlaceSummary
from accreditation.queries.reminders import Letter, letters_to
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import local_date, now
from lms.core.localized import in_english
from lms.core.progress import Progress, untold
from lms.notices.api import Told, notify_many

KIND = "accreditation.reminder"
TOGETHER = 50


@dataclass(frozen=True)
class Reminded:
    """How many letters went, and why others did not, sentence by sentence with its number."""

    sent: int
    why_not: dict[str, int]


def remind_students(*, cohort: Any, places: Sequence[Any], again: bool, by: Any, progress: Progress = untold) -> Reminded:
    """Remind the students of ``places`` of ``cohort``; ``again`` also those reminded within three days. Raises ``Forbidden`` for who does not coordinate it.

    Fifty in one transaction, on locked summaries, so that two people who press at once send one letter.
    """
    require(by, "accreditation.remind_students", cohort)
    sent, why_not = 0, dict[str, int]()
    for start in range(0, len(places), TOGETHER):
        progress(start, len(places), "Writing to one student after the other")
        for letter in _remind(cohort, places[start : start + TOGETHER], again, by):
            if letter.why_not:
                why_not[letter.why_not] = why_not.get(letter.why_not, 0) + 1
            else:
                sent += 1
    return Reminded(sent, why_not)


@transaction.atomic
def _remind(cohort: Any, places: Sequence[Any], again: bool, by: Any) -> list[Letter]:
    list(PlaceSummary.objects.select_for_update().filter(pk__in=[place.pk for place in places]).order_by("pk").values_list("pk", flat=True))
    today, at = local_date(now(), cohort.campus.time_zone), now()
    with in_english():
        letters = letters_to(places, by=by, today=today, again=again)
        going = [letter for letter in letters if not letter.why_not]
        told = [Told(one.place.student, one.subject_line, one.text, "/record/", f"reminder:{one.place.public_id}:{at:%Y-%m-%dT%H:%M}") for one in going]
    for letter in going:
        _keep(letter, cohort, by, at)
    notify_many(KIND, told)
    return letters


def _keep(letter: Letter, cohort: Any, by: Any, at: Any) -> None:
    student, campus = letter.place.student.public_id, cohort.campus.slug
    keys = [finding.requirement.key for finding in letter.missing]
    BoardReminder.objects.create(student=student, enrollment=letter.place.public_id, campus=campus, missing=keys, by=by.public_id, at=at)
    record_event("accreditation.student_reminded", by=by, subject_kind="person", subject_id=student, campus=campus, data={"missing": len(keys)})
