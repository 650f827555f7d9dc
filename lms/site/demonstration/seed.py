"""Making the demonstration at any size; running it again changes nothing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from curriculum.api import lessons_of, programs, put_cohort, put_enrollment
from lms.core.clock import now
from lms.people.api import Campus, User, columns_of_acceptance
from lms.site.demonstration.assessed.cohort import assess
from lms.site.demonstration.finished.cohort import finish
from lms.site.demonstration.history import study_history
from lms.site.demonstration.people import CAMPUSES, GRADUATES, NAMES_APART, PARTS, hashed_password, put_campus, put_membership, put_person
from lms.site.demonstration.sessions import live_sessions
from lms.site.demonstration.talk import review, talk

STUDENTS = (30, 8)  # usually: enough on the first campus for figures about questions to say something
STUDIED = 8  # places of a cohort with a history of study: enough to look at, and quick to make


@transaction.atomic
def seed(*, students: Sequence[int], seed_number: int) -> dict[str, int]:
    """Seed a campus with so many students for each of ``students``. Returns what there is of each."""
    program = programs().first()
    password = hashed_password()
    privacy = {**columns_of_acceptance(), "privacy_accepted_at": now()}
    made = {"campuses": 0, "people": 0, "cohorts": 0, "enrollments": 0, "sessions": 0, "attempts": 0}
    for number, share in enumerate(students):
        campus = put_campus(*campus_facts(number))
        made["campuses"] += 1
        people = _people(campus, number, password, privacy)
        made["people"] += len(people)
        made_here = _cohorts(campus, program, people, share, number, password, privacy, seed_number)
        made = {key: made[key] + made_here.get(key, 0) for key in made}
    return made


def campus_facts(number: int) -> tuple[str, str, str]:
    """Slug, name and time zone of the campus with this number."""
    return CAMPUSES[number] if number < len(CAMPUSES) else (f"campus-{number + 1}", f"Campus {number + 1}", "America/New_York")


def _people(campus: Campus, number: int, password: str, privacy: dict[str, Any]) -> dict[str, User]:
    people = {}
    for place, part in enumerate(PARTS):
        person = put_person(f"{part.name}@{campus.slug}.example", number * NAMES_APART + place, password, privacy)
        put_membership(person, campus, part.role)
        people[part.name] = person
    return people


def _graduates(campus: Campus, password: str, privacy: dict[str, Any]) -> list[User]:
    """Who finished in spring: who asks for accreditation, and who renews it."""
    found = []
    for number, name in enumerate(GRADUATES, start=NAMES_APART - len(GRADUATES)):
        person = put_person(f"{name}@{campus.slug}.example", number, password, privacy)
        put_membership(person, campus, "student")
        found.append(person)
    return found


def _cohorts(
    campus: Campus, program: Any, people: dict[str, User], students: int, number: int, password: str, privacy: dict[str, Any], seed_number: int
) -> dict[str, int]:
    """A running cohort with everybody's sign-ins, and on the first campus one that ended in spring. What happened first is told first."""
    today = now().date()
    made = {"people": 0, "cohorts": 1, "enrollments": 0}
    if number == 0:
        graduates = _graduates(campus, password, privacy)
        made["people"] += len(graduates)
        made["cohorts"] += 1
        made["enrollments"] += finish(campus, program, people=people, graduates=graduates, seed_number=seed_number)
    running = put_cohort(
        slug=f"{campus.slug}-fall-2026", name="Fall 2026", campus=campus, program=program, starts_on=date(2026, 9, 8), ends_on=today + timedelta(days=60)
    )
    since = datetime.combine(running.starts_on, time(), tzinfo=UTC)
    enrolled = [put_enrollment(student=people[name], cohort=running, since=since) for name in ("student", "student2")]
    for place in range(max(0, students - 2)):
        person = put_person(f"learner{place + 1}@{campus.slug}.example", number * NAMES_APART + len(PARTS) + place, password, privacy)
        put_membership(person, campus, "student")
        enrolled.append(put_enrollment(student=person, cohort=running, since=since))
        made["people"] += 1
    for place, enrollment in enumerate(enrolled[1:STUDIED], start=1):
        study_history(enrollment, lessons=(place * 3 + number) % 7, seed_number=seed_number + place)
    made["enrollments"] += len(enrolled)
    made["sessions"] = live_sessions(running, teacher=people["instructor"], enrollments=enrolled)
    talk(people=people, enrollments=enrolled)
    if number == 0:
        made["attempts"] = assess(cohort=running, people=people, enrollments=enrolled, seed_number=seed_number)
        review(lesson=lessons_of(program)[0], people=people)
    return made
