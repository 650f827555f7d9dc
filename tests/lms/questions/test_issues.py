"""Issues are found by rows: a person's, or a list's in which a wrong choice takes points back."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.errors import InvalidContent, InvalidMark, InvalidResponse
from lms.questions.issues import Issues, IssueSpotting

TYPE = IssueSpotting()


def row(key: str, *, raised: bool, points: int = 1) -> dict[str, Any]:
    return {"id": key, "text": f"The {key}", "raised": raised, "points": points, "feedback": f"About the {key}"}


LIST = TYPE.validate_content({"checklist": [row("bar", raised=True, points=2), row("nexus", raised=True), row("firm", raised=False)]})
WRITTEN = TYPE.validate_content({"rubric": [{"id": "bar", "title": "Names the bar", "points": 2}, {"id": "nexus", "title": "Names the nexus", "points": 1}]})


@st.composite
def lists(draw: st.DrawFn) -> tuple[Issues, list[str]]:
    """A checklist and a choice from it."""
    keys = "abcdefgh"[: draw(st.integers(1, 8))]
    raised = draw(st.sets(st.sampled_from(keys), min_size=1))
    content = TYPE.validate_content({"checklist": [row(key, raised=key in raised, points=draw(st.integers(1, 100))) for key in keys]})
    return content, sorted(draw(st.sets(st.sampled_from(keys))))


def share(content: Issues, chosen: list[str]) -> Fraction:
    fraction = TYPE.grade(content, TYPE.normalize(content, {"sent": chosen})).fraction
    assert fraction is not None
    return fraction


@pytest.mark.parametrize(
    ("chosen", "earned"),
    [
        (["bar", "nexus"], 1),
        (["bar"], Fraction(2, 3)),
        (["bar", "firm"], Fraction(1, 3)),
        (["bar", "nexus", "firm"], Fraction(2, 3)),
        (["firm"], 0),
        ([], 0),
    ],
)
def test_the_worked_example_of_the_documentation(chosen: list[str], earned: Fraction) -> None:
    assert share(LIST, chosen) == earned


@given(lists())
def test_full_points_only_for_exactly_the_raised_issues(question: tuple[Issues, list[str]]) -> None:
    content, chosen = question
    raised = [issue.id for issue in content.checklist if issue.raised]

    assert 0 <= share(content, chosen) <= 1
    assert (share(content, chosen) == 1) == (chosen == raised)
    assert share(content, []) == 0


@given(lists(), st.sampled_from("abcdefgh"))
def test_a_raised_issue_more_never_costs_and_another_never_pays(question: tuple[Issues, list[str]], more: str) -> None:
    content, chosen = question
    issue = next((issue for issue in content.checklist if issue.id == more), content.checklist[0])

    without, with_it = [key for key in chosen if key != issue.id], sorted({*chosen, issue.id})

    assert share(content, without) <= share(content, with_it) if issue.raised else share(content, without) >= share(content, with_it)


@given(lists())
def test_normalizing_twice_is_once_and_the_view_does_not_move_with_the_key(question: tuple[Issues, list[str]]) -> None:
    content, chosen = question
    turned = TYPE.validate_content({"checklist": [row(issue.id, raised=True) for issue in content.checklist]})

    once = TYPE.normalize(content, {"sent": chosen})

    assert TYPE.normalize(content, once) == once
    assert TYPE.public_view(turned) == TYPE.public_view(content)


def test_feedback_speaks_to_each_row_judged_wrongly() -> None:
    grade = TYPE.grade(LIST, {"text": "", "chosen": ["bar", "firm"]})

    assert grade.feedback == ("checklist.nexus.feedback", "checklist.firm.feedback")
    assert [(part.key, part.fraction) for part in grade.parts] == [("bar", 1), ("nexus", 0), ("firm", 0)]


@pytest.mark.parametrize(
    ("content", "response", "said"),
    [
        (LIST, {"text": "", "chosen": []}, ["No issue was chosen: no points."]),
        (LIST, {"text": "", "chosen": ["bar", "firm"]}, ["1 of 2 issues found, 1 chosen that the facts do not raise: 1/3 of the points."]),
        (WRITTEN, {"text": " ", "chosen": []}, ["Nothing was written: no points."]),
        (WRITTEN, {"text": "The bar.", "chosen": []}, ["An instructor marks this answer."]),
    ],
)
def test_the_mark_is_explained(content: Issues, response: dict[str, Any], said: list[str]) -> None:
    assert TYPE.explain(content, response, TYPE.grade(content, response)) == said


def test_a_person_marks_written_issues_and_nobody_else() -> None:
    response = TYPE.normalize(WRITTEN, {"sent": ["The bar."]})
    marked = TYPE.mark(WRITTEN, response, {"bar": 1, "nexus": 1})

    assert TYPE.grade(WRITTEN, response).needs_marking
    assert marked.fraction == Fraction(2, 3)
    assert TYPE.explain(WRITTEN, response, marked) == ["An instructor gave 2/3 of the points by the rubric."]
    with pytest.raises(InvalidMark):
        TYPE.mark(LIST, TYPE.blank(LIST), {"bar": 2})


@pytest.mark.parametrize(
    ("content", "response"),
    [
        (LIST, {"sent": ["other"]}),
        (LIST, {"sent": "bar"}),
        (LIST, {"text": "words", "chosen": []}),
        (LIST, {"text": "", "chosen": ["bar"] * 101}),
        (WRITTEN, {"text": "", "chosen": ["bar"]}),
        (WRITTEN, {"sent": ["one", "two"]}),
        (WRITTEN, {"text": "x" * 200_001, "chosen": []}),
        (WRITTEN, {"text": "only"}),
    ],
)
def test_a_response_of_another_shape_is_refused(content: Issues, response: object) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(content, response)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Issues need either a rubric, for a person, or a checklist."),
        (
            {"rubric": [{"id": "a", "title": "A", "points": 1}], "checklist": [row("a", raised=True)]},
            "Issues need either a rubric, for a person, or a checklist.",
        ),
        ({"checklist": [row("a", raised=False)]}, "At least one issue of the checklist must be raised by the facts."),
        ({"checklist": [row("a", raised=True), row("a", raised=False)]}, "Two rows have the same id, a."),
    ],
)
def test_issues_nobody_could_find_are_refused(data: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        TYPE.validate_content(data)

    assert refused.value.sentences == [sentence]
