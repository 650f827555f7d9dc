"""What every question type promises, tried on every registered type."""

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.api import Content, Grade, InvalidContent, InvalidMark, InvalidResponse, QuestionType, validate_content
from tests.lms.questions.contract import EACH_RESPONSE, EACH_TYPE, is_json, leaves, made, replaced
from tests.lms.questions.samples import SAMPLES

ODD_TEXT = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(["a", "A", "а", "a\0", "\ud800", "a\n", " a", "ａ", "true", "x" * 300_000])
ODD_LEAF = st.none() | st.booleans() | st.integers() | st.floats() | ODD_TEXT | st.binary(max_size=5) | st.fractions()
ODD = st.recursive(
    ODD_LEAF,
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner) | st.dictionaries(ODD_TEXT | st.integers(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "choice",
    "choices",
    "value",
    "text",
    "options",
    "accepted",
    "answer",
    "rubric",
    "items",
    "groups",
    "gaps",
    "steps",
    "places",
    "sentences",
    "marked",
    "files",
]
LARGER = [("text", "keys"), ("area", "x", "y"), ("sent",), ("parts",)]  # responses of more than one field, or of fields within fields
ODD_RESPONSE = (
    ODD
    | st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=2)
    | st.sampled_from(LARGER).flatmap(lambda names: st.fixed_dictionaries(dict.fromkeys(names, ODD)))
)


# Content


@EACH_TYPE
def test_content_written_out_reads_as_the_same_content(key: str) -> None:
    question_type, content = made(key)

    facts = content.facts()

    assert question_type.validate_content(facts) == content
    assert is_json(facts)


@EACH_TYPE
@given(data=ODD | st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=3))
def test_odd_content_is_refused_in_sentences_that_can_be_shown(key: str, data: Any) -> None:
    sentences = sentences_about(key, data)

    assert all(sentence.encode() and sentence.endswith(".") and sentence.isprintable() for sentence in sentences)
    assert sentences or is_json(validate_content(key, data).facts())


