import io

import pytest

from assessments.formats.base import QuestionDraft, Refused
from assessments.formats.qti.contents import read_contents
from tests.assessments.formats.samples_xml import archive, canvas, text


def read(data: bytes) -> QuestionDraft | Refused:
    (found,) = read_contents(io.BytesIO(data))
    return found


def labels(*names: str, own: str = "", ident: str = "response1", cardinality: str = "Single") -> str:
    shown = "".join(f'<response_label ident="{name}">{text(name.title())}</response_label>' for name in names)
    return f'<response_lid ident="{ident}" rcardinality="{cardinality}">{text(own) if own else ""}<render_choice>{shown}</render_choice></response_lid>'


def earns(condition: str, points: str = "100", action: str = "Set", goes_on: str = "No") -> str:
    earned = f'<setvar action="{action}" varname="SCORE">{points}</setvar>'
    return f'<respcondition continue="{goes_on}"><conditionvar>{condition}</conditionvar>{earned}</respcondition>'


def equal(value: str, name: str = "response1") -> str:
    return f'<varequal respident="{name}">{value}</varequal>'


FIELD = '<response_str ident="response1" rcardinality="Single"><render_fib><response_label ident="answer1"/></render_fib></response_str>'


def test_one_choice_of_canvas_with_its_points():
    found = read(canvas("multiple_choice_question", text("<p>Which <b>form</b>?</p>") + labels("a1", "b2"), earns(equal("b2")), points="2.0"))

    assert (found.id, found.type, found.stem, found.points, found.category, found.lost) == ("q1", "single_choice", "Which **form**?", 2, "Quiz", ())
    assert [option["correct"] for option in found.content["options"]] == [False, True]


def test_true_and_false():
    found = read(canvas("true_false_question", text("So?") + labels("true", "false"), earns(equal("false"))))

    assert (found.type, found.content) == ("true_false", {"answer": False})


def test_several_answers_are_all_or_nothing():
    rule = earns(f"<and>{equal('a')}<not>{equal('b')}</not>{equal('c')}</and>")

    found = read(canvas("multiple_answers_question", text("Which?") + labels("a", "b", "c", cardinality="Multiple"), rule))

    assert (found.type, found.content["scoring"]) == ("multiple_choice", "all_or_nothing")
    assert [option["correct"] for option in found.content["options"]] == [True, False, True]


def test_accepted_texts_side_by_side_mean_any_of_them():
    found = read(canvas("short_answer_question", text("Who?") + FIELD, earns(equal("judge") + equal("IJ"))))

    assert found.content == {"accepted": [{"text": "judge", "percent": 100}, {"text": "IJ", "percent": 100}], "case_sensitive": False}


def test_numbers_exact_within_a_margin_and_in_a_range():
    near = f'<or>{equal("10")}<and><vargte respident="response1">9.5</vargte><varlte respident="response1">10.5</varlte></and></or>'
    within = '<vargte respident="response1">20</vargte><varlte respident="response1">30</varlte>'

    found = read(canvas("numerical_question", text("How many?") + FIELD, earns(near) + earns(within)))

    assert found.content["accepted"] == [
        {"number": "10", "tolerance": "0.5", "percent": 100},
        {"number": "25", "tolerance": "5", "percent": 100},
    ]


def test_pairs_share_their_choices():
    shown = text("Match") + labels("x", "y", own="bond", ident="response_1") + labels("x", "y", own="appeal", ident="response_2")
    rule = earns(equal("x", "response_1"), "50.00", "Add", "Yes") + earns(equal("y", "response_2"), "50.00", "Add", "Yes")

    found = read(canvas("matching_question", shown, rule))

    assert (found.type, found.stem, found.content["scoring"]) == ("matching", "Match", "per_item")
    assert [(row["text"], row["choice"]) for row in found.content["items"]] == [("bond", "x"), ("appeal", "y")]


@pytest.mark.parametrize(("kind", "gap"), [("fill_in_multiple_blanks_question", "text"), ("multiple_dropdowns_question", "choice")])
def test_blanks_stand_where_the_text_names_them(kind, gap):
    shown = (
        text("<p>File [form] with the [who].</p>")
        + labels("i589", "g28", own="form", ident="response_form")
        + labels("ij", "bia", own="who", ident="response_who")
    )
    rule = earns(equal("i589", "response_form"), "50", "Add", "Yes") + earns(equal("ij", "response_who"), "50", "Add", "Yes")

    found = read(canvas(kind, shown, rule))

    assert (found.type, found.content["text"], found.content["scoring"]) == ("fill_in_the_blanks", "File [[g1]] with the [[g2]].", "per_gap")
    assert [one["kind"] for one in found.content["gaps"]] == [gap, gap]


