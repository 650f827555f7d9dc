"""Fill in the blanks: each gap read and paid in its own way, all of them in one text."""

import random
import re
from fractions import Fraction
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.errors import InvalidContent, InvalidResponse
from lms.questions.types.fill_in_the_blanks import FillInTheBlanks, FillInTheBlanksContent
from tests.lms.questions.samples import gap_options, gaps, page_name

TYPE = FillInTheBlanks()
CONTENT = TYPE.validate_content(gaps())
KEY = {"form": "I-589", "days": "30", "who": "judge"}
ANSWERS = st.fixed_dictionaries(
    {
        "form": st.sampled_from(["", "I-589", "i–589", "I-130", "x"]),
        "days": st.sampled_from(["", "30", "30.0", "31", "many"]),
        "who": st.sampled_from(["", "judge", "officer", "clerk"]),
    }
)


def gap(key: str, **changes: Any) -> dict[str, Any]:
    """One gap of the sample, changed."""
    return next(one for one in gaps()["gaps"] if one["id"] == key) | changes


def share(content: FillInTheBlanksContent, given: dict[str, str]) -> Fraction:
    fraction = TYPE.grade(content, TYPE.normalize(content, {"gaps": given})).fraction
    assert fraction is not None
    return fraction


def test_the_worked_example_of_the_documentation() -> None:
    days = gap("days", accepted=[{"number": "20"}, {"number": "30", "percent": 50}])
    text = "File Form [[form]] within [[days]] days with the [[who]]."
    content, strict = (TYPE.validate_content(gaps(text=text, gaps=[gap("form"), days, gap("who")], scoring=rule)) for rule in ("per_gap", "all_or_nothing"))

    assert (share(content, KEY), share(strict, KEY), share(strict, KEY | {"days": "20"})) == (Fraction(5, 6), 0, 1)


@given(ANSWERS, st.sampled_from(["per_gap", "all_or_nothing"]))
def test_a_mark_lies_between_nothing_and_everything_and_only_the_key_earns_everything(given: dict[str, str], scoring: str) -> None:
    content = TYPE.validate_content(gaps(scoring=scoring))
    right = given["form"] in ("I-589", "i–589") and given["days"] in ("30", "30.0") and given["who"] == "judge"

    assert 0 <= share(content, given) <= 1
    assert (share(content, given) == 1) == right
    assert share(content, KEY) == 1


@given(ANSWERS, st.sampled_from(list(KEY)))
def test_one_more_right_gap_never_costs(given: dict[str, str], key: str) -> None:
    assert share(CONTENT, given | {key: KEY[key]}) >= share(CONTENT, given)


@given(ANSWERS, st.randoms())
def test_the_order_in_which_gaps_are_described_or_answered_changes_nothing(given: dict[str, str], chance: random.Random) -> None:
    described, rows = list(gaps()["gaps"]), list(given.items())
    chance.shuffle(described)
    chance.shuffle(rows)
    other = TYPE.validate_content(gaps(gaps=described))

    assert share(other, dict(rows)) == share(CONTENT, given)
    assert TYPE.public_view(other) == TYPE.public_view(CONTENT)
    assert TYPE.normalize(CONTENT, {"gaps": dict(rows)}) == {"gaps": given}


@given(st.fixed_dictionaries({"form": st.text(max_size=20), "days": st.text(max_size=20)}))
def test_normalizing_twice_is_once(given: dict[str, str]) -> None:
    try:
        once = TYPE.normalize(CONTENT, {"gaps": given})
    except InvalidResponse:
        assert any(not char.isprintable() for text in given.values() for char in text)
        return

    assert TYPE.normalize(CONTENT, once) == once


@given(st.sampled_from(["I-130", "N-400"]), st.integers(0, 99), st.sampled_from(["officer", "clerk"]), st.none() | st.integers())
def test_the_public_view_does_not_move_when_the_key_does(form: str, days: int, who: str, seed: int | None) -> None:
    other = TYPE.validate_content(gaps(form=form, days=str(days), who=who))
    orders = [[] if seed is None else TYPE.option_order(content, shuffle=True, seed=seed) for content in (CONTENT, other)]

    assert orders[0] == orders[1]
    assert TYPE.public_view(CONTENT, orders[0]) == TYPE.public_view(other, orders[1])


