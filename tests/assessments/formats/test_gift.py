"""GIFT, in the shapes that Moodle's documentation and its own exports show."""

import pytest

from tests.assessments.formats.reading import only, options, read, reason


def test_one_right_option_with_feedback() -> None:
    draft = only("gift", "::Clerk:: Who decides? {\n  =The judge#Yes, 8 CFR 1240.1\n\n  ~The clerk # no\n####Because the rule says so.}")

    assert (draft.type, draft.title, draft.stem) == ("single_choice", "Clerk", "Who decides?")
    assert options(draft) == [("The judge", True), ("The clerk", False)]
    assert [option.get("feedback") for option in draft.content["options"]] == ["Yes, 8 CFR 1240.1", "no"]
    assert draft.explanation == "Because the rule says so."
    assert draft.lost == ()


def test_a_missing_word_is_shown_as_a_blank() -> None:
    draft = only("gift", "The motion is {~denied =granted} in part.")

    assert draft.stem == "The motion is \\_\\_\\_\\_\\_ in part."


def test_a_full_stop_follows_its_blank_at_once() -> None:
    assert only("gift", "Two plus two is {=four =4}.").stem == "Two plus two is \\_\\_\\_\\_\\_."


def test_half_credit_for_one_choice_is_named_as_lost() -> None:
    draft = only("gift", "Where? {~%50%Galilee =Nazareth}")

    assert draft.lost == ("“Galilee” earns 50 % in the file; here it earns nothing.",)


def test_several_right_options_with_penalty_keep_their_rule() -> None:
    draft = only("gift", "Who? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-33.33333%d}")

    assert (draft.type, draft.content["scoring"], draft.lost) == ("multiple_choice", "partial_with_penalty", ())


def test_free_wrong_choices_are_named() -> None:
    draft = only("gift", "Who? {~%50%a ~%50%b ~c}")

    assert draft.content["scoring"] == "partial"
    assert draft.lost == ("Wrong choices cost nothing in the file; here each choice beyond the number of right ones takes one share back.",)


@pytest.mark.parametrize(("word", "answer"), [("T", True), ("TRUE", True), ("f", False), ("FALSE", False)])
def test_true_and_false(word: str, answer: bool) -> None:
    draft = only("gift", f"It rains.{{{word}#wrong#right}}")

    assert draft.content["answer"] is answer
    assert draft.content[f"feedback_{str(answer).lower()}"] == "right"


def test_short_answers_with_shares_and_what_they_lose() -> None:
    draft = only("gift", "Form? {=G-28#good =%50%G28 =%0%*#no}")

    assert draft.content["accepted"] == [{"text": "G-28", "percent": 100}, {"text": "G28", "percent": 50}]
    assert draft.lost == ("The feedback to “G-28” is left out.", "The feedback to “*” is left out.")


def test_numbers_by_tolerance_and_by_range() -> None:
    draft = only("gift", "When? {#=1822:0 =%50%1820..1825 ~#never}")

    assert draft.content["accepted"] == [{"number": "1822"}, {"number": "1822.5", "tolerance": "2.5", "percent": 50}]


def test_matching_with_a_distractor_and_formats() -> None:
    draft = only("gift", "[html]Match <b>these</b>.{=[plain]a*b -> Forum =[html]<i>c</i> -> Choice = -> Chat}")

    assert draft.stem == "Match **these**."
    assert [item["text"] for item in draft.content["items"]] == ["a\\*b", "*c*"]
    assert [choice["text"] for choice in draft.content["choices"]] == ["Forum", "Choice", "Chat"]


def test_escapes_are_characters() -> None:
    draft = only("gift", "Which equals 5\\: x \\{set\\}? {~ \\= 2 + 2 = \\= 2 + 3 ~ a \\~ b \\# c}")

    assert draft.stem == "Which equals 5: x {set}?"
    assert options(draft) == [("= 2 + 2", False), ("= 2 + 3", True), ("a ~ b # c", False)]


def test_categories_names_and_tags() -> None:
    drafts = read(
        "gift", "$CATEGORY: $course$/top/Asylum/Bars\n\n// question: 5  name: x [id:EOIR-1] [tag:a] [tag:b\\]c]\nA? {T}\n\n$CATEGORY: Removal\n\nB? {F}\n"
    )

    assert [(one.id, one.topics, one.category) for one in drafts] == [  # type: ignore[union-attr]
        ("EOIR-1", ("a", "b]c"), "Asylum / Bars"),
        (drafts[1].id, (), "Removal"),
    ]


def test_an_essay_and_a_description() -> None:
    assert only("gift", "Write. {}").type == "essay"
    assert reason("gift", "Read this first.") == "It asks nothing: it is a text without an answer in braces."


def test_braces_of_code_after_the_answers_belong_to_the_text() -> None:
    assert only("gift", "So? {T} Given f() { return 1 }.").stem == "So? \\_\\_\\_\\_\\_ Given f() { return 1 }."


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("A? {=a -> b}", "Matching needs at least two items and two answers to match; this has 1 and 1."),
        ("A? {~a ~b}", "No option is marked as right."),
        ("A? {#}", "It asks for a number and accepts none."),
        ("A? {#ten}", "“ten” is not a number that we can hold."),
        ("A? {=%100%*}", "No accepted answer earns all points."),
        (
            "Water has {=2 =two} of these and {=1 =one} of those.",
            "It has answers in braces at several places, and a question of this format has one; the others would stand in its text for all to read.",
        ),
        ("A? {=a", "Its answers begin with { and do not end with }."),
    ],
)
def test_what_cannot_be_had_is_refused_with_its_reason(source: str, why: str) -> None:
    assert reason("gift", source) == why


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    source = f"Où?{end}Là {{=café}}{end}{end}B? {{T}}{end}".encode(encoding)

    first, second = read("gift", source)

    assert first.stem == "Où?  \nLà"  # type: ignore[union-attr]
    assert second.type == "true_false"  # type: ignore[union-attr]
