"""Essay: kept whole, counted, marked by a person."""

from fractions import Fraction

import pytest

from lms.questions.errors import InvalidMark, InvalidResponse
from lms.questions.types.essay import MOST_BYTES, Essay
from tests.lms.questions.samples import essay

TYPE = Essay()
CONTENT = TYPE.validate_content(essay())


def test_a_written_essay_waits_for_a_person() -> None:
    grade = TYPE.grade(CONTENT, {"text": "She fled."})

    assert grade.fraction is None
    assert [(part.key, part.fraction, part.weight) for part in grade.parts] == [("facts", None, 3), ("law", None, 2)]


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_essay_needs_no_marker(text: str) -> None:
    response = {"text": text}

    grade = TYPE.grade(CONTENT, response)

    assert grade.fraction == 0
    assert TYPE.explain(CONTENT, response, grade) == ["Nothing was written: no points."]


def test_a_person_marks_by_the_rubric() -> None:
    response = {"text": "She fled."}

    grade = TYPE.mark(CONTENT, response, {"facts": 2, "law": Fraction(1, 2)})

    assert grade.fraction == Fraction(1, 2)
    assert TYPE.explain(CONTENT, response, grade) == ["2 words written.", "An instructor gave 5/2 of 5 points by the rubric."]


def test_an_incomplete_mark_is_refused() -> None:
    with pytest.raises(InvalidMark, match="“Cites the rule” has no points yet"):
        TYPE.mark(CONTENT, {"text": "She fled."}, {"facts": 2})


def test_before_marking_the_explanation_says_who_marks() -> None:
    response = {"text": "Fled."}

    assert TYPE.explain(CONTENT, response, TYPE.grade(CONTENT, response)) == ["1 word written.", "An instructor marks this answer."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one", ["Your answer has 1 word. At least 2 are asked for."]),
        ("one two", []),
        ("one two three four five", []),
        ("one two three four five six", ["Your answer has 6 words. At most 5 are asked for."]),
    ],
)
def test_word_limits_are_warnings_and_never_refusals(text: str, said: list[str]) -> None:
    response = TYPE.normalize(CONTENT, {"text": text})

    assert response == {"text": text}
    assert TYPE.warnings(CONTENT, response) == said


def test_without_limits_nothing_is_warned_of() -> None:
    free = TYPE.validate_content(essay(minimum_words=0, maximum_words=None))

    assert TYPE.warnings(free, {"text": "word " * 10_000}) == []


def test_what_was_written_is_kept_to_the_last_blank() -> None:
    assert TYPE.normalize(CONTENT, {"text": "\n  First.\r\n\r\nSecond. \n"}) == {"text": "\n  First.\n\nSecond. \n"}


def test_an_essay_fits_up_to_200_kilobytes() -> None:
    assert TYPE.normalize(CONTENT, {"text": "x" * MOST_BYTES})["text"] == "x" * 200_000
    for text in ("x" * (MOST_BYTES + 1), "ñ" * 100_001):
        with pytest.raises(InvalidResponse, match="at most 200,000 fit"):
            TYPE.normalize(CONTENT, {"text": text})


@pytest.mark.parametrize("text", [None, 5, ["x"], "a\0", "\udc80"])
def test_what_is_not_text_is_refused(text: object) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, {"text": text})


def test_students_see_neither_rubric_nor_model_answer_before_release() -> None:
    assert TYPE.public_view(CONTENT) == {"minimum_words": 2, "maximum_words": 5, "most_bytes": 200_000}


def test_guidance_is_for_markers_only() -> None:
    key = TYPE.key_view(CONTENT, (), {"model_answer": "<p>She arrived in <em>May</em>.</p>"})

    assert key == {
        "model_answer_html": "She arrived in <em>May</em>.",
        "rubric": [{"id": "facts", "title": "Names the facts", "points": 3}, {"id": "law", "title": "Cites the rule", "points": 2}],
    }
    assert [row.guidance for row in TYPE.rubric(CONTENT)] == ["All four of them", "8 CFR 1208.4"]


def test_statistics_add_how_long_the_essays_are() -> None:
    counted = TYPE.statistics(CONTENT, iter([{"text": "one two"}, {"text": ""}, {"text": "one two three"}]))

    assert counted == {"responses": 3, "answered": 2, "counts": {}, "words": {"least": 2, "most": 3, "total": 5}}


def test_the_answer_in_one_line_is_its_beginning() -> None:
    assert TYPE.summarize(CONTENT, {"text": "First line.\n\nSecond " + "word " * 50}).startswith("First line. Second word")