def test_gaps_are_numbered_as_the_text_has_them() -> None:
    view = TYPE.public_view(CONTENT, ["gaps.who.clerk", "gaps.who.judge", "gaps.gone.x"])

    kinds = [[piece.get("text") or (piece["gap"]["number"], piece["gap"]["kind"]) for piece in paragraph] for paragraph in view["paragraphs"]]
    assert kinds == [["File Form ", (1, "text"), " with\n", (2, "choice"), "."], ["You have ", (3, "number"), " days."]]
    assert [option["id"] for option in view["paragraphs"][0][3]["gap"]["options"]] == ["clerk", "judge", "officer", "sheriff"]


def test_neither_an_id_nor_the_width_of_a_field_tells_the_answer() -> None:
    html = render_to_string(TYPE.template, {"view": TYPE.public_view(CONTENT), "response": {"gaps": KEY | {"form": "", "days": ""}}, "name": "q1"})

    printed = set(re.findall(r'(?:value|name|id|for)="([^"]*)"', html))
    assert not [text for text in printed if text in (*KEY, *KEY.values()) or any(f"-{key}" in text for key in KEY)]
    assert not re.findall(r"(?:size|maxlength|placeholder|pattern)=", html)


@pytest.mark.parametrize(
    ("answer", "paid"), [("asylum", 1), ("Asylum ", 1), ("asylm", 1), ("withholding", Fraction(1, 2)), ("asylee", 0), ("", 0)]
)  # fmt: skip
def test_a_written_gap_accepts_several_answers_with_case_and_slips(answer: str, paid: Fraction) -> None:
    accepted = [{"text": "asylum"}, {"text": "withholding", "percent": 50}]
    content = TYPE.validate_content(
        {"text": "Apply for [[relief]].", "gaps": [{"id": "relief", "kind": "text", "accepted": accepted, "spelling_tolerance": 1}]}
    )

    assert share(content, {"relief": answer}) == paid


def test_case_can_matter_in_one_gap_and_not_in_another() -> None:
    described = [gap("form", case_sensitive=True), gap("days"), gap("who")]

    assert share(TYPE.validate_content(gaps(gaps=described)), KEY | {"form": "i-589"}) == Fraction(2, 3)
    assert share(CONTENT, KEY | {"form": "i-589"}) == 1


@pytest.mark.parametrize(("answer", "paid"), [("30", 1), ("31", 1), ("28.5", 1), ("28.4", 0), ("60/2", 1), ("thirty", 0)])
def test_a_number_is_accepted_within_its_tolerance(answer: str, paid: int) -> None:
    days = gap("days", accepted=[{"number": "30", "tolerance": "5", "tolerance_is": "percent"}])
    content = TYPE.validate_content({"text": "[[days]]", "gaps": [days]})

    assert share(content, {"days": answer}) == paid


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "No gap [[who]] [[days]]"}, "The gap form has no place: write [[form]] into the text where it belongs."),
        ({"text": gaps()["text"] + "[[judge]]"}, "The text holds [[judge]], and there is no gap with this id."),
        ({"text": gaps()["text"] + "[[\u202eX]]"}, "The text holds [[�X]], and there is no gap with this id."),
        ({"text": gaps()["text"] + "[[who]]"}, "The text holds [[who]] more than once."),
        ({"gaps": gaps()["gaps"] * 2}, "Two gaps have the same id, form."),
        ({"gaps": []}, "gaps: this list is too short: it needs 1 or more."),
        ({"gaps": [{"id": "form", "accepted": [{"text": "x"}]}]}, "gaps, entry 1: the field 'kind' is missing, which says what kind this is."),
        ({"gaps": [gap("form", kind="date")]}, "gaps, entry 1: the field 'kind' must be one of 'text', 'number', 'choice'."),
        ({"gaps": ["form"]}, "gaps, entry 1: this must be a group of named fields."),
        ({"gaps": [gap("form", options=[])]}, "gaps, entry 1, text, options: this question type has no such field."),
        ({"gaps": [gap("days", accepted=[{"number": "many"}])]}, "gaps, entry 1, number, accepted, entry 1, number: “many” is not a number."),
        ({"gaps": [gap("days", accepted=[{"number": "1", "percent": 5}])]}, "gaps, entry 1, number: at least one accepted number must earn 100 percent."),
        ({"gaps": [gap("who", options=gap_options("nobody"))]}, "gaps, entry 1, choice: at least one option must be correct."),
        ({"gaps": [gap("who", options=gap_options("judge") * 2)]}, "gaps, entry 1, choice: two options have the same id, judge."),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        TYPE.validate_content(gaps() | change)

    assert refused.value.sentences == [sentence]