def test_an_order_is_the_order_in_which_its_steps_are_listed():
    shown = text("In order") + labels("a", "b", "c", cardinality="Ordered")

    found = read(canvas("ordering_question", shown, earns(equal("c") + equal("a") + equal("b"))))

    assert (found.type, [step["id"] for step in found.content["steps"]], found.content["scoring"]) == ("ordering", ["c", "a", "b"], "all_or_nothing")


def test_an_essay_and_what_has_no_type():
    essay = read(canvas("essay_question", text("Why?") + FIELD, "", points="10"))
    upload = read(canvas("file_upload_question", text("Upload"), ""))
    formula = read(canvas("calculated_question", text("5 + [x]") + FIELD, ""))

    assert (essay.type, essay.points, essay.content["rubric"]) == ("essay", 10, [{"id": "answer", "title": "Answer", "points": 10}])
    assert "file is handed in" in upload.reason
    assert "drawn anew" in formula.reason


def test_blackboard_gives_points_by_the_name_of_its_feedback():
    words = "<material><mat_extension><mat_formattedtext type='HTML'>&lt;p&gt;How many?&lt;/p&gt;</mat_formattedtext></mat_extension></material>"
    field = '<response_num ident="response" rcardinality="Single"><render_fib fibtype="Decimal"/></response_num>'
    ends = '<vargte respident="response">3.5</vargte><varlte respident="response">4.5</varlte>'
    told = '<displayfeedback linkrefid="correct" feedbacktype="Response"/>'
    rule = f"<respcondition><conditionvar>{ends}{equal('4', 'response')}</conditionvar>{told}</respcondition>"
    rule += '<respcondition title="incorrect"><conditionvar><other/></conditionvar><setvar variablename="SCORE" action="Set">0</setvar></respcondition>'

    found = read(canvas("", words + field, rule))

    assert (found.type, found.stem, found.lost) == ("numerical", "How many?", ())
    assert found.content["accepted"] == [{"number": "4", "tolerance": "0.5", "percent": 100}]


def test_feedback_of_answers_of_everybody_and_for_wrong_answers():
    def told(ident: str, words: str) -> str:
        return f'<itemfeedback ident="{ident}"><flow_mat>{text(words)}</flow_mat></itemfeedback>'

    def tells(condition: str, ident: str) -> str:
        link = f'<displayfeedback feedbacktype="Response" linkrefid="{ident}"/>'
        return f'<respcondition continue="Yes"><conditionvar>{condition}</conditionvar>{link}</respcondition>'

    rule = tells("<other/>", "general_fb") + tells(equal("b"), "b_fb") + earns(equal("a"))
    data = canvas("multiple_choice_question", text("Which?") + labels("a", "b"), rule).replace(
        b"</item>", (told("general_fb", "Because.") + told("b_fb", "Not b.") + told("general_incorrect_fb", "Wrong.") + "</item>").encode()
    )

    found = read(data)

    assert (found.explanation, found.content["options"][1]["feedback"]) == ("Because.", "Not b.")
    assert found.lost == ("Feedback that no single answer brings up is left out: “Wrong.”.",)


def test_a_cartridge_with_a_bank_of_canvas_is_read_once_and_brings_its_pictures():
    quiz = canvas("multiple_choice_question", text('<p><img src="$IMS-CC-FILEBASE$/maps/map.png" alt="Map"></p>') + labels("a", "b"), earns(equal("a")))
    package = archive(
        i1__assessment_qti_dot_xml=quiz,
        non_cca_assessments__i1_dot_xml_dot_qti=quiz,
        web_resources__maps__map_dot_png=b"picture",
        imsmanifest_dot_xml=b"<manifest/>",
    )

    (found,) = read_contents(package)

    assert (found.stem, found.media) == ("![Map](images/map.png)", {"map.png": b"picture"})


def test_a_field_whose_label_only_names_it_is_written_and_all_must_be_right():
    """As the examples of the specification are written."""
    fields = [text(f"Piece {name}") + FIELD.replace("response1", name) for name in ("F1", "F2")]

    found = read(canvas("", "".join(fields), earns(equal("Winter", "F1") + equal("York", "F2"), points="3", action="Add")))

    assert (found.type, found.content["scoring"]) == ("fill_in_the_blanks", "all_or_nothing")
    assert [gap["accepted"][0]["text"] for gap in found.content["gaps"]] == ["Winter", "York"]


