"""A case with parts: each is a question of its type, and the mark is their exact weighted sum."""

from fractions import Fraction
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.api import question_types, validate_content
from lms.questions.errors import InvalidContent, InvalidMark, InvalidResponse
from lms.questions.types.fact_pattern import FactPatternContent
from tests.lms.questions.browser import Page
from tests.lms.questions.samples import SAMPLES, authorities, fact_pattern, options, part_answers

TYPE = question_types.get("fact_pattern")
CONTENT = TYPE.validate_content(fact_pattern())
CHECKLIST = {"checklist": [{"id": "bar", "text": "The bar", "raised": True}, {"id": "firm", "text": "Resettlement", "raised": False}]}
FULL = {"advice.facts": 3, "advice.law": 2, "issues.time": 2, "issues.harm": 3}


def part(key: str, kind: str, points: int = 1, content: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"id": key, "type": kind, "stem": f"About {key}?", "points": points, "content": SAMPLES[kind].content if content is None else content}


def pattern_of(*parts: dict[str, Any], **more: Any) -> FactPatternContent:
    return TYPE.validate_content({"case": "She arrived in May.", "parts": list(parts), **more})  # type: ignore[no-any-return]


def test_the_worked_example_of_the_documentation() -> None:
    rubric = {"rubric": [{"id": "row", "title": "Names the bar", "points": 4}]}
    content = pattern_of(
        part("bar", "single_choice", 1, {"options": options("a")}),
        part("rule", "authority_finding", 2, authorities("8 CFR 208.13(b)", broader=50)),
        issues={"stem": "Which issues?", "points": 3, "content": rubric},
    )
    response = TYPE.normalize(content, {"sent": {"bar": ["a"], "rule": ["8 CFR 208.13"], "issues": ["The bar."]}})

    before, after = TYPE.grade(content, response), TYPE.mark(content, response, {"issues.row": 2})

    assert before.needs_marking
    assert after.fraction == Fraction(7, 12)
    assert [(one.key, one.fraction, one.weight) for one in after.parts] == [("bar", 1, 1), ("rule", Fraction(1, 2), 2), ("issues", Fraction(1, 2), 3)]


ALONE = [key for key in SAMPLES if key != "fact_pattern" and not question_types.get(key).rubric(question_types.get(key).validate_content(SAMPLES[key].content))]


@given(st.data())
def test_the_mark_is_the_weighted_sum_whatever_the_parts(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(ALONE), min_size=1, max_size=5))
    weights = [data.draw(st.integers(1, 100)) for _ in kinds]
    answers = [data.draw(st.sampled_from(SAMPLES[kind].responses)) for kind in kinds]
    content = pattern_of(*(part(f"p{at}", kind, weights[at]) for at, kind in enumerate(kinds)))
    response = {"parts": {f"p{at}": answer for at, answer in enumerate(answers)}}

    grade = TYPE.grade(content, TYPE.normalize(content, response))

    alone = [question_types.get(kind).grade(question_types.get(kind).validate_content(SAMPLES[kind].content), answers[at]) for at, kind in enumerate(kinds)]
    earned = [one.fraction * weight for one, weight in zip(alone, weights, strict=True) if one.fraction is not None]
    assert grade.fraction == sum(earned, Fraction(0)) / sum(weights)
    assert TYPE.normalize(content, response) == response
    assert (grade.fraction == 1) == all(one.is_right for one in alone)


@pytest.mark.parametrize("kind", [key for key in SAMPLES if key not in ("fact_pattern", "file_upload")])
def test_a_question_of_every_other_type_can_be_a_part(kind: str) -> None:
    content = pattern_of(part("first", kind), part("second", kind))
    view = {"view": TYPE.public_view(content), "name": "q1", "label": "Question 1", "described_by": "stem-1"}

    for answer in SAMPLES[kind].responses:
        response = TYPE.normalize(content, {"parts": {"second": answer}})
        page = Page(render_to_string(TYPE.template, {**view, "response": response}))

        assert TYPE.normalize(content, TYPE.parse(page.sent, "q1")) == response
        assert page.unnamed == []
        assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("answer", SAMPLES["fact_pattern"].responses[2:])
def test_while_one_part_waits_the_whole_does_and_the_others_are_marked(answer: dict[str, Any]) -> None:
    grade = TYPE.grade(CONTENT, answer)

    assert grade.fraction is None
    assert [one.key for one in grade.parts if one.fraction is not None][:2] == ["bar", "rule"]


