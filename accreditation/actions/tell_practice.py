"""Telling people about supervised practice: the report of each confirmation, what was returned, and what was said."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse

from accreditation.models import Checkpoint, Confirmation, PracticeEntry, PracticeMessage, SupervisingAttorney
from accreditation.models.practice import Speaker
from accreditation.rules.practice import KEEPERS
from lms.core.wording import day
from lms.notices.api import notify
from lms.people.api import User, administrators, campus_called, holders_of, names_of, person_called, queue_mail


def tell_confirmed(made: list[Confirmation], attorney: SupervisingAttorney) -> None:
    """The report of a confirmation to attorney, student and coordinator (security.md, principle 12)."""
    by_student: dict[str, list[Confirmation]] = defaultdict(list)
    for one in made:
        by_student[one.student].append(one)
    names = names_of(by_student)
    _report_to_attorney(made, attorney, names)
    for student, own in by_student.items():
        total = sum(int(one.facts["minutes"]) for one in own)
        key = f"practice-confirmed:{own[0].public_id}"
        text = f"{attorney.name} confirmed {total} min of supervised practice."
        person = person_called(student)
        if person is not None:
            url = reverse("matters:log")
            notify(person, "accreditation.practice_confirmed", subject_line="Your practice was confirmed", text=text, url=url, key=key)
        for keeper in _keepers(attorney.campus, student):
            about = f"{text} The student is {names.get(student, 'no longer known')}."
            url = reverse("supervision:board")
            notify(keeper, "accreditation.practice_confirmed", subject_line="Practice was confirmed", text=about, url=url, key=key)


def _report_to_attorney(made: list[Confirmation], attorney: SupervisingAttorney, names: dict[str, str]) -> None:
    lines = [f"- {names.get(one.student, '')}: {one.facts['date']}, {one.facts['minutes']} min, matter {one.facts['matter']}" for one in made]
    head = f"{attorney.name}, this was confirmed in your name on {day(made[0].at.date())}:"
    close = "If this was not you, write to the coordinator of the campus at once."
    text = "\n".join([head, "", *lines, "", f"You attested: “{made[0].statement}”", "", close, ""])
    queue_mail(to=attorney.email, subject="What you confirmed", text=text, key=f"practice-report:{made[0].public_id}")


def _keepers(campus_slug: str, student: str) -> Iterable[User]:
    campus = campus_called(campus_slug)
    keepers = list(holders_of(campus.pk, *KEEPERS).exclude(public_id=student)) if campus else []
    return keepers or administrators()


def tell_returned(entry: PracticeEntry) -> None:
    person = person_called(entry.student)
    if person is not None:
        notify(
            person, "accreditation.practice_returned", subject_line="Your attorney returned an entry",
            text="The comment says why. Correct it and send it again.", url=reverse("matters:entry", args=[entry.public_id]),
            key=f"practice-returned:{entry.public_id}",
        )  # fmt: skip


def tell_said(message: PracticeMessage, entry: PracticeEntry) -> None:
    """A word in the thread, to the others who have an account."""
    key = f"practice-said:{message.pk}"
    text = "Somebody wrote about an entry of supervised practice."
    student = person_called(entry.student)
    if student is not None and message.speaker != Speaker.STUDENT:
        url = reverse("matters:entry", args=[entry.public_id])
        notify(student, "accreditation.practice_returned", subject_line="A word about your entry", text=text, url=url, key=key)
    if message.speaker != Speaker.COORDINATOR:
        url = reverse("supervision:entry", args=[entry.public_id])
        for keeper in _keepers(entry.campus, entry.student):
            notify(keeper, "accreditation.practice_discussed", subject_line="A word about an entry of practice", text=text, url=url, key=key)


def tell_feedback(point: Checkpoint) -> None:
    person = person_called(point.student)
    if person is not None:
        text = f"There is feedback on “{point.get_kind_display()}” of matter {point.matter.code}."
        url = reverse("matters:matter", args=[point.matter.code])
        notify(person, "accreditation.practice_feedback", subject_line="Feedback on a checkpoint", text=text, url=url, key=f"checkpoint:{point.public_id}")
