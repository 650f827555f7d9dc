"""What a student takes away of their studying: places, measured time interval by interval, and what they noted for themselves."""

from typing import Any

from django.utils.translation import gettext as _

from curriculum.models import Attestation, Enrollment, LessonPage, LessonQuestion, Mark
from curriculum.queries.attestations import statements
from curriculum.queries.study import intervals_by_activity
from lms.core.clock import from_ms, iso_ms
from lms.core.own_export import Part, Table

PLACE_FIELDS = {
    "enrollment": "The place, by the name that other parts use.", "program": "The program.", "cohort": "The cohort.", "campus": "The campus.",
    "state": "The state of the place.",
}  # fmt: skip
TIME_FIELDS = {
    "enrollment": "The place.", "lesson": "The lesson, by its title.", "start": "Begin of the interval (UTC).", "end": "Its end.",
    "credited_ms": "Credited milliseconds.", "reason": "Why it was not credited; null where it was.",
}  # fmt: skip
STATEMENT_FIELDS = {
    "studied_on": "The day.", "lesson": "The lesson.", "minutes": "Minutes stated.", "state": "waiting, approved or declined.", "reason": "In my words.",
    "answer": "The coordinator’s words.",
}  # fmt: skip
NOTE_FIELDS = {
    "kind": "What kind.",
    "lesson": "The lesson.",
    "quote": "The words marked.",
    "text": "What I wrote.",
    "created_at": "When (UTC).",
}
QUESTION_FIELDS = {
    "lesson": "The lesson.", "passage": "The heading or sentence it is about.", "text": "What I asked.", "asked_at": "When (UTC).",
    "answer": "The instructors’ answer, as it stands.", "answered_at": "When (UTC); null while it waits.",
}  # fmt: skip


def places_part(person: Any) -> Part:
    places = Enrollment.objects.filter(student=person).select_related("cohort__campus", "cohort__program").order_by("pk")
    data = [
        {
            "enrollment": place.public_id, "program": place.cohort.program.title, "cohort": place.cohort.name, "campus": place.cohort.campus.name,
            "state": place.state,
        }
        for place in places
    ]  # fmt: skip
    rows = [(one["program"], one["cohort"], one["campus"], one["state"]) for one in data]
    return Part(_("My programs"), data, [Table(_("My programs"), (_("Program"), _("Cohort"), _("Campus"), _("State")), rows)])


def time_part(person: Any) -> Part:
    """Every interval of every lesson, credited or not, from one reading of the study log."""
    found = intervals_by_activity(person.pk)
    lessons = dict(LessonPage.objects.filter(public_id__in={activity.partition("/")[2] for activity in found}).values_list("public_id", "title"))
    data: list[dict[str, Any]] = []
    for activity, intervals in sorted(found.items()):
        place, _slash, lesson = activity.partition("/")
        data += [
            {
                "enrollment": place, "lesson": lessons.get(lesson, lesson), "start": iso_ms(from_ms(one.start_ms)), "end": iso_ms(from_ms(one.end_ms)),
                "credited_ms": one.credited_ms, "reason": one.reason,
            }
            for one in intervals
        ]  # fmt: skip
    totals: dict[str, int] = {}
    for row in data:
        totals[row["lesson"]] = totals.get(row["lesson"], 0) + row["credited_ms"]
    rows = [(lesson, str(ms // 60_000)) for lesson, ms in sorted(totals.items())]
    return Part(_("Measured study time"), data, [Table(_("Measured study time"), (_("Lesson"), _("Minutes credited")), rows)])


def statements_part(person: Any) -> Part:
    said = statements(Attestation.objects.filter(student=person).order_by("pk"))
    data = [
        {
            "studied_on": one.attestation.studied_on.isoformat(), "lesson": one.attestation.lesson.title, "minutes": one.attestation.minutes,
            "state": one.state, "reason": one.reason, "answer": one.answer,
        }
        for one in said
    ]  # fmt: skip
    rows = [(one["studied_on"], one["lesson"], str(one["minutes"]), one["state"], one["reason"]) for one in data]
    return Part(_("My statements of study"), data, [Table(_("My statements of study"), (_("Day"), _("Lesson"), _("Minutes"), _("State"), _("Reason")), rows)])


def notes_part(person: Any) -> Part:
    marks = Mark.objects.filter(owner=person).select_related("lesson")
    data = [{"kind": mark.kind, "lesson": mark.lesson.title, "quote": mark.quote, "text": mark.text, "created_at": iso_ms(mark.created_at)} for mark in marks]
    rows = [(one["lesson"], one["kind"], one["quote"], one["text"]) for one in data]
    return Part(_("My notes"), data, [Table(_("My notes"), (_("Lesson"), _("Kind"), _("Words marked"), _("Note")), rows)])


def questions_part(person: Any) -> Part:
    """What they asked about lessons, with the answers."""
    asked = LessonQuestion.objects.filter(enrollment__student=person).select_related("lesson")
    data = [
        {
            "lesson": one.lesson.title, "passage": one.passage, "text": one.text, "asked_at": iso_ms(one.asked_at), "answer": one.answer,
            "answered_at": iso_ms(one.answered_at) if one.answered_at else None,
        }
        for one in asked
    ]  # fmt: skip
    rows = [(one["lesson"], one["asked_at"], one["text"], one["answer"]) for one in data]
    columns = (_("Lesson"), _("When"), _("What I asked"), _("Answer"))
    return Part(_("My questions about lessons"), data, [Table(_("My questions about lessons"), columns, rows)])
