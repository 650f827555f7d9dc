"""Multiple choice: three rules for partial credit, each with the properties people expect of a fair mark."""

from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.errors import InvalidResponse
from lms.questions.types.multiple_choice import MultipleChoice, MultipleChoiceContent, Scoring
from tests.lms.questions.samples import options

TYPE = MultipleChoice()
RULES = get_args(Scoring)
IDS = "abcdefghijklmnopqrst"
CONTENT = TYPE.validate_content({"options": options("a", "b", "c"), "scoring": "partial"})


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[str], set[str], set[str]]:
    """All ids, the right ones, and a choice."""
    ids = list(IDS[: draw(st.integers(2, 20))])
    right = draw(st.sets(st.sampled_from(ids), min_size=1))
    return ids, right, draw(st.sets(st.sampled_from(ids)))


def content_of(ids: list[str], right: set[str], rule: str) -> MultipleChoiceContent:
    return TYPE.validate_content({"options": options(*right, among="".join(ids)), "scoring": rule})


def share(ids: list[str], right: set[str], chosen: set[str], rule: str) -> Fraction:
    fraction = TYPE.grade(content_of(ids, right, rule), {"choices": sorted(chosen)}).fraction
    assert fraction is not None
    return fraction


@pytest.mark.parametrize(
    ("chosen", "all_or_nothing", "partial", "with_penalty"),
    [
        ("abc", 1, 1, 1),
        ("ab", 0, Fraction(2, 3), Fraction(2, 3)),
        ("abd", 0, Fraction(2, 3), Fraction(1, 3)),
        ("abcd", 0, Fraction(2, 3), Fraction(2, 3)),
        ("ade", 0, Fraction(1, 3), 0),
        ("abcde", 0, Fraction(1, 3), Fraction(1, 3)),
        ("de", 0, 0, 0),
        ("", 0, 0, 0),
    ],
)
def test_the_worked_example_of_the_documentation(chosen: str, all_or_nothing: int, partial: Fraction, with_penalty: Fraction) -> None:
    marks = [share(list("abcde"), set("abc"), set(chosen), rule) for rule in RULES]

    assert marks == [all_or_nothing, partial, with_penalty]


def test_the_example_that_the_open_university_gives_for_its_own_rule() -> None:
    ids, mammals = list("abcdefg"), set("adeg")

    marks = [share(ids, mammals, set(chosen), "partial_with_penalty") for chosen in ("adeg", "d", "adegf", "adebc")]

    assert marks == [1, Fraction(1, 4), Fraction(3, 4), Fraction(1, 4)]


@given(questions(), st.sampled_from(RULES))
def test_exactly_the_key_and_nothing_else_earns_everything(question: tuple[list[str], set[str], set[str]], rule: str) -> None:
    ids, right, chosen = question

    assert share(ids, right, right, rule) == 1
    assert (share(ids, right, chosen, rule) == 1) == (chosen == right)


@given(questions(), st.sampled_from(RULES))
def test_choosing_nothing_earns_nothing(question: tuple[list[str], set[str], set[str]], rule: str) -> None:
    ids, right, _ = question

    assert share(ids, right, set(), rule) == 0


@given(questions(), st.sampled_from(RULES))
def test_choosing_everything_earns_everything_only_when_everything_is_right(question: tuple[list[str], set[str], set[str]], rule: str) -> None:
    ids, right, _ = question

    assert (share(ids, right, set(ids), rule) == 1) == (right == set(ids))


@given(questions(), st.sampled_from(RULES))
def test_only_wrong_choices_earn_nothing(question: tuple[list[str], set[str], set[str]], rule: str) -> None:
    ids, right, chosen = question

    assert share(ids, right, chosen - right, rule) == 0


@given(questions(), st.sampled_from(IDS))
def test_one_more_right_choice_never_costs_and_one_more_wrong_never_pays(question: tuple[list[str], set[str], set[str]], more: str) -> None:
    ids, right, chosen = question
    if more not in ids:
        more = ids[0]

    for rule in ("partial", "partial_with_penalty"):
        before, after = share(ids, right, chosen - {more}, rule), share(ids, right, chosen | {more}, rule)
        assert before <= after if more in right else before >= after


@given(questions())
def test_the_rules_are_ordered_from_strict_to_lenient(question: tuple[list[str], set[str], set[str]]) -> None:
    ids, right, chosen = question

    strict, lenient, penalty = (share(ids, right, chosen, rule) for rule in RULES)

    assert 0 <= strict <= penalty <= lenient <= 1


@given(questions(), st.sampled_from(RULES), st.randoms())
def test_the_order_of_choices_and_repetitions_change_nothing(question: tuple[list[str], set[str], set[str]], rule: str, random: object) -> None:
    ids, right, chosen = question
    content = content_of(ids, right, rule)
    mixed = sorted(chosen) * 2
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert TYPE.normalize(content, {"choices": mixed}) == {"choices": sorted(chosen)}


def test_parts_tell_for_each_option_whether_it_was_judged_rightly() -> None:
    grade = TYPE.grade(CONTENT, {"choices": ["a", "d"]})

    assert {part.key: part.fraction for part in grade.parts} == {"a": 1, "b": 0, "c": 0, "d": 0, "e": 1}
    assert grade.feedback == ("options.a.feedback", "options.d.feedback")


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (["a", "b", "c"], ["3 of 3 right choices, 0 wrong: full points."]),
        (
            ["a", "b", "d"],
            [
                "2 of 3 right choices, 1 wrong: 2/3 of the points.",
                "Each right option earns its share, and each choice beyond the number of right ones takes one share back.",
            ],
        ),
        ([], ["No option was chosen: no points."]),
    ],
)
def test_the_mark_is_explained_by_its_rule(choices: list[str], said: list[str]) -> None:
    response = {"choices": choices}

    assert TYPE.explain(CONTENT, response, TYPE.grade(CONTENT, response)) == said


@pytest.mark.parametrize("choices", [None, "ab", {"a": True}, ["a", "z"], [["a"]], [True], [None], ["a"] * 101])
def test_what_is_not_a_list_of_this_questions_options_is_refused(choices: object) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, {"choices": choices})


def test_a_form_sends_each_chosen_id_beside_the_empty_field() -> None:
    assert TYPE.parse({"q1": ["", "c", "a"]}, "q1") == {"choices": ["c", "a"]}


def test_partial_credit_is_the_default_and_is_said_to_students() -> None:
    content = TYPE.validate_content({"options": options("a")})

    assert content.facts()["scoring"] == "partial"
    assert TYPE.public_view(content)["scoring"] == "partial"


def test_statistics_count_each_option_of_each_choice() -> None:
    counted = TYPE.statistics(CONTENT, [{"choices": ["a", "b"]}, {"choices": ["a"]}, {"choices": []}])

    assert counted == {"responses": 3, "answered": 2, "counts": {"a": 2, "b": 1, "c": 0, "d": 0, "e": 0}}


def test_the_key_view_tells_what_is_right() -> None:
    assert [option["correct"] for option in TYPE.key_view(CONTENT)["options"]] == [True, True, True, False, False]


def test_the_answer_in_one_line_lists_the_options() -> None:
    assert TYPE.summarize(CONTENT, {"choices": ["a", "c"]}) == "Text of a; Text of c"
