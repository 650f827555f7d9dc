"""Telling people about an application: the student in plain words, and whoever has to act next. No note or date goes by letter."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accreditation.models import Application
from lms.notices.api import Told, notify_many
from lms.people.api import User, administrators, campus_called, holders_of, person_called

MOVED = "accreditation.application_moved"


def tell_opened(application: Application) -> None:
    """The student, and the coordinators: a packet is to be put together."""
    key = f"application-opened:{application.public_id}"
    tell_student(application, "Your application was opened", "Your page says what it needs and what happens next.", key)
    told = [
        Told(person, "An application was opened", "Its packet can be put together.", page_of(application), key)
        for person in keepers(application, "coordinator")
    ]
    notify_many(MOVED, told)


def tell_moved(application: Application, *, move: str, by: Any) -> None:
    """The student at every step; the officers when a packet comes to them, the coordinators when it does not stay there."""
    step = application.events.count()
    key = f"application-moved:{application.public_id}:{step}"
    tell_student(application, "Your application moved on", f"It is now: {application.get_state_display()}. Your page says what that means.", key)
    role = "officer" if move == "check_done" else "coordinator"
    subject = "A packet waits for your review" if move == "check_done" else f"An application is now: {application.get_state_display()}"
    concerned = [person for person in keepers(application, role) if by is None or person.pk != by.pk]
    notify_many(MOVED, [Told(person, subject, "Its page says what comes next.", page_of(application), key) for person in concerned])


def tell_student(application: Application, subject_line: str, text: str, key: str) -> None:
    """Somebody whose account is closed is told nothing."""
    student = person_called(application.student)
    if student is not None and student.is_active:
        notify_many(MOVED, [Told(student, subject_line, text, reverse("application:mine"), key)])


def keepers(application: Application, *roles: str) -> list[User]:
    """Who holds one of the roles on the campus, or else who looks after all of them; never the student."""
    campus = campus_called(application.campus)
    found: Iterable[User] = holders_of(campus.pk, *roles) if campus else []
    return [person for person in (list(found) or administrators()) if person.public_id != application.student]


def page_of(application: Application) -> str:
    return reverse("applications:application", args=[application.public_id])
