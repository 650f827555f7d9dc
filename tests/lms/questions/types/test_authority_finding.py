"""A citation is paid by the provision it names, as it was read when it was typed."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.api import question_types, validate_content
from lms.questions.errors import InvalidContent, InvalidResponse
from lms.questions.types.authority_finding import AuthorityFinding, AuthorityFindingContent

TYPE = question_types.get("authority_finding")
EXAMPLE = {
    "accepted": [
        {"key": "8 CFR 208.13(b)", "shown": "8 C.F.R. § 208.13(b)", "percent": 100, "broader_percent": 50, "deeper_percent": 80},
        {"key": "8 CFR 208.13(b)(3)", "percent": 0},
    ]
}
CONTENT = TYPE.validate_content(EXAMPLE)
SECTIONS = ["8 CFR 208.13", "8 CFR 208.16", "8 USC 1158"]
KEYS = st.builds("{}{}".format, st.sampled_from(SECTIONS), st.lists(st.sampled_from(["(a)", "(b)", "(1)", "(2)"]), max_size=3).map("".join))
PERCENTS = st.integers(0, 100)


@st.composite
def questions(draw: st.DrawFn) -> AuthorityFindingContent:
    """One citation paid in full and up to four others."""
    keys = draw(st.lists(KEYS, min_size=1, max_size=5, unique=True))
    rows = []
    for at, key in enumerate(keys):
        percent = 100 if at == 0 else draw(PERCENTS)
        rows.append({"key": key, "percent": percent, "broader_percent": draw(st.integers(0, percent)), "deeper_percent": draw(st.integers(0, percent))})
    return TYPE.validate_content({"accepted": rows})  # type: ignore[no-any-return]


def response_to(text: str) -> dict[str, Any]:
    return TYPE.normalize(CONTENT, {"text": text})


def share(content: AuthorityFindingContent, *keys: str) -> Fraction:
    fraction = TYPE.grade(content, {"text": "; ".join(keys), "keys": list(keys)}).fraction
    assert fraction is not None
    return fraction


@pytest.mark.parametrize(
    ("text", "earned"),
    [
        ("8 CFR 208.13(b)", 1),
        ("8 c.f.r. § 208.13 (b)", 1),
        ("8 C.F.R. § 208.13", Fraction(1, 2)),
        ("8 CFR part 208", 0),
        ("8 CFR 208.13(b)(1)(i)", Fraction(4, 5)),
        ("8 CFR 208.13(b)(3)", 0),
        ("8 CFR 208.13(b) and 8 CFR 208.13", Fraction(1, 2)),
        ("8 CFR 208.13(b) and 8 CFR 1003.1", 0),
        ("8 CFR 208.13(c)", 0),
        ("the rule on asylum", 0),
        ("", 0),
    ],
)
def test_the_worked_example_of_the_documentation(text: str, earned: Fraction) -> None:
    assert TYPE.grade(CONTENT, response_to(text)).fraction == earned


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["No answer was given: no points."]),
        ("asylum", ["No citation was found in the answer: no points."]),
        ("8 cfr 208.13(b)", ["The answer was read as 8 CFR 208.13(b).", "It is accepted: full points."]),
        ("8 CFR 208.13", ["The answer was read as 8 CFR 208.13.", "It names a broader provision than the one that is asked for: 1/2 of the points."]),
        (
            "8 CFR 208.13(b)(1)",
            ["The answer was read as 8 CFR 208.13(b)(1).", "It names a deeper paragraph than the one that is asked for: 4/5 of the points."],
        ),
        ("8 CFR 208.13(b)(3)", ["The answer was read as 8 CFR 208.13(b)(3).", "It is not among the accepted ones: no points."]),
        (
            "8 CFR 208.13(b), 8 USC 1158",
            ["The answer names 2 citations, and the weakest of them counts.", "It is not among the accepted ones: no points."],
        ),
    ],
)
def test_the_mark_is_explained(text: str, said: list[str]) -> None:
    response = response_to(text)

    assert TYPE.explain(CONTENT, response, TYPE.grade(CONTENT, response)) == said


def test_an_answer_keeps_how_it_was_read_and_its_mark_when_the_reader_learns_more() -> None:
    early, late = AuthorityFinding(read=lambda text: []), AuthorityFinding(read=lambda text: ["8 CFR 208.13(b)"])
    stored = early.normalize(CONTENT, {"text": "Reg. 208.13b"})

    again = late.normalize(CONTENT, stored)

    assert again == stored == {"text": "Reg. 208.13b", "keys": []}
    assert late.grade(CONTENT, again).fraction == 0
    assert late.grade(CONTENT, late.normalize(CONTENT, {"text": "Reg. 208.13b"})).fraction == 1


def test_no_form_can_send_the_keys() -> None:
    sent = TYPE.parse({"q1": ["asylum"], "q1-keys": ["8 CFR 208.13(b)"]}, "q1")

    assert sent == {"text": "asylum"}


@pytest.mark.parametrize(
    "response",
    [
        {"text": "x", "keys": "8 CFR 208.13(b)"},
        {"text": "x", "keys": [1]},
        {"text": "x", "keys": [""]},
        {"text": "x", "keys": ["a", "a"]},
        {"text": "x", "keys": ["k" * 1001]},
        {"text": "x", "keys": [f"8 CFR {number}" for number in range(1001)]},
        {"text": "", "keys": ["8 CFR 208.13(b)"]},
        {"text": " ", "keys": ["8 CFR 208.13(b)"]},
        {"text": "x", "keys": ["a\0"]},
        {"keys": []},
        {"text": 5},
        {"text": "x" * 501},
        ["8 CFR 208.13(b)"],
    ],
)
def test_a_response_of_another_shape_is_refused(response: object) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, response)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", []),
        ("8 CFR 208.13", []),
        ("somewhere in part 208", ["We find no citation in your answer. Write it with its source, such as 8 CFR 1292.1(a)."]),
        ("8 CFR 208.13, 208.16", ["Your answer names 2 citations. The weakest of them counts."]),
    ],
)
def test_students_are_warned_before_they_submit(text: str, said: list[str]) -> None:
    assert TYPE.warnings(CONTENT, response_to(text)) == said


@pytest.mark.parametrize(
    ("accepted", "sentence"),
    [
        ([{"key": "INA 208(a)"}], "accepted, entry 1, key: “INA 208(a)” is compared as “8 USC 1158(a)”. Write that; “shown” may hold it as people know it."),
        ([{"key": "asylum law"}], "accepted, entry 1, key: “asylum law” cannot be read as a citation. Write it with its source, such as 8 CFR 1292.1(a)."),
        (
            [{"key": "8 CFR 208.13"}, {"key": "8 CFR 208.16, 8 CFR 1003.1"}],
            "accepted, entry 2, key: “8 CFR 208.16, 8 CFR 1003.1” names 2 citations. Give each its own entry.",
        ),
        ([{"key": " 8 CFR 208.13"}], "accepted, entry 1, key: this must be one line without blanks around it."),
        ([{"key": "8 CFR 208.13", "percent": 50}], "At least one accepted citation must earn 100 percent."),
        ([{"key": "8 CFR 208.13"}, {"key": "8 CFR 208.13", "percent": 50}], "Two accepted citations have the same id, 8 CFR 208.13."),
        (
            [{"key": "8 CFR 208.13"}, {"key": "8 CFR 208.16", "percent": 50, "deeper_percent": 60}],
            "accepted, entry 2: a broader or deeper provision cannot earn more than the accepted one.",
        ),
        ([], "accepted: this list is too short: it needs 1 or more."),
    ],
)
def test_a_key_nobody_could_meet_is_refused_with_what_to_write(accepted: list[dict[str, Any]], sentence: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        validate_content("authority_finding", {"accepted": accepted})

    assert refused.value.sentences == [sentence]


def test_stored_content_stays_valid_when_the_reader_changes_its_mind() -> None:
    changed = AuthorityFinding(read=lambda text: ["something else"])

    content = changed.validate_content(EXAMPLE)

    assert changed.grade(content, {"text": "8 CFR 208.13(b)", "keys": ["8 CFR 208.13(b)"]}).is_right
    with pytest.raises(InvalidContent):
        changed.check_writing(content)


@given(questions(), st.lists(KEYS, max_size=4, unique=True))
def test_a_grade_is_between_nothing_and_everything(content: AuthorityFindingContent, keys: list[str]) -> None:
    assert 0 <= share(content, *keys) <= 1


@given(questions())
def test_each_accepted_key_earns_exactly_its_percent(content: AuthorityFindingContent) -> None:
    assert [share(content, accepted.key) for accepted in content.accepted] == [Fraction(accepted.percent, 100) for accepted in content.accepted]


@given(questions(), KEYS)
def test_full_marks_only_for_what_is_paid_in_full(content: AuthorityFindingContent, key: str) -> None:
    paid = {percent for one in content.accepted for percent in (one.percent, one.broader_percent, one.deeper_percent)}
    named = {accepted.key for accepted in content.accepted if accepted.percent == 100}
    full_around = any(100 in (accepted.broader_percent, accepted.deeper_percent) for accepted in content.accepted)

    assert share(content, key) * 100 in {*paid, 0}
    assert share(content, key) < 1 or key in named or full_around


@given(questions(), st.lists(KEYS, min_size=1, max_size=3, unique=True), KEYS)
def test_one_more_citation_never_pays(content: AuthorityFindingContent, keys: list[str], more: str) -> None:
    assert share(content, *dict.fromkeys([*keys, more])) <= share(content, *keys)


@given(questions(), KEYS)
def test_another_section_earns_nothing_whatever_the_percents(content: AuthorityFindingContent, key: str) -> None:
    sections = {accepted.key.partition("(")[0] for accepted in content.accepted}

    assert key.partition("(")[0] in sections or share(content, key) == 0


@given(st.lists(KEYS, max_size=4), st.sampled_from([", ", " and ", "; see "]))
def test_normalizing_twice_is_once(keys: list[str], between: str) -> None:
    once = response_to(between.join(keys))

    assert TYPE.normalize(CONTENT, once) == once
    assert set(once["keys"]) == set(keys)


@pytest.mark.parametrize("text", ["8 CFR 208.13" + "(a)(1)(i)" * 50, "8 CFR 1.1" + ",.2,.3,.4,.5" * 40, "8 CFR 1.1(a)(1)(i)(A)" + ", (B), (C)" * 40])
def test_however_much_is_cited_the_stored_answer_is_read_back(text: str) -> None:
    once = response_to(text[:500])

    assert once["keys"]
    assert TYPE.normalize(CONTENT, once) == once


@given(questions())
def test_the_public_view_does_not_move_with_the_key(content: AuthorityFindingContent) -> None:
    assert TYPE.public_view(content) == TYPE.public_view(CONTENT) == {"most_characters": 500}


def test_the_key_view_writes_citations_as_people_know_them_and_leaves_out_unpaid_ones() -> None:
    assert TYPE.key_view(CONTENT) == {"accepted": [{"text": "8 C.F.R. § 208.13(b)", "percent": 100, "broader_percent": 50, "deeper_percent": 80}]}


def test_statistics_count_provisions_however_they_are_written() -> None:
    responses = [response_to(text) for text in ("8 CFR 208.13(b)", "8 c.f.r. § 208.13(b)", "INA 208", "8 USC 1158", "no idea", "")]

    counted = TYPE.statistics(CONTENT, responses)

    assert counted == {"responses": 6, "answered": 5, "counts": {"8 CFR 208.13(b)": 2, "8 USC 1158": 2, "no citation": 1}}


def test_the_answer_in_one_line_is_what_was_typed() -> None:
    assert TYPE.summarize(CONTENT, response_to("INA § 208")) == "INA § 208"
    assert TYPE.summarize(CONTENT, response_to("")) == "–"
