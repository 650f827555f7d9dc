"""Cohorts and enrollments, found by the names that stand in URLs."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from curriculum.models import Cohort, Enrollment, LessonCompletion, LessonPage, ProgramPage
from curriculum.queries.places import counted_for
from curriculum.queries.release import with_plan
from lms.core.composed import Composed, Keys


def cohort_called(slug: str) -> Cohort | None:
    return _called.first(slug=slug)


_called = Composed(lambda slug: Cohort.objects.filter(slug=slug).select_related("campus", "program"), slug=str)


def cohorts_of_campus(campus: Any) -> QuerySet[Cohort]:
    """Every cohort of a campus with its program, the newest first."""
    return Cohort.objects.filter(campus=campus).select_related("program")


def open_cohorts() -> QuerySet[Cohort]:
    """Every cohort that is not closed, with campus and program."""
    return Cohort.objects.filter(closed_at__isnull=True).select_related("campus", "program").order_by("pk")


def enrollment_called(public_id: str) -> Enrollment | None:
    return Enrollment.objects.filter(public_id=public_id).select_related("cohort__campus", "cohort__program", "student").first()


def enrollments_called(public_ids: Iterable[str]) -> QuerySet[Enrollment]:
    """As ``enrollment_called``, for many."""
    return Enrollment.objects.filter(public_id__in=list(public_ids)).select_related("cohort__campus", "cohort__program", "student")


def enrollments_of(student: Any) -> QuerySet[Enrollment]:
    """A person's enrollments, newest first, with cohort, campus, program and plan."""
    return with_plan(Enrollment.objects.filter(student=student)).select_related("cohort__campus", "cohort__program").order_by("-pk")


def roster(cohort: Cohort) -> QuerySet[Enrollment]:
    """The cohort's students by name; withdrawn ones are left out."""
    return (
        cohort.enrollments.exclude(state="withdrawn")
        .select_related("student", "cohort__campus")
        .order_by("student__legal_last_name", "student__legal_first_name", "pk")
    )


def completed_counts(cohort: Cohort) -> dict[int, int]:
    """Lessons completed, by enrollment, here or in a place the student moved from."""
    holders = counted_for(Enrollment.objects.filter(cohort=cohort).select_related("cohort"))
    done: dict[int, set[int]] = defaultdict(set)
    by_key = {place.pk: held for place, held in holders.items()}
    for place, lesson in LessonCompletion.objects.filter(enrollment__in=by_key, lesson__delta_for=None).values_list("enrollment_id", "lesson_id"):
        for holder in by_key[place]:
            done[holder.pk].add(lesson)
    return {place: len(lessons) for place, lessons in done.items()}


def lesson_count(program: ProgramPage) -> int:
    """Published lessons of a program."""
    return LessonPage.objects.descendant_of(program).live().filter(delta_for=None).count()


def roster_of_campus(campus: Any) -> QuerySet[Enrollment]:
    """Everybody enrolled at a campus, by cohort and name; withdrawn ones are left out."""
    return everybody_enrolled().filter(cohort__campus=campus)


def everybody_enrolled() -> QuerySet[Enrollment]:
    """The same of every campus."""
    places = Enrollment.objects.exclude(state="withdrawn").select_related("student", "cohort__campus")
    return places.order_by("cohort__starts_on", "cohort_id", "student__legal_last_name", "student__legal_first_name", "pk")


def cohorts_by_key(keys: Iterable[int]) -> dict[int, Cohort]:
    """Cohorts with campus and program, by primary key; one query."""
    return {cohort.pk: cohort for cohort in _by_key.rows(keys=list(keys))}


_by_key = Composed(lambda keys: Cohort.objects.filter(pk__among=keys).order_by().select_related("campus", "program"), keys=Keys)
