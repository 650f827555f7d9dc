"""An attorney on record, a matter, students in it, and the link that opens what waits: for tests of supervised practice."""

from datetime import date
from typing import Any

from accreditation.actions.ask_attorney import ASKS
from accreditation.actions.assign_student import assign_student
from accreditation.actions.decide_attorney import decide_attorney
from accreditation.actions.keep_matter import open_matter
from accreditation.actions.propose_attorney import propose_attorney
from accreditation.actions.send_practice import send_practice
from accreditation.actions.write_practice import Work, write_practice
from accreditation.models import Matter, PracticeEntry, SupervisingAttorney
from accreditation.queries.practice import PURPOSE
from curriculum.models import Enrollment
from lms.people.api import MailedLink, send_link
from lms.people.models import Campus, User
from tests.factories.course import member


def keepers_of(campus: Campus) -> tuple[User, User]:
    """Two coordinators of a campus, made once."""
    emails = [f"{name}@{campus.slug}.example" for name in ("first", "second")]
    there = {person.email: person for person in User.objects.filter(email__in=emails)}
    first, second = (there.get(email) or member(email, "coordinator", campus) for email in emails)
    return first, second


def attorney_on_record(campus: Campus, number: str = "654321", **changes: str) -> SupervisingAttorney:
    """An attorney whom one coordinator proposed and another approved."""
    first, second = keepers_of(campus)
    facts = {"name": "Ada Ruiz", "email": f"ada{number}@law.example", "bar_state": "MA", "bar_number": number, "organization": "Harbor Legal Aid", **changes}
    proposal = propose_attorney(campus=campus, by=first, **facts)
    attorney = decide_attorney(proposal=proposal, approve=True, by=second).attorney
    assert attorney is not None
    return attorney


def matter_of(*enrollments: Enrollment, attorney: SupervisingAttorney | None = None) -> Matter:
    """A matter in which the students of ``enrollments`` work."""
    campus = enrollments[0].cohort.campus
    keeper = keepers_of(campus)[0]
    matter = open_matter(attorney=attorney or attorney_on_record(campus), category="asylum", opened_on=date(2026, 9, 1), by=keeper)
    for enrollment in enrollments:
        assign_student(matter=matter, enrollment=enrollment, by=keeper)
    return matter


def work(**changes: Any) -> Work:
    """An hour and a half on a declaration."""
    facts: dict[str, Any] = {
        "date": date(2026, 10, 5), "minutes": 90, "task": "declaration", "forum": "uscis", "skill": "drafting", "topic": "asylum", "represented": False,
        "learned": "I learned to order a story by time.",
    }  # fmt: skip
    return Work(**{**facts, **changes})


def sent_entry(matter: Matter, student: User, **changes: Any) -> PracticeEntry:
    """An entry that waits for the attorney."""
    return send_practice(entry=write_practice(matter=matter, work=work(**changes), by=student, is_another=True), by=student)


def link_of(attorney: SupervisingAttorney) -> MailedLink:
    """A letter's link, as the attorney holds it."""
    return send_link(purpose=PURPOSE, subject=attorney.public_id, name=attorney.name, email=attorney.email, campus=attorney.campus, by=None, asks=ASKS)
