"""Marking by one person and by two: who sees what, what counts, and who may not."""

from fractions import Fraction
from typing import Any

import pytest

from assessments.actions.claim_item import claim_item
from assessments.actions.keep_marking import keep_marking_rules
from assessments.actions.mark_item import Judgment, mark_item
from assessments.actions.reconcile_item import reconcile_item
from assessments.actions.release_results import release_results
from assessments.models import Attempt, AttemptItem, Grade, MarkingRules, Opinion
from assessments.queries.marking import to_reconcile
from assessments.queries.waiting import to_mark_by
from assessments.rules import attempts_marked_by
from assessments.signals import attempt_regraded
from lms.audit.api import Event
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import Campus, Membership
from tests.factories.answers import Scene, answered
from tests.factories.course import member

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def scene() -> Scene:
    return answered(["a"], essay=True)


@pytest.fixture
def double(scene: Scene) -> Scene:
    MarkingRules.objects.create(assessment=scene.page, markers=2, tolerance_percent=10)
    return scene


def give(scene: Scene, marker: str, law: int, facts: int, seen: int = 0) -> Grade | None:
    judgment = Judgment({"law": law, "facts": facts}, f"From {marker}.", {"law": "Cited."})
    return mark_item(item=scene.item(kind="essay"), judgment=judgment, seen=seen, by=scene.instructor(marker))


def points_of(item: AttemptItem) -> Fraction | None:
    grade = Grade.objects.filter(item=item).order_by("-number").first()
    return Fraction(grade.numerator, grade.denominator) if grade else None


def waiting_for(scene: Scene, marker: str) -> int:
    person = scene.instructor(marker)
    return to_mark_by(person, attempts_marked_by(person)).count()


def state(scene: Scene) -> str:
    return Attempt.objects.get(pk=scene.attempts[0].pk).state


def marks_in_the_log() -> int:
    return Event.objects.filter(kind="assessments.answer_marked").count()


def test_a_mark_names_who_when_why_which_version_and_which_answer(scene: Scene) -> None:
    grade = give(scene, "one", 3, 6)

    assert grade is not None
    item = scene.item(kind="essay")
    assert (grade.kind, grade.numerator, grade.marked_by, grade.version, grade.step) == (
        "manual", 9, scene.instructor("one").public_id, item.version, item.steps.get(),
    )  # fmt: skip
    assert (grade.rubric, grade.row_comments, grade.comment, state(scene)) == ({"law": 3, "facts": 6}, {"law": "Cited."}, "From one.", "graded")


def test_a_mark_by_somebody_else_in_the_meantime_is_not_lost(scene: Scene) -> None:
    give(scene, "one", 3, 6)

    with pytest.raises(Conflict):
        give(scene, "two", 0, 0, seen=0)

    assert points_of(scene.item(kind="essay")) == 9


def test_a_judgment_sent_again_is_the_mark_that_it_made(scene: Scene) -> None:
    first = give(scene, "one", 3, 6)

    assert give(scene, "one", 3, 6) == first
    with pytest.raises(Conflict):
        give(scene, "one", 3, 5)
    assert (Grade.objects.filter(item=scene.item(kind="essay")).count(), marks_in_the_log()) == (1, 1)


def test_opinions_and_a_settlement_sent_again_change_nothing(double: Scene) -> None:
    settled = Judgment({"law": 2, "facts": 6})

    assert [give(double, "one", 0, 5), give(double, "one", 0, 5), give(double, "two", 4, 6), give(double, "two", 4, 6)] == [None] * 4
    marks = [reconcile_item(item=double.item(kind="essay"), judgment=settled, by=double.instructor("three")) for _ in range(2)]

    assert (marks[0], marks[0].kind) == (marks[1], "reconciled")
    assert (Opinion.objects.count(), Grade.objects.filter(item=double.item(kind="essay")).count(), marks_in_the_log()) == (2, 1, 2)


def test_an_opinion_that_agreed_sent_again_is_the_mark_of_both(double: Scene) -> None:
    give(double, "one", 3, 5)
    agreed = give(double, "two", 4, 5)

    assert (give(double, "two", 4, 5), give(double, "one", 3, 5)) == (agreed, agreed)
    with pytest.raises(Conflict):
        give(double, "three", 4, 5)


