"""Lessons that come first: never a circle, never of another program, never the lesson itself."""

from itertools import pairwise, product

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from curriculum.models import LessonPage, LessonPrerequisite
from curriculum.models.prerequisite import circle_through, present_edges
from tests.factories.course import load_course

LESSONS = st.integers(0, 7)
EDGES = st.dictionaries(LESSONS, st.lists(LESSONS, max_size=4), max_size=8)


def reachable(start: set[int], edges: dict[int, list[int]]) -> set[int]:
    """Everything that is required, directly or not, found the slow way: until nothing new comes."""
    found = set(start)
    while more := {further for one in found for further in edges.get(one, [])} - found:
        found |= more
    return found


@given(LESSONS, st.lists(LESSONS, max_size=4), EDGES)
def test_a_circle_is_found_exactly_when_there_is_one(lesson: int, required: list[int], edges: dict[int, list[int]]) -> None:
    circle = circle_through(lesson, required, edges)

    assert bool(circle) == (lesson in reachable(set(required), edges))


@given(LESSONS, st.lists(LESSONS, max_size=4), EDGES)
def test_the_circle_that_is_named_is_one(lesson: int, required: list[int], edges: dict[int, list[int]]) -> None:
    circle = circle_through(lesson, required, edges)

    asked = {**edges, lesson: required}
    assert all(further in asked.get(one, []) or (one == lesson and further in required) for one, further in pairwise(circle))
    assert circle == [] or (circle[0], circle[-1]) == (lesson, lesson)


def test_the_example_of_the_words_above_it() -> None:
    assert circle_through(1, [3], {3: [2], 2: [1]}) == [1, 3, 2, 1]


def test_what_grows_without_circles_has_none() -> None:
    edges = {one: [other for other in range(4) if other < one] for one in range(4)}

    assert [circle_through(one, edges[one], edges) for one in range(4)] == [[]] * 4
    assert all(circle_through(low, [high], edges) for low, high in product(range(4), range(4)) if low < high)


@pytest.mark.django_db
def test_the_database_refuses_a_lesson_before_itself_and_the_same_twice(tmp_path) -> None:
    load_course(tmp_path / "course")
    one, two = LessonPage.objects.order_by("path")
    LessonPrerequisite.objects.create(page=two, required=one)

    for page, required in ((one, one), (two, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            LessonPrerequisite.objects.create(page=page, required=required)

    assert present_edges() == {two.pk: [one.pk]}
    assert [row.required for row in two.prerequisites.all()] == [one]
