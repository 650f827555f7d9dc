"""The hours of a program add up, from lessons to modules to what it promises."""

from pathlib import Path

import pytest

from curriculum.checks import minutes
from tests.factories.taught import FIRST, MODULE, QUIZ, found, spoil


def test_a_folder_that_adds_up(root: Path) -> None:
    assert found(minutes.check, root) == []


FAULTS = {
    "a track that promises more": ("program.md", "minutes: 50", "minutes: 60", "program.md, line 6: the modules of “law_and_skills” add up to 50 minutes "
                                   "(live 10, self-paced 30, assessment 10), the program promises 60. Change a module's minutes, or the promise."),
    "an unknown track": (MODULE, "track: law_and_skills", "track: lawn", f"{MODULE}, line 4: the track “lawn” is not in program.md."),
    "an unknown session": (MODULE, "sessions: [1]", "sessions: [9]", f"{MODULE}, line 5: session 9 is not in program.md. Name sessions of the program."),
    "no session": (MODULE, "sessions: [1]\n", "", f"{MODULE}, line 2: it belongs to no session. Name sessions of the program."),
    "a quiz of other minutes": (QUIZ, "minutes: 10", "minutes: 12",
                                f"{MODULE}, line 6: its assessments add up to 12 minutes, assessment says 10. Change the one or the other."),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_minutes_in_no_sum(root: Path, name: str, old: str, new: str, sentence: str) -> None:
    spoil(root, name, old, new)

    assert sentence in found(minutes.check, root)


def test_a_lesson_that_takes_minutes_its_module_does_not_have(root: Path) -> None:
    spoil(root, FIRST, "minutes: 15\ntopics: {asylum: 15}", "minutes: 16\ntopics: {asylum: 16}")

    assert found(minutes.check, root) == [f"{MODULE}, line 6: its lessons add up to 31 minutes, self_paced says 30. Change the one or the other."]


def test_a_lesson_on_a_change_of_law_adds_nothing_to_its_module(root: Path) -> None:
    text = (root / FIRST).read_text().replace("slug: one\n", "slug: three\ndelta_for: abc\n")
    (root / "01-first-module/03-three.md").write_text(text)

    assert found(minutes.check, root) == []
