"""No lesson lacks a part."""

from pathlib import Path

import pytest

from curriculum.checks import parts
from tests.factories.taught import FIRST, found, spoil


def test_a_lesson_with_all_its_parts(root: Path) -> None:
    assert found(parts.check, root) == []


LACKS = {
    "objectives": ("objectives: [Know it.]\n", "", "it has no objectives."),
    "authorities": ('authorities: ["8 CFR 208.13"]\n', "", "it names no authorities."),
    "exercise": ("::: callout exercise", "::: callout note", "it has no exercise."),
    "summary": ("::: callout summary", "::: callout note", "it has no summary."),
    "date": ("last_reviewed: 2026-11-20\n", "", "it does not say when it was last reviewed."),
    "reviewer": ("reviewer: not yet reviewed by an attorney\n", "", "it does not say who reviewed it."),
}


@pytest.mark.parametrize(("old", "new", "sentence"), LACKS.values(), ids=LACKS.keys())
def test_a_part_that_is_missing(root: Path, old: str, new: str, sentence: str) -> None:
    spoil(root, FIRST, old, new)

    [said] = found(parts.check, root)

    assert said.startswith(f"{FIRST}, line 1: {sentence}")


def test_a_lesson_without_a_knowledge_check(root: Path) -> None:
    text = (root / FIRST).read_text()
    begins = text.index("::: check")
    (root / FIRST).write_text(text[:begins] + text[text.index("::: callout summary") :])

    assert found(parts.check, root) == [f"{FIRST}, line 1: it has no knowledge check. Add a “::: check”."]
