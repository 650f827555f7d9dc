"""Saying that the summaries of some places tell of yesterday, in the transaction of the fact that changed.

Rows that are marked already are marked again: the mark is also the lock that makes who refreshes them wait, or leave them, until the fact is committed.
"""

from collections.abc import Iterable

from accreditation.models import PlaceSummary, SponsoringOrganization


def mark_students(students: Iterable[str]) -> None:
    """Every place of these students (public ids) is looked at again: by the next reader of its board, or by the clock; one statement."""
    PlaceSummary.objects.filter(student__in={*students} - {""}).update(is_stale=True)


def mark_organizations(organizations: Iterable[str]) -> None:
    """The same for the places of every campus that these organizations (public ids) sponsor."""
    campuses = SponsoringOrganization.campuses.through.objects.filter(sponsoringorganization__public_id__in={*organizations} - {""})
    PlaceSummary.objects.filter(cohort__campus__in=campuses.values("campus")).update(is_stale=True)


def mark_cohorts(cohorts: Iterable[int]) -> None:
    """The same for every place of these cohorts (primary keys)."""
    PlaceSummary.objects.filter(cohort__in=set(cohorts)).update(is_stale=True)


def mark_all() -> None:
    """The same for everybody: what all rest on has changed."""
    PlaceSummary.objects.update(is_stale=True)
