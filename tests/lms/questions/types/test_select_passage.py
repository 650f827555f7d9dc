"""Passage: sentences marked in a text, paid with or without penalty."""

import random
import re
from fractions import Fraction
from typing import Any, get_args

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.choosing import Scoring
from lms.questions.errors import InvalidContent, InvalidResponse
from lms.questions.types.select_passage import SelectPassage, SelectPassageContent
from tests.lms.questions.samples import sentences

TYPE = SelectPassage()
CONTENT = TYPE.validate_content(sentences())
RULES = get_args(Scoring)
KEYS = st.sets(st.sampled_from("abcde"), min_size=1)
MARKED = st.sets(st.sampled_from("abcde"))


def content_of(right: set[str], rule: str) -> SelectPassageContent:
    return TYPE.validate_content(sentences("".join(right), scoring=rule))


def share(content: SelectPassageContent, marked: set[str]) -> Fraction:
    fraction = TYPE.grade(content, TYPE.normalize(content, {"marked": sorted(marked)})).fraction
    assert fraction is not None
    return fraction


@pytest.mark.parametrize(
    ("marked", "all_or_nothing", "partial", "with_penalty"),
    [
        ("bd", 1, 1, 1),
        ("b", 0, Fraction(1, 2), Fraction(1, 2)),
        ("ab", 0, Fraction(1, 2), 0),
        ("abd", 0, Fraction(1, 2), Fraction(1, 2)),
        ("ac", 0, 0, 0),
        ("", 0, 0, 0),
    ],
)
def test_each_rule_pays_as_it_says(marked: str, all_or_nothing: int, partial: Fraction, with_penalty: Fraction) -> None:
    assert [share(content_of({"b", "d"}, rule), set(marked)) for rule in RULES] == [all_or_nothing, partial, with_penalty]


@given(KEYS, MARKED, st.sampled_from(RULES))
def test_only_the_key_earns_everything(right: set[str], marked: set[str], rule: str) -> None:
    content = content_of(right, rule)

    assert share(content, right) == 1
    assert 0 <= share(content, marked) <= 1
    assert (share(content, marked) == 1) == (marked == right)


@given(KEYS, MARKED)
def test_a_penalty_never_pays_more_than_none(right: set[str], marked: set[str]) -> None:
    strict, lenient, penalty = (share(content_of(right, rule), marked) for rule in RULES)

    assert strict <= penalty <= lenient


@given(KEYS, st.sampled_from(RULES))
def test_marking_everything_pays_in_full_only_where_everything_is_right(right: set[str], rule: str) -> None:
    assert (share(content_of(right, rule), set("abcde")) == 1) == (len(right) == 5)


@given(MARKED, st.randoms())
def test_the_order_of_marks_and_repetitions_change_nothing(marked: set[str], chance: random.Random) -> None:
    sent = sorted(marked) * 2
    chance.shuffle(sent)

    once = TYPE.normalize(CONTENT, {"marked": sent})

    assert TYPE.normalize(CONTENT, once) == once == {"marked": sorted(marked)}


@given(KEYS)
def test_the_public_view_does_not_move_when_the_key_does(right: set[str]) -> None:
    other = content_of(right, "partial_with_penalty")

    assert TYPE.public_view(other) == TYPE.public_view(CONTENT)
    assert TYPE.option_order(other, shuffle=True, seed=1) == []


def test_the_text_keeps_its_order_and_its_paragraphs() -> None:
    view = TYPE.public_view(CONTENT, ["e", "a"])

    assert [[sentence["text"] for sentence in paragraph] for paragraph in view["paragraphs"]] == [
        ["Sentence a.", "Sentence b."],
        ["Sentence c.", "Sentence d.", "Sentence e."],
    ]


