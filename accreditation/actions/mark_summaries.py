"""Saying that the summaries of some places tell of yesterday, in the transaction of the fact that changed.

Rows that are marked already are marked again: the mark is also the lock that makes who refreshes them wait, or leave them, until the fact is committed.
Places without a row are kept apart by turns and doors (``summary_turns``).
"""

from collections.abc import Iterable
from typing import Any

from accreditation.actions.summary_turns import hold_doors, hold_turns
from accreditation.models import PlaceSummary, SponsoringOrganization
from accreditation.queries.place_facts import sort_name


def mark_students(students: Iterable[str]) -> None:
    """Every place of these students (public ids) is looked at again: by the next reader of its board, or by the clock."""
    found = {*students} - {""}
    hold_turns(found)
    PlaceSummary.objects.filter(student__in=found).update(is_stale=True)


def keep_name(person: Any) -> None:
    """The person’s name as it stands now, in the summary of every place of theirs: those of closed cohorts are not made again by the clock."""
    mark_students([person.public_id])
    PlaceSummary.objects.filter(student=person.public_id).update(name=sort_name(person), legal_name=person.legal_name)


def forget_students(students: Iterable[str]) -> None:
    """Drop what is kept of their places; it is made again of what is left of the facts, once somebody looks."""
    found = {*students} - {""}
    hold_turns(found)
    PlaceSummary.objects.filter(student__in=found).delete()


def mark_organizations(organizations: Iterable[str]) -> None:
    """The same for the places of every campus that these organizations (public ids) sponsor."""
    campuses = SponsoringOrganization.campuses.through.objects.filter(sponsoringorganization__public_id__in={*organizations} - {""})
    _mark(cohort__campus__in=campuses.values("campus"))


def mark_campus(campus: int) -> None:
    """The same for every place of this campus (its primary key)."""
    _mark(cohort__campus=campus)


def mark_cohorts(cohorts: Iterable[int]) -> None:
    """The same for every place of these cohorts (primary keys)."""
    _mark(cohort__in=set(cohorts))


def mark_program_of(page: Any) -> None:
    """The same for every place in the program that ``page`` is, or stands in."""
    _mark(cohort__program__path__in=[page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)])


def mark_all() -> None:
    """The same for everybody: what all rest on has changed."""
    _mark()


def _mark(**which: Any) -> None:
    hold_doors()
    PlaceSummary.objects.filter(**which).update(is_stale=True)
