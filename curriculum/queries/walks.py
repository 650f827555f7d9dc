"""Walking through a course as a new student of a cohort would see it on a date. Nobody is impersonated: there is no such student."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from curriculum.models import Cohort

SESSION_KEY = "walk"  # where a session keeps the facts of its walk


@dataclass(frozen=True)
class Walk:
    """What is walked through: pages show the plan of ``cohort`` on the day ``on``, with nothing done yet."""

    cohort: Cohort
    on: date


def walk_in(facts: Mapping[str, Any] | None, person: Any, program_pk: int) -> Walk | None:
    """The walk that a session's ``facts`` describe, where it is one of this program and the person may still take it."""
    if not facts or facts["program"] != program_pk:
        return None
    cohort = Cohort.objects.filter(slug=facts["cohort"]).select_related("campus", "program").first()
    if cohort is None or not person.has_perm("curriculum.plan_cohort", cohort):
        return None
    return Walk(cohort, date.fromisoformat(facts["on"]))
