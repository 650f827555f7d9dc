"""Each question explains itself, and each wrong option to choose says why it is wrong."""

from pathlib import Path

from curriculum.checks import explanations
from tests.factories.taught import BANK, FIRST, KEPT, found, spoil, write_taught


def test_questions_that_explain_themselves(tmp_path: Path) -> None:
    assert found(explanations.check, write_taught(tmp_path / "folder", with_samples=True)) == []


def test_a_question_without_explanation(root: Path) -> None:
    spoil(root, BANK, "explanation: Because (8 CFR 208.13).", "explanation: ' '")
    spoil(root, KEPT, "  explanation: Because (8 CFR 208.13).\n", "")

    assert found(explanations.check, root) == [
        f"{KEPT}, line 1: question “q-800”: it has no explanation. Say why the answer is right, with the authority.",
        f"{BANK}, line 1: question “q-0”: it has no explanation. Say why the answer is right, with the authority.",
    ]


def test_a_wrong_option_without_feedback_in_a_knowledge_check(root: Path) -> None:
    spoil(root, FIRST, ', feedback: "No, the applicant."', "")
    line = (root / FIRST).read_text().split("::: check")[0].count("\n") + 1

    said = f"{FIRST}, line {line}: check “one-c1”: the wrong option “b” has no feedback. Tell who chose it why it is wrong."
    assert found(explanations.check, root) == [said]


def test_a_right_option_needs_no_feedback(root: Path) -> None:
    assert 'The applicant of one", correct: true}' in (root / FIRST).read_text()
    assert found(explanations.check, root) == []


def test_a_wrong_option_in_a_part_of_a_fact_pattern(tmp_path: Path) -> None:
    root = write_taught(tmp_path / "folder", with_samples=True)
    text = (root / BANK).read_text()
    pattern = text.index("- id: fact_pattern")
    assert "feedback: Feedback of c" in text[pattern:]
    (root / BANK).write_text(text[:pattern] + text[pattern:].replace("feedback: Feedback of c", "feedback: ''", 1))

    [said] = found(explanations.check, root)

    assert "question “fact_pattern”: the wrong option “c” has no feedback." in said
