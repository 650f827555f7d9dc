"""A correction and a marker reach one answer at once, or die on the way: no person's mark is displaced, none is doubled, none lost."""

from collections.abc import Iterator

import pytest

from assessments.models import AttemptItem, Grade, QuestionFix
from tests.conftest import SeparateDatabase
from tests.factories.answers import Scene, answered
from tests.torture.marking import begin_undo, begun_fix, faults
from tests.torture.rounds import rounds
from tests.torture.stage import Act, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
ACTORS = "tests.torture.marking"
ANSWERS = 3
STATEMENTS = 22  # more than a portion of a correction makes: some kills come too late, and that is a case too


@pytest.fixture
def scene(separate_database: SeparateDatabase) -> Scene:
    """Three students who answered wrongly by the old key, and an essay of each."""
    scene = answered("b" * ANSWERS, essay=True)
    scene.instructor()
    scene.correct_key("b")
    return scene


@pytest.fixture
def stage(separate_database: SeparateDatabase, scene: Scene) -> Iterator[Stage]:
    with Stage(separate_database) as ready:
        yield ready


def reset(scene: Scene, number: int) -> list[AttemptItem]:
    """Fresh answers: those of the last round have their marks for good."""
    from tests.factories.answers import _attempt

    scene.attempts = [_attempt(scene, number * ANSWERS + at, "b", essay=True) for at in range(1, ANSWERS + 1)]
    return [scene.item(at) for at in range(ANSWERS)]


def fix_of(scene: Scene) -> QuestionFix:
    return begun_fix(scene.choice.pk, scene.page.pk)


def kinds(item: AttemptItem) -> list[str]:
    return list(Grade.objects.filter(item=item).order_by("number").values_list("kind", flat=True))


def test_regrade_versus_mark(stage: Stage, scene: Scene) -> None:
    for number, chance in rounds("regrade_versus_mark", few=8, full=1_000):
        items = reset(scene, number)
        fix, judged = fix_of(scene), chance.choice(items)

        corrected, told = stage.together(
            Act(f"{ACTORS}:correct", {"fix": fix.public_id}), Act(f"{ACTORS}:judge", {"item": judged.pk, "points": chance.randrange(6)})
        )

        assert (corrected.said is not None, told.said in (2, 3)) == (True, True), (number, corrected, told)
        assert [faults(item.pk) for item in items] == [[]] * ANSWERS, number
        assert kinds(judged)[-1] == "manual", number
        assert [kinds(item) for item in items if item != judged] == [["automatic", "fix"]] * (ANSWERS - 1), number


def test_two_workers_apply_one_correction_once(stage: Stage, scene: Scene) -> None:
    for number, _ in rounds("double_correction", few=4, full=500):
        items = reset(scene, number)
        fix = fix_of(scene)

        stage.together(*[Act(f"{ACTORS}:correct", {"fix": fix.public_id})] * 2)

        assert [kinds(item) for item in items] == [["automatic", "fix"]] * ANSWERS, number


def test_kills_of_a_correction_and_its_undo(stage: Stage, scene: Scene) -> None:
    for number, chance in rounds("correction_kills", few=8, full=500):
        items = reset(scene, number)
        fix = fix_of(scene)
        points = ["fix.after_portion", "fix.before_commit", "undo.after_portion", "answer", *(f"statement:{at}" for at in range(1, STATEMENTS))]

        stage.together(Act(f"{ACTORS}:correct", {"fix": fix.public_id}, chance.choice(points)))
        stage.together(Act(f"{ACTORS}:correct", {"fix": fix.public_id}))
        applied = [kinds(item) for item in items]
        begin_undo(fix)
        stage.together(Act(f"{ACTORS}:take_back", {"fix": fix.public_id}, chance.choice(points)))
        stage.together(Act(f"{ACTORS}:take_back", {"fix": fix.public_id}))

        assert applied == [["automatic", "fix"]] * ANSWERS, number
        assert [kinds(item) for item in items] == [["automatic", "fix", "undo"]] * ANSWERS, number
        assert [faults(item.pk) for item in items] == [[]] * ANSWERS, number


def test_kills_of_a_mark(stage: Stage, scene: Scene) -> None:
    for number, chance in rounds("mark_kills", few=8, full=500):
        reset(scene, number)
        essay = scene.item(kind="essay")
        points = ["grading.after_mark", "answer", *(f"statement:{at}" for at in range(1, STATEMENTS))]
        given = {"item": essay.pk, "law": chance.randrange(5), "facts": chance.randrange(7), "seen": 0}

        [died] = stage.together(Act(f"{ACTORS}:mark_essay", given, chance.choice(points)))
        [again] = stage.together(Act(f"{ACTORS}:mark_essay", given))

        assert again.said == 1 or again.refused == "marked_meanwhile", (number, died, again)
        assert (kinds(essay), faults(essay.pk)) == (["manual"], []), number
