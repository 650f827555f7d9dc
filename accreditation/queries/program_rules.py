"""Which rules each place stands under, and what other rules would change."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accreditation.dossier import ProgramRules
from accreditation.models import ProgramRuleSet, RulePlacement
from lms.core.clock import end_of_day, local_date

PAGE_VERSION = "program page"


@dataclass(frozen=True)
class UnderRules:
    """The rules of one place; ``rule_set`` is empty where the program's page alone says them. ``was_moved``: somebody placed it there."""

    rules: ProgramRules
    rule_set: ProgramRuleSet | None
    was_moved: bool = False


def rule_sets_of(program: Any) -> QuerySet[ProgramRuleSet]:
    """Every version of a program's rules, the newest first."""
    return ProgramRuleSet.objects.filter(program=program).order_by("-number")


def rule_set_called(public_id: str) -> ProgramRuleSet | None:
    return ProgramRuleSet.objects.filter(public_id=public_id).select_related("program").first()


def page_rules(program: Any) -> ProgramRules:
    """What the program's page says, where nobody has set rules."""
    return ProgramRules(version=PAGE_VERSION, **{one.name: getattr(program, one.name) for one in fields(ProgramRules) if one.name != "version"})


def rules_of(enrollments: Iterable[Any], as_of: date | None = None) -> dict[str, UnderRules]:
    """By public id of each place, its rules as of a date: where it was placed, or else those in force on the day it began. Two queries.

    A place that goes on from an earlier one began when that one did only if somebody placed it; a move of cohort is a new beginning.
    """
    places = list(enrollments)
    placed = _placed(places, as_of)
    sets: dict[int, list[ProgramRuleSet]] = defaultdict(list)
    for rule_set in ProgramRuleSet.objects.filter(program__in={place.cohort.program_id for place in places}).order_by("in_force_from", "number"):
        sets[rule_set.program_id].append(rule_set)
    return {place.public_id: _of(place, placed.get(place.public_id), sets[place.cohort.program_id]) for place in places}


def _placed(places: list[Any], as_of: date | None) -> dict[str, ProgramRuleSet]:
    zones = {place.public_id: place.cohort.campus.time_zone for place in places}
    rows = RulePlacement.objects.filter(enrollment__in=list(zones)).select_related("rule_set").order_by("pk")
    return {row.enrollment: row.rule_set for row in rows if as_of is None or row.placed_at < end_of_day(as_of, zones[row.enrollment])}


def _of(place: Any, placed: ProgramRuleSet | None, sets: list[ProgramRuleSet]) -> UnderRules:
    if placed is not None:
        return UnderRules(placed.values, placed, was_moved=True)
    began = local_date(place.enrolled_at, place.cohort.campus.time_zone)
    known = [rule_set for rule_set in sets if rule_set.in_force_from <= began]
    return UnderRules(known[-1].values, known[-1]) if known else UnderRules(page_rules(place.cohort.program), None)
