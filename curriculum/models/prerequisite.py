"""Lessons that come first. What this means for students is decided elsewhere; here it is only said, and kept free of circles."""

from collections.abc import Iterable, Mapping

from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class LessonPrerequisite(Orderable):
    """``required`` is completed before ``page``; both stand in one program."""

    page = ParentalKey("curriculum.LessonPage", on_delete=models.CASCADE, related_name="prerequisites")
    required = models.ForeignKey("curriculum.LessonPage", on_delete=models.CASCADE, related_name="required_by", verbose_name="lesson")

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "required"], name="prerequisite_once_per_lesson"),
            models.CheckConstraint(condition=~Q(page=F("required")), name="prerequisite_of_another_lesson"),
        ]

    def __str__(self) -> str:
        return str(self.required)


def circle_through(lesson: int, required: Iterable[int], edges: Mapping[int, Iterable[int]]) -> list[int]:
    """The way from ``lesson`` back to itself if it required ``required``; empty when there is none.

    ``edges`` maps a lesson to those it requires now. Example: 3 requires 2 and 2 requires 1; would 1 require 3? [1, 3, 2, 1].
    """
    came_from: dict[int, int] = {}
    waiting = []
    for one in required:
        if one not in came_from:
            came_from[one] = lesson
            waiting.append(one)
    while waiting:
        at = waiting.pop()
        if at == lesson:
            return _way_back(lesson, came_from)
        for further in edges.get(at, ()):
            if further not in came_from:
                came_from[further] = at
                waiting.append(further)
    return []


def _way_back(lesson: int, came_from: Mapping[int, int]) -> list[int]:
    way = [lesson, came_from[lesson]]
    while way[-1] != lesson:
        way.append(came_from[way[-1]])
    return way[::-1]


def present_edges() -> dict[int, list[int]]:
    """What every lesson requires, as published or last saved before it was."""
    edges: dict[int, list[int]] = {}
    for page, required in LessonPrerequisite.objects.values_list("page_id", "required_id"):
        edges.setdefault(page, []).append(required)
    return edges
