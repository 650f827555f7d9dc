"""Cohorts and enrollments, found by the names that stand in URLs."""

from curriculum.models import Cohort, Enrollment


def cohort_called(slug: str) -> Cohort | None:
    return Cohort.objects.filter(slug=slug).select_related("campus", "program").first()


def enrollment_called(public_id: str) -> Enrollment | None:
    return Enrollment.objects.filter(public_id=public_id).select_related("cohort__campus", "cohort__program", "student").first()
