"""Enough questions, enough of them above recall, and every type used."""

from pathlib import Path

from curriculum.checks import banks
from lms.questions.api import question_types
from tests.factories.taught import BANK, found, spoil, write_taught


def test_a_large_bank_of_every_type(tmp_path: Path) -> None:
    assert found(banks.check, write_taught(tmp_path / "folder", questions=300, with_samples=True)) == []


def test_too_few_questions_and_types_are_named(root: Path) -> None:
    first, *others = found(banks.check, root)

    assert first == "program.md: the banks hold 14 ready questions, at least 300 are needed. Write 286 more."
    assert "program.md: no bank has a question of the type “matching” (matching). Write one." in others
    assert len(others) == len(question_types) - 1


def test_a_third_is_above_recall(root: Path) -> None:
    text = (root / BANK).read_text()
    (root / BANK).write_text(text.replace("difficulty: 2", "difficulty: 1", 2))  # 4 + 1 of 14: of 12 in the bank, 6 were above
    assert not any("recall" in sentence for sentence in found(banks.check, root))

    spoil(root, BANK, "difficulty: 2", "difficulty: 1")

    said = "program.md: 4 of 14 questions are above recall (difficulty 2 or 3), a third should be. Ask more to apply and to judge."
    assert said in found(banks.check, root)
