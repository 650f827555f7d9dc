"""What students state of their own study, and flags on it."""

from typing import Any

import rules
from django.db.models import QuerySet

from curriculum.models import (
    Attestation,
    StudyFlag,
)
from lms.people.api import EVERY_CAMPUS, campuses_where, holds


@rules.predicate
def coordinates_another(person: Any, attestation: Any = None) -> bool:
    """A coordinator of the campus, never about their own time. Without a statement: anywhere at all."""
    return holds(person, attestation, "coordinator") and (attestation is None or attestation.student_id != person.pk)


def attestations_decided_by(person: Any) -> QuerySet[Attestation]:
    """Twin of ``curriculum.decide_attestation``."""
    mine = campuses_where(person, "coordinator")
    others = Attestation.objects.exclude(student=person.pk)
    return others if mine is EVERY_CAMPUS else others.filter(enrollment__cohort__campus__in=mine)


@rules.predicate
def coordinates_student_of(person: Any, flag: Any = None) -> bool:
    """A coordinator of the campus, never about their own study."""
    return holds(person, flag, "coordinator") and (flag is None or flag.enrollment.student_id != person.pk)


def study_flags_seen_by(person: Any) -> QuerySet[StudyFlag]:
    """Twin of ``curriculum.dismiss_study_flag``."""
    mine = campuses_where(person, "coordinator")
    others = StudyFlag.objects.exclude(enrollment__student=person.pk)
    return others if mine is EVERY_CAMPUS else others.filter(enrollment__cohort__campus__in=mine)