def test_no_id_of_the_authors_is_on_the_page() -> None:
    rows = [{"id": "holding", "text": "We hold so.", "correct": True}, {"id": "facts", "text": "She came."}]
    content = TYPE.validate_content({"sentences": rows})

    html = render_to_string(TYPE.template, {"view": TYPE.public_view(content), "response": {"marked": ["holding"]}, "name": "q1"})

    assert not re.findall("holding|facts", html)
    assert html.count(" checked") == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"sentences": sentences()["sentences"][:1]}, "sentences: this list is too short: it needs 2 or more."),
        ({"sentences": sentences("")["sentences"]}, "At least one sentence must be correct."),
        ({"sentences": sentences()["sentences"] * 2}, "Two sentences have the same id, a."),
        ({"sentences": [*sentences()["sentences"], {"id": "f", "text": "  "}]}, "sentences, entry 6, text: this must not be empty."),
        ({"scoring": "by_luck"}, "scoring: this must be one of 'all_or_nothing', 'partial' or 'partial_with_penalty'."),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        TYPE.validate_content(sentences() | change)

    assert refused.value.sentences == [sentence]


@pytest.mark.parametrize("marked", [None, "ab", {"a": True}, ["z"], ["S0"], ["S6"], [["a"]], [1], ["a"] * 101])
def test_a_forged_answer_is_refused(marked: Any) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, {"marked": marked})


def test_a_form_sends_places_and_ids_are_kept() -> None:
    assert TYPE.normalize(CONTENT, TYPE.parse({"q1": ["", "S4", "S1"]}, "q1")) == {"marked": ["a", "d"]}


@pytest.mark.parametrize(
    ("marked", "rule", "said"),
    [
        ("bd", "partial", ["2 of 2 right sentences, 0 wrong: full points."]),
        (
            "ab",
            "partial_with_penalty",
            ["1 of 2 right sentences, 1 wrong: no points.", "Each right sentence earns its share, and each wrong one takes one share back."],
        ),
        ("b", "all_or_nothing", ["1 of 2 right sentences, 0 wrong: no points.", "Points are given only for every right sentence and no other."]),
        ("", "partial", ["No sentence was marked: no points."]),
    ],
)
def test_the_mark_is_explained_by_its_rule(marked: str, rule: str, said: list[str]) -> None:
    content, response = content_of({"b", "d"}, rule), {"marked": list(marked)}

    assert TYPE.explain(content, response, TYPE.grade(content, response)) == said


def test_feedback_speaks_to_what_was_marked() -> None:
    grade = TYPE.grade(CONTENT, {"marked": ["a", "b"]})

    assert grade.feedback == ("sentences.a.feedback", "sentences.b.feedback")
    assert {part.key: part.fraction for part in grade.parts} == {"a": 0, "b": 1, "c": 1, "d": 0, "e": 1}


def test_statistics_count_each_sentence() -> None:
    counted = TYPE.statistics(CONTENT, [{"marked": ["a", "b"]}, {"marked": ["b"]}, {"marked": []}])

    assert counted == {"responses": 3, "answered": 2, "counts": {"a": 1, "b": 2, "c": 0, "d": 0, "e": 0}}


def test_the_answer_in_one_line() -> None:
    assert TYPE.summarize(CONTENT, {"marked": ["b", "d"]}) == "Sentence b. … Sentence d."


@pytest.mark.parametrize(
    ("scoring", "said"),
    [
        ("all_or_nothing", "every right sentence and no other"),
        ("partial", "Marking more sentences than are right takes shares back"),
        ("partial_with_penalty", "Each wrong sentence takes one share back"),
    ],
)
def test_students_are_told_how_marks_are_paid(scoring: str, said: str) -> None:
    assert said in render_to_string(TYPE.template, {"view": TYPE.public_view(content_of({"a"}, scoring)), "name": "q1"})


def test_the_review_says_in_words_what_was_marked_and_what_was_right() -> None:
    facts = {"view": TYPE.public_view(CONTENT), "response": {"marked": ["a", "b"]}}

    before, after = (render_to_string(TYPE.review_template, facts | more) for more in ({}, {"key": TYPE.key_view(CONTENT)}))

    assert (before.count("(marked)"), before.count("<mark>")) == (2, 2)
    assert [after.count(words) for words in ("Chosen, and right", "Chosen, and not right", "Right, and not chosen")] == [1, 1, 1]