def test_options_that_are_areas_of_a_picture_are_refused_as_such():
    areas = "".join(f'<response_label ident="{name}" rarea="Ellipse">{place},20,9,9</response_label>' for name, place in (("A", 10), ("B", 60)))
    shown = f'<response_lid ident="response1" rcardinality="Single"><render_hotspot>{text("Which is the court?")}{areas}</render_hotspot></response_lid>'

    found = read(canvas("", shown, earns(equal("B"))))

    assert found.reason.startswith("It asks for a place on a picture")


@pytest.mark.parametrize("tag", ["response_na", "response_unheard"])
def test_an_item_that_asks_in_an_unknown_way_is_not_called_a_text(tag):
    found = read(canvas("", text("Draw.") + f'<{tag} ident="response1"/>', earns(equal("a"))))

    assert found.reason == f"It asks by “{tag}”, and there is no question type for that here."


def test_a_question_comes_with_the_text_that_it_is_about():
    question = text("Who?") + labels("a1", "b2")
    about = "<qtimetadatafield><fieldlabel>parent_stimulus_item_ident</fieldlabel><fieldentry>s1</fieldentry></qtimetadatafield></qtimetadata>"
    child = canvas("multiple_choice_question", question, earns(equal("b2"))).decode().replace("</qtimetadata>", about, 1)
    passage = canvas("text_only_question", text("<p>A passage.</p>"), "").decode()
    stimulus = passage[passage.index("<item") : passage.index("</item>") + len("</item>")].replace('ident="q1"', 'ident="s1" instructions="Read twice."')

    found = read(child.replace("<item ", f"{stimulus}<item ", 1).encode())
    alone = read(child.encode())

    assert (found.stem, found.lost) == ("A passage.\n\nWho?", ("The instruction of the text that it is about is left out: “Read twice.”.",))
    assert alone.lost == ("The text that it is about is not in the file before it.",)


def test_a_section_may_be_about_a_text_too():
    child = canvas("multiple_choice_question", text("Who?") + labels("a1", "b2"), earns(equal("b2"))).decode()
    passage = canvas("text_only_question", text("<p>A passage.</p>"), "").decode()
    stimulus = passage[passage.index("<item") : passage.index("</item>") + len("</item>")].replace('ident="q1"', 'ident="s1"')
    group = f'{stimulus}<section ident="g1" parent_stimulus_item_ident="s1"><item '

    found = read(child.replace("<item ", group, 1).replace("</item>", "</item></section>").replace("</item></section>", "</item>", 1).encode())

    assert (found.stem, found.lost) == ("A passage.\n\nWho?", ())


def test_a_text_that_no_question_is_about_is_refused():
    alone = read(canvas("text_only_question", text("<p>A passage.</p>"), ""))

    assert alone.reason == "It only shows a text and asks nothing."


def blank(algorithm: str) -> str:
    label = f'<response_label ident="r-0" scoring_algorithm="{algorithm}" answer_type="openEntry">{text("^red$")}</response_label>'
    return f'{text("Roses are [r].")}<response_lid ident="response_r">{text("r")}<render_choice>{label}</render_choice></response_lid>'


def test_blanks_that_are_compared_otherwise_are_refused_or_named():
    rule = earns(equal("r-0", "response_r"))

    refused = read(canvas("fill_in_multiple_blanks_question", blank("TextRegex"), rule))
    named = read(canvas("fill_in_multiple_blanks_question", blank("TextContainsAnswer"), rule))

    assert "a pattern" in refused.reason
    assert named.lost == ("An answer that only holds the accepted words is accepted there; here it must be nothing else.",)


@pytest.mark.parametrize("shown", ["dropdown", "wordbank"])
def test_a_blank_with_a_list_of_words_keeps_its_list(shown):
    words = "".join(f'<response_label ident="{name}" answer_type="{shown}">{text(name)}</response_label>' for name in ("black", "grey"))
    field = f'{text("Roses are [r].")}<response_lid ident="response_r">{text("r")}<render_choice>{words}</render_choice></response_lid>'

    found = read(canvas("fill_in_multiple_blanks_question", field, earns(equal("grey", "response_r"))))

    assert [(option["text"], option["correct"]) for option in found.content["gaps"][0]["options"]] == [("black", False), ("grey", True)]


