"""Every required topic is taught and tested."""

from pathlib import Path

from curriculum.checks import topics
from tests.factories.taught import BANK, FIRST, SECOND, found, spoil, write_taught


def test_a_required_topic_with_lessons_and_questions(root: Path) -> None:
    assert found(topics.check, root) == []


def test_eleven_questions_are_too_few(tmp_path: Path) -> None:
    root = write_taught(tmp_path / "folder", questions=9)  # and two that are kept for the examination

    said = "program.md, line 8: 11 ready questions test the required topic “asylum”, at least 12 should."
    assert found(topics.check, root) == [f"{said} Write more, or name the topic in those that test it."]


def test_a_question_that_is_not_asked_any_more_tests_nothing(tmp_path: Path) -> None:
    root = write_taught(tmp_path / "folder", questions=10)
    assert found(topics.check, root) == []

    spoil(root, BANK, "- id: q-0\n", "- id: q-0\n  state: retired\n")

    assert "11 ready questions test" in found(topics.check, root)[0]


def test_a_required_topic_that_nothing_teaches(root: Path) -> None:
    spoil(root, "program.md", "title: Walking, required: false", "title: Walking, required: true")

    sentences = found(topics.check, root)

    assert sentences[0] == "program.md, line 9: no module gives minutes to the required topic “walking”. Teach it, or do not require it."
    assert sentences[1] == "program.md, line 9: no lesson teaches the required topic “walking”. Write one, or name the topic in one that does."
    assert "0 ready questions test" in sentences[2]


def test_a_topic_that_a_module_promises_and_no_lesson_teaches(root: Path) -> None:
    for name in (FIRST, SECOND):
        spoil(root, name, "topics: {asylum: 15}", "topics: {walking: 15}")

    assert found(topics.check, root) == ["program.md, line 8: no lesson teaches the required topic “asylum”. Write one, or name the topic in one that does."]


def test_topics_that_the_program_does_not_have(root: Path) -> None:
    spoil(root, BANK, "topics:\n  - asylum", "topics:\n  - asylun")
    spoil(root, FIRST, "topics: {asylum: 15}", "topics: {asylum: 14, cooking: 1}")

    assert found(topics.check, root) == [
        f"{BANK}, line 6: question “q-0”: the topic “asylun” is not in program.md.",
        f"{FIRST}, line 5: the topic “cooking” is not in program.md.",
    ]
