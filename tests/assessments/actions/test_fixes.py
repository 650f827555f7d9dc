"""Fixing a question: looked at, applied, undone; a person's mark is never displaced, and running anything twice is as once."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from assessments.actions.apply_fix import apply_fix, run_apply_fix
from assessments.actions.preview_fix import preview_fix
from assessments.actions.propose_fix import propose_fix
from assessments.actions.undo_fix import run_undo_fix, undo_fix
from assessments.grading.append import append_grade
from assessments.kinds.touched import touched_sources
from assessments.models import AssessmentPage, Attempt, FixRow, Grade, QuestionFix
from assessments.queries import fixes
from assessments.queries.fixes import questions_to_fix, rows_of
from assessments.queries.results import passed_by_enrollment
from assessments.signals import attempt_regraded
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.notices.api import Notice
from lms.people.models import Campus, Membership, User
from tests.factories.answers import AT, Scene, answered
from tests.factories.tampering import as_the_database_owner

pytestmark = [pytest.mark.django_db, pytest.mark.services]
TOLD = "Option b was right after all."


@pytest.fixture
def scene() -> Scene:
    """Students who answered a, b and c; then b turned out to be right."""
    scene = answered("abc")
    scene.correct_key("b")
    return scene


@pytest.fixture
def heard() -> Iterator[list[tuple[Any, bool, bool]]]:
    found: list[tuple[Any, bool, bool]] = []

    def hear(sender: Any, attempt: Any, passed_before: frozenset[int], passed_after: frozenset[int], **kwargs: Any) -> None:
        found.append((attempt.pk, bool(passed_before), bool(passed_after)))

    attempt_regraded.connect(hear)
    yield found
    attempt_regraded.disconnect(hear)


def nothing(done: int, total: int) -> None:
    """Nobody watches the progress."""


def previewed(scene: Scene, policy: str) -> QuestionFix:
    by = scene.instructor()
    fix, _ = propose_fix(question=scene.choice, policy=policy, assessments=[scene.page.pk], told=TOLD, by=by)
    return preview_fix(fix=fix, person=by, advance=nothing)


def applied(scene: Scene, policy: str) -> QuestionFix:
    fix = previewed(scene, policy)
    apply_fix(fix=fix, by=scene.instructor())
    run_apply_fix(fix=QuestionFix.objects.get(pk=fix.pk), advance=nothing)
    return QuestionFix.objects.get(pk=fix.pk)


def left_campus(scene: Scene) -> User:
    """The instructor, who teaches on another campus now."""
    by = scene.instructor()
    Membership.objects.filter(user=by).update(ended_at=now())
    Membership.objects.create(user=by, campus=Campus.objects.create(slug="south", name="South", time_zone="UTC"), role="instructor")
    return User.objects.get(pk=by.pk)


def undone(fix: QuestionFix, scene: Scene) -> None:
    undo_fix(fix=fix, by=scene.instructor())
    run_undo_fix(fix=QuestionFix.objects.get(pk=fix.pk), advance=nothing)


def marks(scene: Scene) -> list[Fraction]:
    newest = [Grade.objects.filter(item=scene.item(at)).order_by("-number")[0] for at in range(len(scene.attempts))]
    return [Fraction(grade.numerator, grade.denominator) for grade in newest]


@pytest.mark.parametrize(
    ("policy", "after", "summary"),
    [
        ("both", [2, 2, 0], {"answers": 3, "up": 1, "pass": 1}),
        ("new", [0, 2, 0], {"answers": 3, "up": 1, "down": 1, "pass": 1, "fail": 1}),
        ("everyone", [2, 2, 2], {"answers": 3, "up": 2, "pass": 2}),
        ("leave", [2, 0, 0], {"answers": 3}),
    ],
)
def test_each_policy_is_previewed_applied_and_undone(scene: Scene, policy: str, after: list[int], summary: dict[str, int]) -> None:
    fix = previewed(scene, policy)
    before = marks(scene)
    apply_fix(fix=fix, by=scene.instructor())
    run_apply_fix(fix=QuestionFix.objects.get(), advance=nothing)
    given = marks(scene)
    undone(QuestionFix.objects.get(), scene)

    assert (before, given, marks(scene)) == ([2, 0, 0], after, [2, 0, 0])
    assert fix.summary == summary
    assert QuestionFix.objects.get().state == "undone"


def test_a_preview_changes_nothing_and_names_what_rests_on_the_attempts(scene: Scene) -> None:
    touched_sources.register("test", lambda attempts: [(pk, "Certificate N-1.") for pk in attempts])
    try:
        fix = previewed(scene, "both")
    finally:
        touched_sources._items.pop("test")

    assert Grade.objects.count() == 3
    assert [(row.attempt, row.touched, row.change) for row in rows_of(fix)] == [(scene.attempts[1], ["Certificate N-1."], 1)]


def test_higher_apps_and_students_hear_of_each_change_once(scene: Scene, heard: list[tuple[Any, bool, bool]]) -> None:
    fix = applied(scene, "new")
    told = [(row.text.startswith(TOLD), row.url) for row in Notice.objects.filter(kind="assessments.marks_changed").order_by("pk")]

    again = run_apply_fix(fix=fix, advance=nothing)
    QuestionFix.objects.update(state="applying")  # as after a kill before the last line
    once_more = run_apply_fix(fix=QuestionFix.objects.get(), advance=nothing)

    first, second, _ = scene.attempts
    assert (again, once_more, Grade.objects.filter(kind="fix").count()) == (2, 2, 2)
    assert heard == [(first.pk, True, False), (second.pk, False, True)]
    assert told == [(True, f"/attempts/{attempt.public_id}/result/") for attempt in (first, second)]


def test_a_mark_by_a_person_stays_and_the_preview_says_so(scene: Scene) -> None:
    by = scene.instructor()
    append_grade(scene.item(1), "dispute", Fraction(1), by=by)

    fix = previewed(scene, "both")
    apply_fix(fix=fix, by=by)
    append_grade(scene.item(0), "manual", Fraction(1), by=by)
    run_apply_fix(fix=QuestionFix.objects.get(), advance=nothing)

    assert marks(scene) == [1, 1, 0]
    assert list(FixRow.objects.filter(needs_person=True).values_list("attempt", flat=True)) == [scene.attempts[1].pk]


def test_a_mark_given_since_survives_the_undo(scene: Scene) -> None:
    fix = applied(scene, "both")
    append_grade(scene.item(1), "manual", Fraction(1, 2), by=scene.instructor())

    undone(fix, scene)

    assert marks(scene) == [2, Fraction(1, 2), 0]


def test_two_fixes_undone_in_the_order_they_were_made_leave_the_first_mark() -> None:
    """The key a, then b, then c, and the student chose b: 0, then 2 by the first fix, then 0 by the second."""
    scene = answered("b")
    scene.correct_key("b")
    first = applied(scene, "new")
    scene.correct_key("c")
    second = applied(scene, "new")
    counted = [marks(scene)]

    for fix in (first, second):
        undone(fix, scene)
        counted.append(marks(scene))

    assert counted == [[0], [0], [0]]
    assert {fix.state for fix in QuestionFix.objects.all()} == {"undone"}
    told = Notice.objects.filter(kind="assessments.marks_changed").values_list("subject_line", flat=True)
    assert sum("taken back" in line for line in told) == 0  # neither changed the mark


def test_a_later_fix_counts_on_when_an_earlier_one_is_taken_back() -> None:
    """2 by the first key; then 0, 2 for everybody, and 0 again."""
    scene = answered("a")
    scene.correct_key("b")
    first = applied(scene, "new")
    scene.correct_key("a")
    second = applied(scene, "everyone")
    scene.correct_key("c")
    third = applied(scene, "new")
    counted = [marks(scene)[0]]

    for fix in (second, first, third):
        undone(fix, scene)
        run_undo_fix(fix=QuestionFix.objects.get(pk=fix.pk), advance=nothing)
        counted.append(marks(scene)[0])

    assert counted == [0, 0, 0, 2]


def test_a_response_that_does_not_fit_the_new_version_needs_a_person(scene: Scene) -> None:
    version = scene.correct_key("b")
    content = {"options": [option for option in version.content["options"] if option["id"] != "c"]}
    type(version).objects.create(
        question=scene.choice, number=9, type="single_choice", stem="x", content=content, sha256="9" * 64, created_at=version.created_at, points=2
    )

    fix = previewed(scene, "new")

    assert list(FixRow.objects.filter(needs_person=True).values_list("attempt", flat=True)) == [scene.attempts[2].pk]
    assert fix.summary == {"answers": 3, "up": 1, "down": 1, "pass": 1, "fail": 1, "person": 1}


def test_what_is_refused(scene: Scene) -> None:
    by, student = scene.instructor(), scene.attempts[0].enrollment.student
    asked: dict[str, Any] = {"question": scene.choice, "policy": "both", "assessments": [scene.page.pk], "told": TOLD, "by": by}

    for change, error in [({"by": student}, Forbidden), ({"told": " "}, Invalid), ({"assessments": [0]}, Invalid), ({"question": scene.essay}, Conflict)]:
        with pytest.raises(error):
            propose_fix(**asked | change)
    fix, _ = propose_fix(**asked)
    with pytest.raises(Conflict):
        apply_fix(fix=fix, by=by)
    with pytest.raises(Conflict):
        undo_fix(fix=fix, by=by)
    with pytest.raises(Forbidden):
        apply_fix(fix=fix, by=scene.instructor("other"))
    assert list(questions_to_fix(by)) == [scene.choice]


def test_answers_of_other_campuses_are_not_touched(scene: Scene) -> None:
    elsewhere = answered("b", slug="south")
    item = elsewhere.item(0)
    with as_the_database_owner("assessments_attempt"):  # the same quiz, sat on another campus
        type(elsewhere.attempts[0]).objects.filter(pk=elsewhere.attempts[0].pk).update(assessment=scene.page)

    fix = applied(scene, "everyone")

    assert fix.summary["answers"] == 3
    assert Grade.objects.filter(item=item).count() == 1


def second_attempt(scene: Scene, points: int, version: int = 2) -> None:
    """Graded; at the corrected version, which no fix reaches, unless another is named."""
    made = Attempt.objects.create(enrollment=scene.attempts[0].enrollment, assessment=scene.page, number=2, state="graded", started_at=AT, submitted_at=now())
    item = made.items.create(position=1, version=scene.choice.versions.get(number=version), option_order=["a", "b", "c"], points=2)
    made.steps.create(item=item, number=1, key="k", response={"choice": "a" if points else "c"}, received_at=AT)
    Grade.objects.create(item=item, number=1, numerator=points, denominator=1, marked_at=AT)


def test_a_preview_does_not_say_that_somebody_fails_whose_best_attempt_still_passes() -> None:
    scene = answered("a")
    scene.correct_key("b")
    second_attempt(scene, points=2)

    fix = previewed(scene, "new")

    assert passed_by_enrollment(scene.cohort)
    assert (list(rows_of(fix, "fail")), fix.summary) == ([], {"answers": 1, "down": 1})


def test_a_preview_says_who_passes_by_what_counts() -> None:
    """The last attempt counts, and it failed: a fix of the first one passes nobody."""
    scene = answered("b")
    AssessmentPage.objects.update(counting="last")
    scene.correct_key("b")
    second_attempt(scene, points=0)

    assert list(rows_of(previewed(scene, "new"), "pass")) == []


@pytest.mark.parametrize("at_a_time", [1, 500])
def test_a_preview_says_who_fails_because_two_attempts_lose_their_pass(monkeypatch: pytest.MonkeyPatch, at_a_time: int) -> None:
    """Each alone would leave the other one to pass; whichever portions they fall into."""
    monkeypatch.setattr(fixes, "AT_A_TIME", at_a_time)
    scene = answered("a")
    scene.correct_key("b")
    second_attempt(scene, points=2, version=1)

    fix = previewed(scene, "new")

    assert rows_of(fix, "fail").count() == 2


def test_who_left_the_campus_applies_nothing_and_takes_nothing_back(scene: Scene) -> None:
    ready = previewed(scene, "new")
    by = left_campus(scene)

    with pytest.raises(Forbidden, match="may not mark any more"):
        apply_fix(fix=ready, by=by)
    Membership.objects.filter(user=by, campus=scene.campus).update(ended_at=None)
    apply_fix(fix=ready, by=User.objects.get(pk=by.pk))
    run_apply_fix(fix=QuestionFix.objects.get(), advance=nothing)
    Membership.objects.filter(user=by, campus=scene.campus).update(ended_at=now())
    with pytest.raises(Forbidden, match="may not mark any more"):
        undo_fix(fix=QuestionFix.objects.get(), by=User.objects.get(pk=by.pk))

    assert (QuestionFix.objects.get().state, marks(scene)) == ("applied", [0, 2, 0])
