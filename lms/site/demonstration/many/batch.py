"""One batch of students of a large demonstration: people, places, study and entries in one transaction."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.db import transaction

from accreditation.api import ToldEntries
from curriculum.api import ToldStudies
from curriculum.models import Cohort, Enrollment, EnrollmentStep
from lms.people.api import Membership, User, columns_of_acceptance, keep_acceptances
from lms.site.demonstration.many.sittings import Lessons, sittings_of, told_lessons
from lms.site.demonstration.people import invented_name

MORNING = time(13)  # UTC: in American campuses nobody's evening


@dataclass(frozen=True)
class BatchOrder:
    """The students of a cohort (its primary key) with these numbers on their campus; ``offset`` sets campuses apart. ``password`` is hashed."""

    cohort: int
    offset: int
    numbers: range
    password: str
    seed_number: int


def email_of(number: int, campus: Any) -> str:
    """The address of the student with this number."""
    return f"student{number}@{campus.slug}.example"


@transaction.atomic
def make_batch(order: BatchOrder) -> int:
    """Make the students of ``order`` who are not there yet, with everything they did; returns how many entries were credited."""
    cohort = Cohort.objects.select_related("campus", "program").get(pk=order.cohort)
    by_email = {email_of(number, cohort.campus): order.offset + number for number in order.numbers}
    for email in User.objects.filter(email__in=by_email).values_list("email", flat=True):
        del by_email[email]
    begins = datetime.combine(cohort.starts_on, MORNING, tzinfo=UTC)
    places = _places(_people(by_email, cohort, order.password, begins), cohort, begins)
    return _study(zip(by_email.values(), places, strict=True), told_lessons(cohort.program), begins, order.seed_number)


def _people(by_email: dict[str, int], cohort: Cohort, password: str, begins: datetime) -> list[User]:
    facts = {"is_demonstration": True, "password": password, "privacy_accepted_at": begins, **columns_of_acceptance()}
    people = User.objects.bulk_create([User(email=email, **invented_name(number), **facts) for email, number in by_email.items()])
    keep_acceptances(people, begins)
    Membership.objects.bulk_create([Membership(user=person, campus=cohort.campus, role="student") for person in people])
    return people


def _places(people: list[User], cohort: Cohort, begins: datetime) -> list[Enrollment]:
    """What ``put_enrollment`` makes, with its step."""
    places = [Enrollment(student=person, cohort=cohort) for person in people]
    for place in Enrollment.objects.bulk_create(places):
        place.enrolled_at = begins
    Enrollment.objects.filter(pk__in=[place.pk for place in places]).update(enrolled_at=begins)
    EnrollmentStep.objects.bulk_create([EnrollmentStep(student=person, cohort=cohort, at=begins, to_state="active") for person in people])
    return places


def _study(places: Any, lessons: Lessons, begins: datetime, seed_number: int) -> int:
    studies, entries = ToldStudies(), ToldEntries()
    posted = 0
    for number, place in places:
        posted += entries.post(place, studies.tell(place, sittings_of(number, lessons, begins, seed_number)))
    studies.write()
    entries.write()
    return posted