@EACH_TYPE
def test_a_field_nobody_knows_is_refused(key: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        validate_content(key, SAMPLES[key].content | {"colour": "red"})

    assert refused.value.sentences == ["colour: this question type has no such field."]


@EACH_TYPE
def test_a_character_no_database_holds_is_refused_in_every_text(key: str) -> None:
    for path, value in leaves(SAMPLES[key].content):
        if isinstance(value, str):
            with pytest.raises(InvalidContent):
                validate_content(key, replaced(SAMPLES[key].content, path, "x\0"))


@EACH_TYPE
def test_markdown_fields_are_found_by_paths_without_positions(key: str) -> None:
    question_type, content = made(key)

    fields = question_type.markdown_fields(content)

    assert all(isinstance(text, str) and text for text in fields.values())
    assert not [path for path in fields if any(step.isdigit() for step in path.split("."))]


# Responses


@EACH_RESPONSE
def test_normalizing_twice_changes_nothing(key: str, response: dict[str, Any]) -> None:
    question_type, content = made(key)

    once = question_type.normalize(content, response)

    assert question_type.normalize(content, once) == once == response
    assert is_json(once)


@EACH_TYPE
@given(odd=ODD_RESPONSE)
def test_an_odd_response_is_refused_or_graded_never_an_error(key: str, odd: Any) -> None:
    question_type, content = made(key)
    try:
        response = question_type.normalize(content, odd)
    except InvalidResponse:
        return

    assert question_type.normalize(content, response) == response
    assert is_json(response)
    assert json.dumps(response, ensure_ascii=False).encode()
    assert_is_whole(question_type, content, response)


@EACH_TYPE
@given(values=st.lists(ODD_TEXT, max_size=4))
def test_whatever_a_form_sends_is_refused_or_graded(key: str, values: list[str]) -> None:
    question_type, content = made(key)
    parsed = question_type.parse({"q1": values}, "q1")
    try:
        response = question_type.normalize(content, parsed)
    except InvalidResponse:
        return

    assert_is_whole(question_type, content, response)


@EACH_TYPE
def test_a_form_without_the_question_says_nothing_about_it(key: str) -> None:
    question_type, _ = made(key)

    assert question_type.parse({"q10": ["a"], "other": ["a"]}, "q1") is None


@EACH_TYPE
def test_an_empty_field_says_that_the_question_was_left_open(key: str) -> None:
    question_type, content = made(key)

    sent_empty = question_type.normalize(content, question_type.parse({"q1": [""]}, "q1"))

    assert sent_empty == question_type.blank(content)
    assert not question_type.is_answered(content, sent_empty)


@pytest.mark.parametrize("key", [key for key, sample in SAMPLES.items() if sample.field])
def test_two_different_values_for_one_answer_are_never_chosen_between(key: str) -> None:
    question_type, content = made(key)

    with pytest.raises(InvalidResponse):
        question_type.normalize(content, question_type.parse({SAMPLES[key].field: ["a", "b"]}, "q1"))


@EACH_TYPE
def test_a_response_with_a_second_field_is_refused(key: str) -> None:
    question_type, content = made(key)

    with pytest.raises(InvalidResponse):
        question_type.normalize(content, SAMPLES[key].responses[-1] | {"points": 100})


# Marks


@EACH_RESPONSE
def test_a_grade_is_exact_and_the_same_every_time(key: str, response: dict[str, Any]) -> None:
    question_type, content = made(key)

    assert question_type.grade(content, response) == question_type.grade(content, response)
    assert_is_whole(question_type, content, response)


@EACH_RESPONSE
def test_a_stored_mark_without_parts_is_explained_like_a_fresh_one(key: str, response: dict[str, Any]) -> None:
    question_type, content = made(key)
    grade = question_type.grade(content, response)

    assert question_type.explain(content, response, Grade(grade.fraction)) == question_type.explain(content, response, grade)


@EACH_TYPE
def test_leaving_a_question_open_earns_nothing_and_waits_for_nobody(key: str) -> None:
    question_type, content = made(key)

    assert question_type.grade(content, question_type.blank(content)).fraction == 0


@EACH_TYPE
def test_only_types_with_a_rubric_are_marked_by_a_person(key: str) -> None:
    question_type, content = made(key)
    rubric = question_type.rubric(content)
    full = {criterion.id: criterion.points for criterion in rubric}

    if rubric:  # a type may mark other parts by itself, so not every response earns everything
        assert any(question_type.mark(content, response, full).is_right for response in SAMPLES[key].responses)
    else:
        with pytest.raises(InvalidMark, match="marked automatically"):
            question_type.mark(content, question_type.blank(content), full)


@EACH_RESPONSE
def test_the_feedback_a_grade_names_exists(key: str, response: dict[str, Any]) -> None:
    question_type, content = made(key)
    grade = question_type.grade(content, response)
    rendered = {path: f"<p>{path}</p>" for path in question_type.markdown_fields(content)}

    assert question_type.feedback_view(content, grade, rendered) == list(grade.feedback)


# Views


@EACH_RESPONSE
def test_everything_for_pages_is_plain_data(key: str, response: dict[str, Any]) -> None:
    question_type, content = made(key)
    grade = question_type.grade(content, response)

    assert is_json(question_type.public_view(content))
    assert is_json(question_type.key_view(content))
    assert is_json(question_type.explain(content, response, grade))
    assert is_json(question_type.statistics(content, [response]))
    assert "\n" not in question_type.summarize(content, response)
    assert len(question_type.summarize(content, response)) <= 80


@EACH_TYPE
def test_text_that_was_not_rendered_is_escaped(key: str) -> None:
    sample = SAMPLES[key]
    data = sample.content
    for path, value in leaves(data):
        if isinstance(value, str) and path[-1] in {"text", "feedback", "feedback_true", "feedback_false", "model_answer"}:
            data = replaced(data, path, f"<script>{value}</script>")
    question_type, content = made(key, data)

    for view in (question_type.public_view(content), question_type.key_view(content)):
        for path, value in leaves(view):
            assert "<script" not in str(value) or not str(path[-1]).endswith("html")


@EACH_TYPE
def test_the_same_seed_gives_the_same_order_of_the_same_parts(key: str) -> None:
    question_type, content = made(key)
    written = question_type.option_order(content, shuffle=False, seed=1)

    shuffled = [question_type.option_order(content, shuffle=True, seed=seed) for seed in range(40)]

    assert shuffled == [question_type.option_order(content, shuffle=True, seed=seed) for seed in range(40)]
    assert all(sorted(order) == sorted(written) for order in shuffled)
    assert not written or len({tuple(order) for order in shuffled}) > 10


@EACH_TYPE
def test_statistics_count_everyone_once(key: str) -> None:
    question_type, content = made(key)
    responses = SAMPLES[key].responses

    counted = question_type.statistics(content, iter(responses * 2))

    assert counted["responses"] == 2 * len(responses)
    assert counted["answered"] == 2 * sum(question_type.is_answered(content, response) for response in responses)
    assert all(isinstance(count, int) for count in counted["counts"].values())


@EACH_TYPE
def test_statistics_of_nobody_are_zeros(key: str) -> None:
    question_type, content = made(key)

    counted = question_type.statistics(content, [])

    assert (counted["responses"], counted["answered"], sum(counted["counts"].values())) == (0, 0, 0)


def sentences_about(key: str, data: Any) -> list[str]:
    """What is said against ``data`` as content; at least one sentence when it is refused, none when it is right."""
    try:
        validate_content(key, data)
    except InvalidContent as refused:
        return refused.sentences or ["Refused without a word"]
    return []


def assert_is_whole(question_type: QuestionType[Any], content: Content, response: dict[str, Any]) -> None:
    """The grade is exact and within bounds, and everything said about the response can be said."""
    grade = question_type.grade(content, response)

    assert grade.fraction is None or (type(grade.fraction) is Fraction and 0 <= grade.fraction <= 1)
    assert all(part.fraction is None or 0 <= part.fraction <= 1 for part in grade.parts)
    assert grade.needs_marking == (grade.fraction is None)
    assert all(sentence.endswith(".") for sentence in question_type.explain(content, response, grade))
    assert question_type.summarize(content, response)
    assert question_type.statistics(content, [response])["responses"] == 1
