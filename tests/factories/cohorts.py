"""A cohort with several students, and what its plan says: for tests of places, time and release."""

from datetime import date
from typing import Any

from curriculum.actions.set_plan import Dates, set_plan
from curriculum.api import put_cohort
from curriculum.models import Cohort, Enrollment, LessonPage, LessonPrerequisite
from lms.people.models import Campus, Membership, User
from tests.factories.course import NAMES, member


def student_of(campus: Campus, name: str) -> User:
    """A student of the campus without a place."""
    person = User.objects.create_user(f"{name}@{campus.slug}.example", "correct horse battery", **{**NAMES, "legal_first_name": name.title()})
    Membership.objects.create(user=person, campus=campus, role="student")
    return person


def coordinator_of(campus: Campus) -> User:
    return member(f"coordinator@{campus.slug}.example", "coordinator", campus)


def instructor_of(campus: Campus) -> User:
    return member(f"instructor@{campus.slug}.example", "instructor", campus)


def second_cohort(enrollment: Enrollment, slug: str = "north-spring") -> Cohort:
    """Another cohort of the same program and campus."""
    first = enrollment.cohort
    return put_cohort(slug=slug, name="Spring", campus=first.campus, program=first.program, starts_on=date(2026, 10, 1), ends_on=date(2027, 2, 20))


def planned(enrollment: Enrollment, by: User, **dates: tuple[date | None, date | None]) -> None:
    """Give pages, by slug with underscores, opening and due dates."""
    pages = {page.slug.replace("-", "_"): page.pk for page in enrollment.cohort.program.get_descendants()}
    set_plan(cohort=enrollment.cohort, dates={pages[slug]: Dates(*both) for slug, both in dates.items()}, by=by)


def builds_on(page: str, required: str) -> None:
    """Lesson ``page`` opens after lesson ``required``, both by slug."""
    LessonPrerequisite.objects.create(page=LessonPage.objects.get(slug=page), required=LessonPage.objects.get(slug=required))


def freeze(monkeypatch: Any, *moments: Any) -> None:
    """Stop the server's clock at a moment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: moments[0])
