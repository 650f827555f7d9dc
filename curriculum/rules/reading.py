"""A reader's own marks, and problems they report."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from curriculum.models import (
    Mark,
    Problem,
)
from curriculum.rules.programs import programs_written_by, reads_lesson


@rules.predicate
def is_the_owner(person: Any, mark: Any = None) -> bool:
    """A reader's own notes are nobody else's, administrators included."""
    return mark is not None and mark.owner_id == person.pk


def marks_visible_to(person: Any) -> QuerySet[Mark]:
    """Twin of ``curriculum.read_mark``."""
    return Mark.objects.filter(owner=person)


@rules.predicate
def still_reads_its_lesson(person: Any, mark: Any = None) -> bool:
    """Whoever has left a program keeps what they wrote, to read."""
    return mark is not None and reads_lesson(person, mark.lesson)


@rules.predicate
def writes_its_lesson(person: Any, problem: Any = None) -> bool:
    return problem is not None and problems_handled_by(person).filter(pk=problem.pk).exists()


def problems_handled_by(person: Any) -> QuerySet[Problem]:
    """Twin of ``curriculum.handle_problem``: reports about lessons of programs the person writes."""
    inside = Q(pk__in=[])
    for path in programs_written_by(person).values_list("path", flat=True):
        inside |= Q(lesson__path__startswith=path)
    return Problem.objects.filter(inside)