def tells(response: str, name: str) -> str:
    """A condition that only brings up feedback, as Canvas writes one for each answer before the rule for points."""
    told = f'<displayfeedback feedbacktype="Response" linkrefid="{name}_fb"/>'
    return f'<respcondition continue="Yes"><conditionvar>{equal(name, response)}</conditionvar>{told}</respcondition>'


def adds(response: str, name: str, points: str) -> str:
    return f'<respcondition><conditionvar>{equal(name, response)}</conditionvar><setvar action="Add" varname="SCORE">{points}</setvar></respcondition>'


def test_conditions_that_only_tell_feedback_name_no_right_answer():
    lists = labels("a1", "a2", own="first", ident="response_first") + labels("b1", "b2", "b3", own="second", ident="response_second")
    rule = "".join(tells(f"response_{name[0]}", name[1]) for name in [("first", "a1"), ("first", "a2"), ("second", "b1"), ("second", "b2"), ("second", "b3")])

    found = read(
        canvas(
            "multiple_dropdowns_question", text("[first] and [second]") + lists, rule + adds("response_first", "a2", "50") + adds("response_second", "b3", "50")
        )
    )

    assert [[option["correct"] for option in gap["options"]] for gap in found.content["gaps"]] == [[False, True], [False, False, True]]
    assert (found.content["scoring"], found.lost) == ("per_gap", ())


def test_every_accepted_text_of_a_blank_counts_though_the_rule_names_one():
    blanks = labels("green", ident="response_1f-2", own="green") + labels("yellow", "teal", ident="response_3c-4", own="yellow")
    rule = adds("response_1f-2", "green", "50") + adds("response_3c-4", "yellow", "50")

    found = read(canvas("fill_in_multiple_blanks_question", text("[1f-2] or [3c-4]") + blanks, rule))

    assert [[one["text"] for one in gap["accepted"]] for gap in found.content["gaps"]] == [["Green"], ["Yellow", "Teal"]]
    assert (found.content["text"], found.lost) == ("[[g1]] or [[g2]]", ())


def test_a_rule_may_name_the_text_of_a_blank_instead_of_its_label():
    blank = labels("l1", ident="response_hue", own="hue")

    found = read(canvas("fill_in_multiple_blanks_question", text("It is [hue].") + blank, adds("response_hue", "L1", "100")))

    assert found.content["gaps"][0]["accepted"] == [{"text": "L1", "percent": 100}]


def test_shares_that_the_file_rounds_are_equal_shares():
    names = [f"r{at}" for at in range(1, 8)]
    rows = "".join(labels("x", "y", own=f"Row {name}", ident=name) for name in names)

    found = read(canvas("matching_question", text("Match.") + rows, "".join(adds(name, "x", "14.29") for name in names)))

    assert (found.type, found.content["scoring"], found.lost) == ("matching", "per_item", ())


def test_categories_of_canvas_are_groups():
    shown = [labels("a1", "a2", "b1", "stray", own=own, ident=own.lower(), cardinality="Multiple") for own in ("Left", "Right")]
    rule = adds("left", "a1", "50").replace("</conditionvar>", equal("a2", "left") + "</conditionvar>") + adds("right", "b1", "50")

    found = read(canvas("categorization_question", text("Sort.") + "".join(shown), rule))

    assert found.type == "categorization"
    assert [group["text"] for group in found.content["groups"]] == ["Left", "Right"]
    assert [(one["text"], one["group"]) for one in found.content["items"]] == [("A1", "left"), ("A2", "left"), ("B1", "right")]
    assert found.lost[0] == "“Stray” goes with nothing there, and every item needs a choice here; it is left out."


def test_options_and_rows_left_empty_are_not_shown():
    empty = f'<response_label ident="e9">{text("")}</response_label></render_choice>'
    several = labels("a", "b", cardinality="Multiple").replace("</render_choice>", empty)
    rule = earns(f"<and>{equal('a')}<not>{equal('b')}</not><not>{equal('e9')}</not></and>")
    rows = labels("x", "y", own="One", ident="r1") + labels("x", "y", own="Two", ident="r2") + labels("x", "y", own=" ", ident="r3")

    chosen = read(canvas("multiple_answers_question", text("Which?") + several, rule))
    matched = read(canvas("matching_question", text("Match.") + rows, "".join(adds(name, "x", "33.33") for name in ("r1", "r2", "r3"))))

    assert ([one["text"] for one in chosen.content["options"]], chosen.lost) == (["A", "B"], ("An option without a text is left out.",))
    assert [one["text"] for one in matched.content["items"]] == ["One", "Two"]
    assert "A row or a choice without a text is left out." in matched.lost
