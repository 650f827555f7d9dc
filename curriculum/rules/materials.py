"""Teaching materials: for who teaches or coordinates, never for students."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from curriculum.models import Cohort, ProgramPage
from curriculum.rules.programs import programs_written_by
from curriculum.rules.roles import TEACHERS
from lms.people.api import EVERY_CAMPUS, campuses_where, holds


@rules.predicate
def prepares(person: Any, material: Any = None) -> bool:
    """Reads a program's plans and papers; asked about nothing, whether there may be any."""
    return holds(person, None, *TEACHERS) and (material is None or programs_prepared_by(person).filter(pk=material.program_id).exists())


def programs_prepared_by(person: Any) -> QuerySet[ProgramPage]:
    """Twin of ``curriculum.read_materials``: programs that a campus runs where the person teaches or coordinates, and those they write.

    A program need not be published: a term is prepared before it is.
    """
    mine = campuses_where(person, *TEACHERS)
    if mine is EVERY_CAMPUS:
        return ProgramPage.objects.all()
    run = Q(pk__in=Cohort.objects.filter(campus__in=mine).values("program"))
    return ProgramPage.objects.filter(run | Q(pk__in=programs_written_by(person).values("pk")))