@pytest.mark.parametrize(
    "answers", [None, [], "x", {"where": "x"}, {"G4": "x"}, {"G1": "x", "form": "y"}, {"form": 589}, {"who": "nobody"}, {"days": "9" * 61}, {1: "x"}]
)
def test_a_forged_answer_is_refused(answers: Any) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, {"gaps": answers})


def test_a_form_sends_the_places_of_gaps_and_ids_are_kept() -> None:
    form = {"q1": [""], "q1-G1": [" I-589 "], "q1-G2": [page_name("the clerk")], "q1-G3": [""]}

    assert TYPE.normalize(CONTENT, TYPE.parse(form, "q1")) == {"gaps": {"form": "I-589", "days": "", "who": "clerk"}}


@pytest.mark.parametrize(
    ("given", "scoring", "said"),
    [
        (KEY, "per_gap", ["3 of 3 gaps are right: full points."]),
        (KEY | {"days": "31"}, "per_gap", ["2 of 3 gaps are right: 2/3 of the points."]),
        (KEY | {"days": "31"}, "all_or_nothing", ["2 of 3 gaps are right: no points.", "Points are given only when every gap is right."]),
        ({}, "per_gap", ["No gap was filled: no points."]),
    ],
)
def test_the_mark_is_explained_without_telling_the_key(given: dict[str, str], scoring: str, said: list[str]) -> None:
    content = TYPE.validate_content(gaps(scoring=scoring))
    response = TYPE.normalize(content, {"gaps": given})

    assert TYPE.explain(content, response, TYPE.grade(content, response)) == said


def test_a_gap_that_earns_a_part_is_said_to_be_partly_right() -> None:
    content = TYPE.validate_content(gaps(gaps=[gap("form", accepted=[{"text": "I-589"}, {"text": "589", "percent": 25}]), gap("days"), gap("who")]))
    response = TYPE.normalize(content, {"gaps": KEY | {"form": "589"}})

    assert TYPE.explain(content, response, TYPE.grade(content, response)) == ["2 of 3 gaps are right, 1 partly: 3/4 of the points."]


def test_only_wrong_gaps_are_explained_each_with_its_number() -> None:
    grade = TYPE.grade(CONTENT, TYPE.normalize(CONTENT, {"gaps": KEY | {"days": "14"}}))

    assert grade.feedback == ("gaps.days.explanation",)
    assert TYPE.markdown_fields(CONTENT)["gaps.days.explanation"] == "**Gap 3.** Counted from the notice."


def test_one_is_told_what_cannot_be_read_and_what_is_open() -> None:
    said = [TYPE.warnings(CONTENT, TYPE.normalize(CONTENT, {"gaps": given})) for given in ({}, KEY, {"days": "a month"}, KEY | {"form": "\u200b"})]

    assert said == [
        [],
        [],
        ["Gap 3: “a month” is not a number we can read. Write digits, as in 1,095 or 2.5.", "2 gaps are still open."],
        ["1 gap is still open."],
    ]


def test_statistics_count_answers_as_they_are_compared() -> None:
    counted = TYPE.statistics(CONTENT, [TYPE.normalize(CONTENT, {"gaps": given}) for given in (KEY, KEY | {"form": "i–589"}, {})])

    assert (counted["responses"], counted["answered"]) == (3, 2)
    assert {answer: count for answer, count in counted["counts"].items() if count} == {"form: i-589": 2, "days: 30": 2, "who: judge": 2}
    assert counted["counts"]["who: sheriff"] == 0


def test_the_answer_in_one_line_keeps_the_order_of_the_text() -> None:
    assert TYPE.summarize(CONTENT, {"gaps": KEY | {"form": ""}}) == "–; the judge; 30"


def test_the_review_shows_the_answers_in_the_text_and_then_what_is_accepted() -> None:
    facts = {"view": TYPE.public_view(CONTENT), "response": {"gaps": KEY | {"days": "<14>", "form": ""}}}

    before, after = (render_to_string(TYPE.review_template, facts | more) for more in ({}, {"key": TYPE.key_view(CONTENT)}))

    assert ["&lt;14&gt;" in before, "the judge" in before, "left open" in before, "Accepted" in before] == [True, True, True, False]
    assert "<dt>Gap 3</dt><dd>Accepted: 30" in after
