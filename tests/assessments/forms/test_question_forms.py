"""The editor's four steps: every type comes back as it was shown, and nothing a form can say breaks it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.forms.question_fields import faults_said, tree
from assessments.forms.question_reading import read, without_blank_rows
from assessments.forms.question_rows import act
from assessments.forms.question_schema import blank, schema_of
from assessments.kinds.question_facts import check_question
from lms.questions.api import InvalidContent, question_types
from tests.factories.editor import posted, sent_by
from tests.lms.questions.samples import SAMPLES

KINDS = st.sampled_from(question_types.keys())
NAMES = sorted({name for kind in question_types.keys() for name in sent_by(tree(schema_of(kind), blank(schema_of(kind))))})  # noqa: SIM118  a register is no dict
FORMS = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=20), st.sampled_from(["on", "polygon", "number", "single_choice"]) | st.text(max_size=10))


def facts_of(kind: str) -> dict[str, Any]:
    content = question_types.get(kind).validate_content(SAMPLES[kind].content).facts()
    return {**blank(schema_of(kind)), "stem": "What is it?", "external_id": "q-1", "content": content}


@pytest.mark.parametrize("kind", SAMPLES)
def test_what_is_shown_comes_back_as_it_was(kind: str) -> None:
    facts = facts_of(kind)

    back = read(schema_of(kind), "q", posted(sent_by(tree(schema_of(kind), facts))))

    assert back == facts
    assert without_blank_rows(schema_of(kind), back) == facts


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_blank_form_says_what_is_missing_and_every_fault_has_a_field(kind: str) -> None:
    data = without_blank_rows(schema_of(kind), blank(schema_of(kind)))

    with pytest.raises(InvalidContent) as refused:
        check_question(kind, data)

    root = tree(schema_of(kind), data, refused.value.sentences)
    assert len(faults_said(root)) == len(refused.value.sentences)
    assert root.faults == []


@given(kind=KINDS, form=FORMS)
def test_whatever_a_form_says_is_read_shown_again_and_judged_in_sentences(kind: str, form: dict[str, str]) -> None:
    data = without_blank_rows(schema_of(kind), read(schema_of(kind), "q", form))

    try:
        sentences = check_question(kind, data) and []
    except InvalidContent as wrong:
        sentences = wrong.sentences

    assert len(faults_said(tree(schema_of(kind), data, sentences))) == len(sentences)


@given(kind=KINDS, verb=st.sampled_from(["add", "remove", "up", "down", "begin", "end"]), name=st.sampled_from(NAMES), cut=st.integers(0, 4))
def test_no_button_breaks_a_form(kind: str, verb: str, name: str, cut: int) -> None:
    data = facts_of(kind)

    act(schema_of(kind), data, f"{verb}:{'.'.join(name.split('.')[: 6 - cut])}")

    assert tree(schema_of(kind), data).name == "q"


@given(moves=st.lists(st.tuples(st.sampled_from(["up", "down"]), st.integers(0, 4)), max_size=8))
def test_moving_rows_loses_none(moves: list[tuple[str, int]]) -> None:
    data = facts_of("single_choice")
    before = sorted(option["id"] for option in data["content"]["options"])

    for verb, row in moves:
        act(schema_of("single_choice"), data, f"{verb}:q.content.options.{row}")

    assert sorted(option["id"] for option in data["content"]["options"]) == before


def test_a_new_row_gets_an_id_that_none_has() -> None:
    data = facts_of("single_choice")

    named = act(schema_of("single_choice"), data, "add:q.content.options")

    ids = [option["id"] for option in data["content"]["options"]]
    assert (named, len(set(ids))) == (f"q.content.options.{len(ids) - 1}", len(ids))


def test_issues_of_a_case_are_begun_and_taken_away() -> None:
    data = facts_of("fact_pattern")

    act(schema_of("fact_pattern"), data, "end:q.content.issues")
    without = data["content"]["issues"]
    act(schema_of("fact_pattern"), data, "begin:q.content.issues")

    assert without is None
    assert set(data["content"]["issues"]) == {"stem", "points", "content"}
