"""The database's sums are what adding each mark gives, for any marks, rules and attempts."""

import random
from datetime import timedelta
from fractions import Fraction

import pytest

from assessments.models import AssessmentPage, AssessmentSection, Attempt, AttemptItem, Grade
from assessments.queries.newest_grades import ADDED_UP_TO
from assessments.queries.reached import best_reached
from assessments.queries.results import best_of, scores_of_enrollments
from tests.factories.answers import AT, Scene, answered

pytestmark = [pytest.mark.django_db, pytest.mark.services]
DENOMINATORS = (1, 1, 2, 3, 7, ADDED_UP_TO, 10**12 + 39)


@pytest.fixture
def scene() -> Scene:
    """Six students who have not been marked yet but for one choice."""
    return answered("abcabc")


def attempt(scene: Scene, at: int, number: int, marks: list[Fraction | None], *, state: str = "graded", section: str = "") -> Attempt:
    """One more attempt, with questions of four points each; ``None`` is one without a mark."""
    ended = AT + timedelta(hours=number)
    facts = {"submitted_at": ended} if state != "in_progress" else {}
    made = Attempt.objects.create(
        enrollment=scene.attempts[at].enrollment, assessment=scene.page, number=number, state=state, started_at=AT, **facts
    )  # fmt: skip
    version = scene.choice.versions.get(number=1)
    for position, mark in enumerate(marks, start=1):
        item = AttemptItem.objects.create(attempt=made, position=position, version=version, points=4, section=section if position == 1 else "")
        if mark is not None:
            grade(item, mark)
    return made


def grade(item: AttemptItem, mark: Fraction) -> None:
    number = item.grades.count() + 1
    Grade.objects.create(item=item, number=number, numerator=mark.numerator, denominator=mark.denominator, marked_at=AT)


def any_marks(chance: random.Random) -> list[Fraction | None]:
    found: list[Fraction | None] = []
    for _ in range(chance.randint(1, 5)):
        denominator = chance.choice(DENOMINATORS)
        found.append(None if chance.random() < 0.1 else Fraction(chance.randint(0, 4 * denominator), denominator))
    return found


def alone(places: list[int]) -> dict[int, list[int]]:
    """Nobody moved: what was done in a place counts there."""
    return {place: [place] for place in places}


def compared(scene: Scene) -> tuple[dict[object, object], dict[object, object]]:
    places = [one.enrollment_id for one in scene.attempts]
    exact = {place: (score.points, score.maximum, score.percent, score.share) for place, score in best_of(scores_of_enrollments(places)).items()}
    return {place: (one.points, one.maximum, one.percent, one.share) for place, one in best_reached(alone(places)).items()}, exact


def any_history(scene: Scene, chance: random.Random) -> None:
    for at in range(len(scene.attempts)):
        for number in range(2, chance.randint(2, 5)):
            made = attempt(scene, at, number, any_marks(chance), state=chance.choice(["graded", "graded", "marking"]), section=chance.choice(["", "a"]))
            for item in made.items.all():
                if chance.random() < 0.3:
                    grade(item, Fraction(chance.randint(0, 4)))


def added_one_by_one(made: Attempt, section: str | None = None) -> tuple[Fraction, int]:
    """The newest mark of each item, read and added by itself."""
    items = [item for item in made.items.all() if section in (None, item.section)]
    newest = [item.grades.order_by("-number").first() for item in items]
    return sum((Fraction(one.numerator, one.denominator) for one in newest if one), Fraction(0)), sum(item.points for item in items)


@pytest.mark.parametrize("seed", range(6))
def test_scores_and_their_sections_are_what_adding_each_newest_mark_gives(scene: Scene, seed: int) -> None:
    any_history(scene, random.Random(seed))

    scores = {score.attempt: score for score in scores_of_enrollments([one.enrollment_id for one in scene.attempts])}

    submitted = Attempt.objects.exclude(state="in_progress")
    assert scores.keys() == {str(made.public_id) for made in submitted}
    for made in submitted:
        score = scores[str(made.public_id)]
        sections = {item.section for item in made.items.all() if item.section}
        assert (score.points, score.maximum) == added_one_by_one(made)
        assert {part.name: (part.points, part.maximum) for part in score.parts} == {name: added_one_by_one(made, name) for name in sections}


@pytest.mark.parametrize("rule", ["best", "last", "first", "average"])
@pytest.mark.parametrize("seed", range(4))
def test_any_history_comes_to_the_same(scene: Scene, rule: str, seed: int) -> None:
    chance = random.Random(seed)
    AssessmentPage.objects.update(counting=rule, pass_percent=chance.choice([30, 50, 80]))
    any_history(scene, chance)

    summed, exact = compared(scene)

    assert summed == exact


def test_the_best_is_who_passed_where_a_section_has_a_pass_mark(scene: Scene) -> None:
    AssessmentSection.objects.create(page=scene.page, label="A", title="Law", pass_percent=75, sort_order=0)
    low, high = [Fraction(4), Fraction(2), Fraction(0)], [Fraction(0), Fraction(4), Fraction(4)]
    attempt(scene, 1, 2, list(low), section="A")
    attempt(scene, 1, 3, list(high), section="A")

    summed, exact = compared(scene)

    assert summed == exact
    assert best_reached(alone([scene.attempts[1].enrollment_id]))[scene.attempts[1].enrollment_id, scene.page.pk].points == 6


def test_marks_too_large_to_add_are_added_exactly(scene: Scene) -> None:
    large = 2**61 - 1
    attempt(scene, 1, 2, [Fraction(4 * large - 1, large)] * 3)

    summed, exact = compared(scene)

    assert summed == exact


def test_many_students_take_as_many_queries_as_one(scene: Scene, django_assert_num_queries: object) -> None:
    for at in range(3):
        attempt(scene, at, 2, [Fraction(1)])
    places = [one.enrollment_id for one in scene.attempts]

    for asked in (places[:1], places):
        with django_assert_num_queries(3):  # type: ignore[operator]
            best_reached(alone(asked))


def test_an_attempt_without_a_point_to_gain_has_no_share(scene: Scene) -> None:
    made = Attempt.objects.create(
        enrollment=scene.attempts[0].enrollment, assessment=scene.page, number=2, state="graded", started_at=AT, submitted_at=AT
    )  # fmt: skip

    summed, exact = compared(scene)

    assert made.items.count() == 0
    assert summed == exact