def test_a_part_for_a_person_that_was_left_open_waits_for_nobody() -> None:
    assert TYPE.grade(CONTENT, part_answers(bar="b", rule="8 CFR 208.13(b)")).fraction == Fraction(3, 10)


def test_the_mark_is_explained_part_by_part() -> None:
    response = part_answers(bar="b", rule="8 CFR 208.13", advice="File soon.", issues="The bar.")

    waiting = TYPE.explain(CONTENT, response, TYPE.grade(CONTENT, response))
    marked = TYPE.explain(CONTENT, response, TYPE.mark(CONTENT, response, FULL | {"issues.harm": 0}))

    assert waiting == [
        "The mark waits until an instructor has marked every part.",
        "Part 1: The right option was chosen: full points.",
        "Part 2: The answer was read as 8 CFR 208.13.",
        "Part 2: It names a broader provision than the one that is asked for: 1/2 of the points.",
        "Part 3: 2 words written.",
        "Part 3: An instructor marks this answer.",
        "Part 4: An instructor marks this answer.",
    ]
    assert marked[0] == "In all, 33/50 of the points."
    assert marked[-2:] == ["Part 3: an instructor gave full points.", "Part 4: an instructor gave 2/5 of the points."]


def test_a_stored_mark_is_explained_without_its_parts() -> None:
    response = part_answers(bar="b", advice="File soon.")
    stored = type(TYPE.grade(CONTENT, response))(Fraction(1, 4))

    said = TYPE.explain(CONTENT, response, stored)

    assert [said[0], said[3], said[4]] == ["In all, 1/4 of the points.", "Part 3: an instructor marked it.", "Part 4: Nothing was written: no points."]
    assert TYPE.explain(CONTENT, part_answers(), stored) == ["Nothing was answered: no points."]


def test_the_rubric_holds_the_rows_of_every_part_that_a_person_marks() -> None:
    rows = [(row.id, row.title, row.points, row.guidance) for row in TYPE.rubric(CONTENT)]

    assert rows == [
        ("advice.facts", "Part 3: Names the facts", 3, "All four of them"),
        ("advice.law", "Part 3: Cites the rule", 2, "8 CFR 1208.4"),
        ("issues.time", "Part 4: Names the one-year bar", 2, "May 2023"),
        ("issues.harm", "Part 4: Names the harm", 3, ""),
    ]


@pytest.mark.parametrize(
    ("points", "sentences"),
    [
        ({key: given for key, given in FULL.items() if key != "issues.harm"}, ["Part 4: “Names the harm” has no points yet."]),
        (
            FULL | {"advice.law": 3, "bar.a": 1},
            ["Points were given for a row that this rubric does not have.", "Part 3: “Cites the rule” takes 0 to 2 points."],
        ),
    ],
)
def test_an_incomplete_mark_is_refused_with_every_fault(points: dict[str, int], sentences: list[str]) -> None:
    with pytest.raises(InvalidMark) as refused:
        TYPE.mark(CONTENT, part_answers(advice="Fled."), points)

    assert refused.value.sentences == sentences


def test_a_checklist_needs_no_person() -> None:
    content = pattern_of(issues={"stem": "Which?", "points": 2, "content": CHECKLIST})

    grade = TYPE.grade(content, TYPE.normalize(content, {"sent": {"issues": ["", "bar"]}}))

    assert grade.is_right
    assert TYPE.rubric(content) == []
    with pytest.raises(InvalidMark, match="marked automatically"):
        TYPE.mark(content, TYPE.blank(content), {})


def test_a_checklist_is_chosen_from_by_check_boxes_and_looked_back_on_in_words() -> None:
    content = pattern_of(issues={"stem": "Which?", "points": 2, "content": CHECKLIST})
    response = TYPE.normalize(content, {"sent": {"issues": ["firm"]}})
    view = TYPE.public_view(content)

    page = Page(render_to_string(TYPE.template, {"view": view, "response": response, "name": "q1"}))
    review = render_to_string(TYPE.review_template, {"view": view, "response": response, "key": TYPE.key_view(content)})

    assert page.sent == {"q1": [""], "q1-issues": ["", "firm"]}
    assert page.unnamed == []
    assert ["Chosen, and not right" in review, "Right, and not chosen" in review] == [True, True]


