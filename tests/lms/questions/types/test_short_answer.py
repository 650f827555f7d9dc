"""Short answer: the nearest accepted answer decides, and nothing a student sends can stall the server."""

import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.errors import InvalidResponse
from lms.questions.types.short_answer import ShortAnswer, ShortAnswerContent

TYPE = ShortAnswer()
WORDS = st.text("abcé -1²А", min_size=1, max_size=12)


def content(*accepted: tuple[str, int], **more: Any) -> ShortAnswerContent:
    return TYPE.validate_content({"accepted": [{"text": text, "percent": percent} for text, percent in accepted], **more})


G28 = content(("G-28", 100), ("Form G-28", 100), ("EOIR-28", 50))


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("G-28", 100),
        ("g-28", 100),
        (" form  g–28 ", 100),
        ("Form G-28\n", 100),
        ("EOIR-28", 50),
        ("G-29", 0),
        ("G 28", 0),
        ("G-28.", 0),
        ("", 0),
        ("*", 0),
        (".*", 0),
    ],
)
def test_an_answer_is_compared_as_people_read_it(text: str, percent: int) -> None:
    assert TYPE.grade(G28, TYPE.normalize(G28, {"text": text})).fraction == Fraction(percent, 100)


def test_case_counts_when_the_author_says_so() -> None:
    strict = content(("INA", 100), case_sensitive=True)

    assert TYPE.grade(strict, {"text": "INA"}).is_right
    assert not TYPE.grade(strict, {"text": "Ina"}).is_right


@pytest.mark.parametrize(
    ("text", "percent", "edits"),
    [("admissible", 100, 0), ("admisible", 100, 1), ("inadmissible", 0, 0), ("inadmisible", 0, 1), ("admissable", 100, 1), ("visible", 0, 0)],
)
def test_the_nearest_answer_decides_so_that_a_wrong_neighbor_can_be_named(text: str, percent: int, edits: int) -> None:
    question = content(("admissible", 100), ("inadmissible", 0), spelling_tolerance=2)

    assert question.nearest(text) == (percent, edits)


def test_of_equally_near_answers_the_best_paid_counts() -> None:
    question = content(("asylam", 20), ("asylum", 100), spelling_tolerance=1)

    assert question.nearest("asylem") == (100, 1)
    assert question.nearest("asylam") == (20, 0)


@given(st.lists(st.tuples(WORDS, st.integers(0, 100)), max_size=5), WORDS, st.integers(0, 2), st.booleans())
def test_an_accepted_answer_as_written_always_earns_what_it_says(extra: list[tuple[str, int]], text: str, tolerance: int, strict: bool) -> None:
    blank = content(("x", 100), case_sensitive=strict)
    if not blank.compared(text):
        return
    others = {blank.compared(word): (word, percent) for word, percent in extra if blank.compared(word) not in ("", blank.compared(text))}

    question = content((text, 100), *others.values(), spelling_tolerance=tolerance, case_sensitive=strict)

    for word, percent in [(text, 100), *others.values()]:
        assert TYPE.grade(question, TYPE.normalize(question, {"text": word})).fraction == Fraction(percent, 100)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=5, unique=True))
def test_more_tolerance_never_accepts_less(sent: str, words: list[str]) -> None:
    accepted = [(word, 100) for word in words if word.strip()] or [("x", 100)]
    marks = [TYPE.grade(content(*accepted, spelling_tolerance=tolerance), {"text": sent}).fraction or 0 for tolerance in (0, 1, 2)]

    assert marks == sorted(marks)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("asylum", ["The answer is accepted: full points."]),
        ("asylm", ["The answer is accepted: full points.", "Its spelling was forgiven."]),
        ("withholding", ["The answer is accepted: 1/2 of the points."]),
        ("parole", ["The answer is not among the accepted ones: no points."]),
        ("\u200b", ["No answer was given: no points."]),
    ],
)
def test_the_mark_is_explained_without_telling_the_answer(text: str, said: list[str]) -> None:
    question = content(("asylum", 100), ("withholding", 50), spelling_tolerance=1)
    response = TYPE.normalize(question, {"text": text})

    assert TYPE.explain(question, response, TYPE.grade(question, response)) == said


@pytest.mark.parametrize("text", [None, True, 28, ["G-28"], {"text": "G-28"}, "x" * 501, "G\0", "\ud800"])
def test_what_is_not_a_short_text_is_refused(text: object) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(G28, {"text": text})


def test_the_answer_is_kept_trimmed_and_composed() -> None:
    assert TYPE.normalize(G28, {"text": "  Cafe\u0301  x \n"}) == {"text": "Café  x"}


def test_a_letter_of_another_script_is_another_letter() -> None:
    assert not TYPE.grade(content(("visa", 100)), {"text": "vis\u0430"}).is_right


def test_the_longest_answers_are_graded_at_once() -> None:
    question = content(*[(f"{'ab' * 240}{place}", 100) for place in range(50)], spelling_tolerance=2)
    started = time.process_time()

    TYPE.grade(question, {"text": "ba" * 245})
    TYPE.grade(question, {"text": "ab" * 240 + "x"})

    assert time.process_time() - started < 3


def test_answers_worth_nothing_are_not_shown_among_the_accepted() -> None:
    question = content(("admissible", 100), ("inadmissible", 0))

    assert TYPE.key_view(question) == {"accepted": [{"text": "admissible", "percent": 100}]}


def test_statistics_count_answers_as_they_are_compared() -> None:
    counted = TYPE.statistics(G28, [{"text": "G-28"}, {"text": "g–28"}, {"text": "G-29"}, {"text": ""}])

    assert counted == {"responses": 4, "answered": 3, "counts": {"g-28": 2, "g-29": 1}}


def test_the_public_view_knows_the_limit_only() -> None:
    assert TYPE.public_view(G28) == {"most_characters": 500}
