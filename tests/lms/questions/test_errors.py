"""Faults of content are told in plain sentences that say where to look and never repeat what was sent."""

from typing import Any

import pytest

from lms.questions.api import InvalidContent, validate_content
from tests.lms.questions.samples import essay, options

A = {"id": "a", "text": "A", "correct": True}
B = {"id": "b", "text": "B", "correct": False}


@pytest.mark.parametrize(
    ("key", "data", "sentences"),
    [
        ("single_choice", None, ["This must be a group of named fields."]),
        ("single_choice", {}, ["options: this is missing."]),
        ("single_choice", {"options": "a, b"}, ["options: this must be a list."]),
        ("single_choice", {"options": [A]}, ["options: this list is too short: it needs 2 or more."]),
        ("single_choice", {"options": options("a", among="abcdefghijklmnopqrstu")}, ["options: this list is too long: at most 20 fit."]),
        ("single_choice", {"options": [A, B | {"id": "a"}]}, ["Two options have the same id, a."]),
        ("single_choice", {"options": [A, B | {"correct": True}]}, ["Exactly one option must be correct, and 2 are."]),
        ("single_choice", {"options": [A, B | {"correct": 0}]}, ["options, entry 2, correct: this must be true or false."]),
        ("single_choice", {"options": [A, B | {"text": " \n"}]}, ["options, entry 2, text: this must not be empty."]),
        ("single_choice", {"options": [A, B | {"text": "x" * 4001}]}, ["options, entry 2, text: this is too long: at most 4,000 characters fit."]),
        (
            "single_choice",
            {"options": [A, B | {"id": "B\n"}]},
            ["options, entry 2, id: this must be 1 to 20 lower-case letters, figures, hyphens or underscores."],
        ),
        ("multiple_choice", {"options": [A, B], "scoring": "all"}, ["scoring: this must be one of 'all_or_nothing', 'partial' or 'partial_with_penalty'."]),
        ("multiple_choice", {"options": [B, B | {"id": "c"}]}, ["At least one option must be correct."]),
        ("true_false", {"answer": "yes"}, ["answer: this must be true or false."]),
        ("true_false", {"answer": True, "feedback_true": "\udc00"}, ["feedback_true: this holds a character that cannot be stored."]),
        ("true_false", {"answer": True, "\udc00": ""}, ["This holds a character that cannot be stored."]),
        ("true_false", {"answer": True, 3: 4}, ["entry 4: the name of a field must be text."]),
        ("short_answer", {"accepted": [{"text": 28}]}, ["accepted, entry 1, text: this must be text (in YAML, put figures and words such as yes in quotes)."]),
        ("short_answer", {"accepted": [{"text": "x", "percent": True}]}, ["accepted, entry 1, percent: this must be a whole number."]),
        ("short_answer", {"accepted": [{"text": "x", "percent": 101}]}, ["accepted, entry 1, percent: this must be 100 or less."]),
        ("short_answer", {"accepted": [{"text": "x"}], "spelling_tolerance": 3}, ["spelling_tolerance: this must be 2 or less."]),
        ("short_answer", {"accepted": [{"text": "x", "percent": 50}]}, ["At least one accepted answer must earn 100 percent."]),
        ("short_answer", {"accepted": [{"text": "\u200b"}]}, ["An accepted answer holds no visible character."]),
        ("short_answer", {"accepted": [{"text": "G-28"}, {"text": "g–28", "percent": 50}]}, ["“g–28” is listed twice with different percents."]),
        ("essay", essay(minimum_words=-1), ["minimum_words: this must be 0 or more."]),
        ("essay", essay(minimum_words=9), ["The maximum of words is below the minimum."]),
        ("essay", essay(rubric=[]), ["rubric: this list is too short: it needs 1 or more."]),
        ("essay", essay(rubric=[{"id": "r", "title": "T", "points": 1}] * 2), ["Two rows of the rubric have the same id, r."]),
    ],
)
def test_a_fault_is_told_where_it_is(key: str, data: Any, sentences: list[str]) -> None:
    with pytest.raises(InvalidContent) as refused:
        validate_content(key, data)

    assert refused.value.sentences == sentences
    assert refused.value.status == 422


def test_many_faults_are_counted_rather_than_listed() -> None:
    with pytest.raises(InvalidContent) as refused:
        validate_content("single_choice", {"options": [{}] * 20})

    assert len(refused.value.sentences) == 21
    assert refused.value.sentences[-1] == "And there are 40 more faults."


def test_a_name_from_outside_is_cut_and_made_printable() -> None:
    with pytest.raises(InvalidContent) as refused:
        validate_content("true_false", {"answer": True, "\u202e\n" + "x" * 1000: 1})

    (sentence,) = refused.value.sentences
    assert sentence == "��" + "x" * 117 + "…: this question type has no such field."


def test_a_fault_never_repeats_a_value_that_was_sent() -> None:
    with pytest.raises(InvalidContent) as refused:
        validate_content("single_choice", {"options": [{"id": "Secret word", "text": 5, "correct": "secret word"}] * 2})

    assert "ecret word" not in str(refused.value)
