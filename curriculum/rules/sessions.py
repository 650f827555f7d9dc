"""Live sessions and what makes up for them."""

from typing import Any

import rules
from django.db.models import QuerySet

from curriculum.models import (
    Cohort,
    Enrollment,
    LiveSession,
    SessionMakeUp,
)
from curriculum.rules.roles import TEACHERS
from lms.people.api import EVERY_CAMPUS, campuses_where, holds


@rules.predicate
def teaches_cohort(person: Any, subject: Any = None) -> bool:
    """Plans the live sessions of a cohort and confirms who was there: instructors and coordinators of its campus."""
    return holds(person, subject, *TEACHERS)


def sessions_taught_by(person: Any) -> QuerySet[LiveSession]:
    """Twin of ``curriculum.teach_session`` about sessions."""
    mine = campuses_where(person, *TEACHERS)
    return LiveSession.objects.all() if mine is EVERY_CAMPUS else LiveSession.objects.filter(cohort__campus__in=mine)


def cohorts_taught_by(person: Any) -> QuerySet[Cohort]:
    """Twin of ``curriculum.teach_session`` about cohorts."""
    mine = campuses_where(person, *TEACHERS)
    return Cohort.objects.all() if mine is EVERY_CAMPUS else Cohort.objects.filter(campus__in=mine)


def make_ups_given_by(person: Any) -> QuerySet[SessionMakeUp]:
    """Twin of ``curriculum.teach_session`` about make-up work."""
    mine = campuses_where(person, *TEACHERS)
    return SessionMakeUp.objects.all() if mine is EVERY_CAMPUS else SessionMakeUp.objects.filter(session__cohort__campus__in=mine)


@rules.predicate
def attends(person: Any, session: Any = None) -> bool:
    """Has a place in the session's cohort that was not withdrawn."""
    return session is not None and sessions_attended_by(person).filter(pk=session.pk).exists()


def sessions_attended_by(person: Any) -> QuerySet[LiveSession]:
    """Twin of ``curriculum.attend_session``; cancelled sessions too, so that nobody waits for them."""
    cohorts = Enrollment.objects.filter(student=person.pk, state__in=("active", "completed")).values("cohort")
    return LiveSession.objects.filter(cohort__in=cohorts)
