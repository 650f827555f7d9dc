from assessments.formats.registry import guessed_format
from tests.assessments.formats.reading import only, options, read, reason


def test_two_questions() -> None:
    first, second = read("aiken", "Which?\nA. One\nB) Two\nANSWER: B\n\nWho decides\nin the end?\nA: a\nB: b\nANSWER: A\nFEEDBACK: So it is.\n")

    assert options(first) == [("One", False), ("Two", True)]  # type: ignore[arg-type]
    assert (second.stem, second.explanation) == ("Who decides  \nin the end?", "So it is.")  # type: ignore[union-attr]


def test_several_answers() -> None:
    assert only("aiken", "Which?\nA. One\nB. Two\nC. Three\nANSWER: A, C").type == "multiple_choice"


def test_what_is_wrong_is_said() -> None:
    assert reason("aiken", "Which?\nA. One\nB. Two\n") == "“Which?” has no line “ANSWER:” after its options."
    assert reason("aiken", "Which?\nA. One\nB. Two\nANSWER: D") == "Its answer is D, and there is no option with this letter."
    assert reason("aiken", "Which?\nA. One\nANSWER: A") == "It has 1 option; a choice needs 2 to 20."


def test_a_question_that_is_not_finished_swallows_no_other() -> None:
    unfinished = "Begun\nA) One\nB) Two\n\n"
    astray = "Astray\nA) One\nB) Two\nANSWER: One\n\n"
    good = "Good\nA)One\n\nB)Two\nANSWER: B\n"

    begun, wrong, found = read("aiken", unfinished + astray + good)

    assert begun.reason == "“Begun” has no line “ANSWER:” after its options."
    assert wrong.reason == "Its line “ANSWER: One” names no option by its letter."
    assert (found.stem, [option["text"] for option in found.content["options"]]) == ("Good", ["One", "Two"])


def test_options_with_braces_are_no_gift() -> None:
    code = b"Which makes a set?\nA) {1}\nB) {1 = 2}\nANSWER: A\n"

    assert guessed_format("quiz.txt", code).key == "aiken"
    assert guessed_format("quiz.gift", code).key == "gift"