def test_the_order_is_that_of_each_part_by_itself() -> None:
    content = pattern_of(part("one", "multiple_choice"), part("two", "essay"), issues={"stem": "Which?", "points": 2, "content": CHECKLIST})

    order = TYPE.option_order(content, shuffle=False, seed=1)

    assert order == ["one.a", "one.b", "one.c", "one.d", "one.e", "issues.bar", "issues.firm"]
    turned = TYPE.public_view(content, ["issues.firm", "issues.bar", *(f"one.{key}" for key in "edcba")])
    assert [row["id"] for row in turned["parts"][0]["view"]["options"]] == list("edcba")
    assert [row["id"] for row in turned["parts"][2]["view"]["checklist"]] == ["firm", "bar"]


def test_each_part_is_given_its_own_html() -> None:
    rendered = {path: f"<p><em>{path}</em></p>" for path in TYPE.markdown_fields(CONTENT)}

    view, key = TYPE.public_view(CONTENT, (), rendered), TYPE.key_view(CONTENT, (), rendered)

    assert view["case_html"] == "<em>case</em>"
    assert view["parts"][0]["stem_html"] == "<em>parts.bar.stem</em>"
    assert view["parts"][0]["view"]["options"][0]["html"] == "<em>parts.bar.content.options.a.text</em>"
    assert view["parts"][3]["stem_html"] == "<em>issues.stem</em>"
    assert key["parts"]["issues"]["model_answer_html"] == "<em>issues.content.model_answer</em>"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"parts": [part("a", "fact_pattern")]}, "parts, entry 1, type: this must be one of single_choice, "),
        ({"parts": [part("a", "essay"), part("b", "true_false", 1, {})]}, "parts, entry 2, answer: this is missing."),
        ({"parts": [part("a", "true_false"), part("a", "essay")]}, "Two parts have the same id, a."),
        ({"parts": [part("a-b", "true_false")]}, "parts, entry 1: the id of a part holds no hyphen and is not “issues”."),
        ({"parts": [part("issues", "true_false")]}, "parts, entry 1: the id of a part holds no hyphen and is not “issues”."),
        ({"parts": [], "issues": None}, "A fact pattern needs a part or issues to spot."),
        ({"case": " "}, "case: this must not be empty."),
        (
            {"parts": [part("a", "authority_finding", 1, {"accepted": [{"key": "INA 208"}]})]},
            "parts, entry 1, accepted, entry 1, key: “INA 208” is compared as",
        ),
    ],
)
def test_a_case_nobody_could_work_on_is_refused_with_the_place(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        validate_content("fact_pattern", fact_pattern() | change)

    assert refused.value.sentences[0].startswith(sentence)


@pytest.mark.parametrize(
    "response",
    [
        {"sent": {"other": ["a"]}},
        {"sent": {"": ["a"]}},
        {"sent": {"bar": "a"}},
        {"sent": {"bar": [1]}},
        {"sent": {"bar": ["a", "b"]}},
        {"sent": {f"bar-{at}": ["a"] for at in range(1001)}},
        {"sent": []},
        {"sent": {1: ["a"]}},
        {"parts": {"other": {}}},
        {"parts": {"bar": {"choice": "z"}}},
        {"parts": []},
        {"parts": {}, "issues": {}},
    ],
)
def test_a_response_of_another_shape_is_refused(response: object) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, response)


def test_warnings_name_their_part() -> None:
    assert TYPE.warnings(CONTENT, part_answers(rule="8 CFR 208.13", advice="Fled.")) == ["Part 3: Your answer has 1 word. At least 2 are asked for."]


def test_statistics_count_the_answers_of_each_part() -> None:
    counted = TYPE.statistics(CONTENT, [part_answers(bar="b"), part_answers(bar="b", rule="8 CFR 208.13"), part_answers()])

    assert (counted["responses"], counted["answered"]) == (3, 2)
    assert {key: count for key, count in counted["counts"].items() if count} == {"bar: b": 2, "rule: 8 CFR 208.13": 1}


def test_the_answer_in_one_line_goes_through_the_parts() -> None:
    assert TYPE.summarize(CONTENT, part_answers(bar="a", issues="The bar.")) == "Part 1: Text of a; Part 2: –; Part 3: –; Part 4: The bar."
