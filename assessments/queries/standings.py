"""Points and pass of many attempts at once, exactly, at a fixed number of queries for any number of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from assessments.models import Attempt, AttemptItem, Grade, QuestionVersion
from assessments.policies.passing import Mark, Part, PassRules, overall_of, parts_of
from assessments.queries.results import NO_PARTS, part_rules


@dataclass(frozen=True)
class Total:
    """One attempt: the mark of each answer, by the item's primary key, and what passing takes."""

    marks: Mapping[int, Mark]
    rules: PassRules

    @cached_property
    def overall(self) -> Part:
        return overall_of(self.marks.values(), self.rules)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return parts_of(list(self.marks.values()), self.rules)

    def changed_by(self, item: int, points: Fraction) -> "Total":
        """The same attempt with other points for one answer."""
        return replace(self, marks={**self.marks, item: replace(self.marks[item], points=points)})


def totals_of(attempts: Iterable[int]) -> dict[int, Total]:
    """By the attempts' primary keys; answers without a mark count nothing."""
    ids = list(attempts)
    newest = _newest_points(ids)
    facts = list(Attempt.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "assessment_id", "assessment__pass_percent"))
    rules = part_rules({assessment for _, assessment, _ in facts}) if facts else {}
    topics = _topics(ids) if any(rule.topic for rule in rules.values()) else {}
    marks: dict[int, dict[int, Mark]] = defaultdict(dict)
    needed = {pk: (percent, rules.get(assessment, NO_PARTS)) for pk, assessment, percent in facts}
    names = ("pk", "attempt_id", "points", "section_key", "section", "version_id")
    for pk, attempt, worth, key, label, version in AttemptItem.objects.filter(attempt__in=ids).order_by("attempt", "position").values_list(*names):
        marks[attempt][pk] = Mark(newest.get(pk), worth, needed[attempt][1].section_of(key, label), topics.get(version, ()))
    return {pk: Total(marks[pk], PassRules(percent, parts.section, parts.topic)) for pk, (percent, parts) in needed.items()}


def _newest_points(attempts: list[int]) -> dict[int, Fraction]:
    rows = Grade.objects.filter(item__attempt__in=attempts).order_by("number").values_list("item_id", "numerator", "denominator")
    newest = {item: (numerator, denominator) for item, numerator, denominator in rows.iterator(chunk_size=5000)}  # a later mark replaces the earlier
    return {item: Fraction(*points) for item, points in newest.items()}


def _topics(attempts: list[int]) -> dict[int, Sequence[str]]:
    return dict(QuestionVersion.objects.filter(pk__in=AttemptItem.objects.filter(attempt__in=attempts).values("version")).values_list("pk", "topics"))