def test_two_marks_within_the_tolerance_count_by_their_mean(double: Scene) -> None:
    assert give(double, "one", 3, 5) is None
    assert (waiting_for(double, "one"), waiting_for(double, "two"), state(double)) == (0, 1, "marking")

    grade = give(double, "two", 4, 5)

    assert grade is not None
    assert (grade.kind, points_of(grade.item), state(double)) == ("reconciled", Fraction(17, 2), "graded")


def test_marks_further_apart_wait_until_somebody_reconciles_them(double: Scene) -> None:
    give(double, "one", 0, 5)
    assert give(double, "two", 4, 6) is None
    third = double.instructor("three")
    waited = (state(double), waiting_for(double, "three"), to_reconcile(third).count())

    with pytest.raises(Conflict) as refused:
        release_results(assessment=double.page, cohort=double.cohort, by=third)
    reconcile_item(item=double.item(kind="essay"), judgment=Judgment({"law": 2, "facts": 6}), by=third)

    assert (waited, refused.value.code) == (("marking", 0, 1), "unreconciled")
    assert (state(double), points_of(double.item(kind="essay")), to_reconcile(third).count()) == ("graded", 8, 0)
    assert release_results(assessment=double.page, cohort=double.cohort, by=third) == release_results(assessment=double.page, cohort=double.cohort, by=third)


def test_who_teaches_elsewhere_does_not_end_the_marking_by_two_while_answers_are_half_marked(double: Scene) -> None:
    give(double, "one", 0, 5)
    rules = MarkingRules.objects.get()
    rules.markers = 1

    with pytest.raises(Conflict) as refused:
        keep_marking_rules(rules=rules, by=member("other@south.example", "instructor", Campus.objects.create(slug="south", name="South", time_zone="UTC")))

    assert (refused.value.code, MarkingRules.objects.get().markers) == ("half_marked", 2)


def test_nobody_gives_both_opinions(double: Scene) -> None:
    give(double, "one", 0, 5)

    with pytest.raises(Conflict):
        give(double, "one", 0, 6)
    with pytest.raises(Conflict):
        reconcile_item(item=double.item(kind="essay"), judgment=Judgment({"law": 2, "facts": 6}), by=double.instructor("two"))

    assert Opinion.objects.count() == 1


def test_nobody_marks_their_own_answers(scene: Scene) -> None:
    student = scene.attempts[0].enrollment.student
    Membership.objects.create(user=student, campus=scene.campus, role="instructor")

    with pytest.raises(Forbidden):
        mark_item(item=scene.item(kind="essay"), judgment=Judgment({"law": 4, "facts": 6}), seen=0, by=student)
    with pytest.raises(Forbidden):
        claim_item(item=scene.item(kind="essay"), by=student)


def test_points_that_do_not_fit_the_rubric_keep_nothing(scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        give(scene, "one", 5, 7)

    assert refused.value.sentences == ["“Law” takes 0 to 4 points.", "“Facts” takes 0 to 6 points."]
    assert points_of(scene.item(kind="essay")) is None


@pytest.mark.parametrize(("markers", "held"), [(1, [True, False, False]), (2, [True, True, False])])
def test_an_answer_is_held_by_as_many_as_mark_it(scene: Scene, markers: int, held: list[bool]) -> None:
    MarkingRules.objects.create(assessment=scene.page, markers=markers)
    item: Any = scene.item(kind="essay")

    assert [claim_item(item=item, by=scene.instructor(name)) for name in ("one", "two", "three")] == held
    assert claim_item(item=item, by=scene.instructor("one")) is True
    assert (waiting_for(scene, "one"), waiting_for(scene, "three")) == (1, 0)


def test_another_mark_of_a_graded_attempt_is_said_to_who_relies_on_the_pass(scene: Scene) -> None:
    heard: list[tuple[bool, bool]] = []

    def hear(sender: Any, passed_before: frozenset[int], passed_after: frozenset[int], **facts: Any) -> None:
        heard.append((bool(passed_before), bool(passed_after)))

    attempt_regraded.connect(hear)
    give(scene, "one", 4, 6)
    give(scene, "two", 0, 0, seen=1)
    attempt_regraded.disconnect(hear)

    assert heard == [(True, False)]
