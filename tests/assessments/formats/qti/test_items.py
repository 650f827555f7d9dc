import io

import pytest

from assessments.formats.base import QuestionDraft, Refused
from assessments.formats.qti.contents import read_contents
from lms.core.errors import Invalid
from tests.assessments.formats.samples_xml import archive, declared, item

CHOICES = '<simpleChoice identifier="A">One</simpleChoice><simpleChoice identifier="B">Two</simpleChoice><simpleChoice identifier="C">Three</simpleChoice>'


def read(data: bytes) -> QuestionDraft | Refused:
    (found,) = read_contents(io.BytesIO(data))
    return found


def choice(attributes: str = 'maxChoices="1"') -> str:
    return f'<p>Look.</p><choiceInteraction responseIdentifier="RESPONSE" {attributes}><prompt>Which?</prompt>{CHOICES}</choiceInteraction>'


def test_one_choice_with_the_standard_template():
    found = read(item(choice(), declared(["B"])))

    assert (found.id, found.type, found.stem, found.lost) == ("item-1", "single_choice", "Look.\n\nWhich?", ())
    assert [option["correct"] for option in found.content["options"]] == [False, True, False]


def test_a_button_for_a_hint_is_left_out_and_named_and_the_question_stays():
    rule = (
        '<responseProcessing><responseCondition><responseIf><variable identifier="HINT"/><setOutcomeValue identifier="TOLD"><baseValue baseType="identifier">H'
        '</baseValue></setOutcomeValue></responseIf><responseElseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseElseIf></responseCondition>'
        "</responseProcessing>"
        '<modalFeedback outcomeIdentifier="TOLD" identifier="H" showHide="show">Think of the Act.</modalFeedback>'
    )
    button = '<p><endAttemptInteraction responseIdentifier="HINT" title="Show a hint"/></p>'
    answers = declared(["B"]) + '<responseDeclaration identifier="HINT" cardinality="single" baseType="boolean"/>'

    found = read(item(choice() + button, answers, rule))

    assert (found.type, [option["correct"] for option in found.content["options"]]) == ("single_choice", [False, True, False])
    assert found.lost == (
        "Its button “Show a hint” is left out: here a question is answered once in an attempt.",
        "Feedback that no single answer brings up is left out: “Think of the Act.”.",
    )


def test_several_choices_that_must_all_be_right():
    found = read(item(choice('maxChoices="0"'), declared(["A", "C"], "multiple")))

    assert (found.type, found.content["scoring"]) == ("multiple_choice", "all_or_nothing")


def test_a_mapping_with_a_lower_bound_is_our_penalty_rule():
    entries = '<mapEntry mapKey="A" mappedValue="1"/><mapEntry mapKey="C" mappedValue="1"/><mapEntry mapKey="B" mappedValue="-1"/>'
    rule = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response.xml"/>'

    found = read(item(choice('maxChoices="0"'), declared(["A", "C"], "multiple", mapping=f'<mapping lowerBound="0">{entries}</mapping>'), rule))

    assert (found.content["scoring"], found.points, found.lost) == ("partial_with_penalty", 2, ())


def test_a_mapping_that_is_none_of_our_rules_is_named():
    entries = '<mapEntry mapKey="A" mappedValue="2"/><mapEntry mapKey="C" mappedValue="1"/>'
    rule = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'

    found = read(item(choice('maxChoices="0"'), declared(["A", "C"], "multiple", mapping=f"<mapping>{entries}</mapping>"), rule))

    assert found.points == 3
    assert any("earn other points" in sentence for sentence in found.lost)


def test_a_written_number_with_a_tolerance_in_its_rule():
    rule = (
        '<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" tolerance="0.5 0.5"><variable identifier="RESPONSE"/>'
        '<correct identifier="RESPONSE"/></equal><setOutcomeValue identifier="SCORE"><baseValue baseType="float">2</baseValue></setOutcomeValue></responseIf>'
        "</responseCondition></responseProcessing>"
    )

    found = read(item('<p>How many? <textEntryInteraction responseIdentifier="RESPONSE"/></p>', declared(["10"], base="float"), rule))

    assert (found.type, found.stem, found.points) == ("numerical", "How many?", 2)
    assert found.content["accepted"] == [{"number": "10", "tolerance": "0.5", "percent": 100}]


def test_written_words_with_worths_and_without_regard_to_case():
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{worth}" caseSensitive="false"/>' for key, worth in (("York", 1), ("Yorkshire", 0.5)))
    mapping = f"<mapping>{entries}</mapping>"
    rule = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'

    found = read(item('<p>Of <textEntryInteraction responseIdentifier="RESPONSE"/> fame.</p>', declared(["York"], base="string", mapping=mapping), rule))

    assert (found.type, found.stem) == ("short_answer", "Of \\_\\_\\_\\_\\_ fame.")
    assert found.content == {"accepted": [{"text": "York", "percent": 100}, {"text": "Yorkshire", "percent": 50}], "case_sensitive": False}


def test_texts_that_only_the_rule_names_in_percent():
    def earns(text: str) -> str:
        return (
            '<responseIf><stringMatch caseSensitive="false" substring="false"><variable identifier="RESPONSE"/>'
            f'<baseValue baseType="string">{text}</baseValue></stringMatch>'
            '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">100</baseValue></setOutcomeValue></responseIf>'
        )

    rule = "".join(f"<responseCondition>{earns(text)}</responseCondition>" for text in ("two", "2"))
    body = '<p>How many?</p><extendedTextInteraction responseIdentifier="RESPONSE"/>'

    declarations = '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string"/>'

    found = read(item(body, declarations, f"<responseProcessing>{rule}</responseProcessing>"))

    assert (found.type, found.points) == ("short_answer", 1)
    assert [one["text"] for one in found.content["accepted"]] == ["two", "2"]


@pytest.mark.parametrize("rule", ["", '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'])
def test_several_right_answers_where_one_is_given_are_all_right(rule):
    body = '<p>Who decides? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'

    found = read(item(body, declared(["the judge", "an immigration judge"], base="string"), rule))

    assert found.content["accepted"] == [{"text": "the judge", "percent": 100}, {"text": "an immigration judge", "percent": 100}]


def test_a_rule_that_pays_for_nothing_gives_way_to_what_is_declared():
    """As Moodle’s own export of QTI 2.0 compares the wrong way round."""
    never = (
        '<responseProcessing><responseCondition><responseIf><and><gte><baseValue baseType="float">40</baseValue><variable identifier="RESPONSE"/></gte>'
        '<lte><baseValue baseType="float">44</baseValue><variable identifier="RESPONSE"/></lte></and><setOutcomeValue identifier="SCORE">'
        '<baseValue baseType="integer">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>'
    )

    found = read(item('<p>How many? <textEntryInteraction responseIdentifier="RESPONSE"/></p>', declared(["42"], base="float"), never))

    assert [one["number"] for one in found.content["accepted"]] == ["42"]
    assert found.lost == ("Its own rule gives no points to any answer; the right answers that it declares decide.",)


def test_several_right_answers_in_one_gap_of_several():
    body = '<p>A <textEntryInteraction responseIdentifier="R1"/> and a <textEntryInteraction responseIdentifier="R2"/>.</p>'

    found = read(item(body, declared(["one"], base="string", name="R1") + declared(["two", "2"], base="string", name="R2"), ""))

    assert [[one["text"] for one in gap["accepted"]] for gap in found.content["gaps"]] == [["one"], ["two", "2"]]


def test_several_right_options_where_one_is_chosen_are_all_right():
    found = read(item(choice(), declared(["A", "B"]), ""))

    assert [(one["text"], one["correct"]) for one in found.content["gaps"][0]["options"]] == [("One", True), ("Two", True), ("Three", False)]


def test_several_gaps_are_one_text():
    body = (
        '<p>Read.</p><p>A <textEntryInteraction responseIdentifier="R1"/> and <inlineChoiceInteraction responseIdentifier="R2">'
        '<inlineChoice identifier="x">x</inlineChoice><inlineChoice identifier="y">y</inlineChoice></inlineChoiceInteraction>.</p>'
    )

    found = read(item(body, declared(["one"], base="string", name="R1") + declared(["y"], name="R2"), ""))

    assert (found.type, found.stem, found.content["text"], found.points) == ("fill_in_the_blanks", "Read.", "A [[r1]] and [[r2]].", 2)
    assert [gap["kind"] for gap in found.content["gaps"]] == ["text", "choice"]


def test_mixed_interactions_are_a_fact_pattern():
    body = f'{choice()}<extendedTextInteraction responseIdentifier="R2"><prompt>Why?</prompt></extendedTextInteraction>'

    found = read(item(body, declared(["A"]) + '<responseDeclaration identifier="R2" cardinality="single" baseType="string"/>', ""))

    assert (found.type, found.content["case"]) == ("fact_pattern", "Look.")
    assert [(part["type"], part["stem"]) for part in found.content["parts"]] == [("single_choice", "Which?"), ("essay", "Why?")]


def test_a_match_with_fewer_columns_than_rows_is_groups():
    body = (
        '<matchInteraction responseIdentifier="RESPONSE"><prompt>Match.</prompt><simpleMatchSet>'
        + "".join(f'<simpleAssociableChoice identifier="{one}" matchMax="1">{one} word</simpleAssociableChoice>' for one in "CDL")
        + "</simpleMatchSet><simpleMatchSet>"
        + "".join(f'<simpleAssociableChoice identifier="{one}" matchMax="4">{one} word</simpleAssociableChoice>' for one in "MR")
        + "</simpleMatchSet></matchInteraction>"
    )

    found = read(item(body, declared(["C R", "D M", "L M"], "multiple", "directedPair")))

    assert (found.type, found.content["scoring"]) == ("categorization", "all_or_nothing")
    assert [row["group"] for row in found.content["items"]] == ["r", "m", "m"]


def test_gap_match_order_and_hottext():
    gaps = (
        '<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="W" matchMax="1">winter</gapText>'
        '<gapText identifier="S" matchMax="1">summer</gapText>'
        '<p>Now is the <gap identifier="G1"/> of our.</p></gapMatchInteraction>'
    )
    order = f'<orderInteraction responseIdentifier="RESPONSE">{CHOICES}</orderInteraction>'
    words = '<p>We <hottext identifier="A">hold</hottext> and <hottext identifier="B">say</hottext>.</p>'
    hot = f'<hottextInteraction responseIdentifier="RESPONSE">{words}</hottextInteraction>'

    filled = read(item(gaps, declared(["W G1"], "multiple", "directedPair")))
    ordered = read(item(order, declared(["C", "A", "B"], "ordered")))
    marked = read(item(hot, declared(["A"])))

    assert (filled.type, filled.content["text"]) == ("fill_in_the_blanks", "Now is the [[g1]] of our.")
    assert (ordered.type, [step["id"] for step in ordered.content["steps"]]) == ("ordering", ["c", "a", "b"])
    assert (marked.type, [one["text"] for one in marked.content["sentences"]]) == ("select_passage", ["We", "hold", "and", "say."])
    assert any("Only some words" in sentence for sentence in marked.lost)


def test_feedback_of_an_option_and_of_everybody():
    rule = (
        '<responseProcessing><setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue><responseCondition><responseIf><match>'
        '<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue>'
        "</setOutcomeValue></responseIf></responseCondition></responseProcessing>"
    )
    declarations = declared(["A"]) + '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
    data = item(choice(), declarations, rule).replace(
        b"</assessmentItem>", b'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="B" showHide="show">Not two.</modalFeedback></assessmentItem>'
    )

    found = read(data)

    assert [option.get("feedback", "") for option in found.content["options"]] == ["", "Not two.", ""]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f'<uploadInteraction responseIdentifier="F"/>{choice()}', "which answer is right"),
        ('<customInteraction responseIdentifier="RESPONSE"/>', "its maker's own"),
        ("<p>Only text.</p>", "asks nothing"),
        (choice(), "which answer is right"),
        (f'<feedbackBlock outcomeIdentifier="BODY" identifier="part1" showHide="show">{choice()}</feedbackBlock>', "appears only by what is answered"),
        (f'{choice()}<div><templateBlock identifier="t"><textEntryInteraction responseIdentifier="T"/></templateBlock></div>', "appears only by what"),
        ("<p>Draw <unheardInteraction/></p>", "It asks by “unheardInteraction”"),
    ],
)
def test_what_cannot_be_had_is_refused_with_its_reason(body, reason):
    found = read(item(body, '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"/>'))

    assert isinstance(found, Refused)
    assert reason in found.reason


def test_a_file_that_is_handed_in_is_a_file_upload_by_itself():
    declared = '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="file"/>'
    written = '<extendedTextInteraction responseIdentifier="T"><prompt>Why?</prompt></extendedTextInteraction>'
    text = '<responseDeclaration identifier="T" cardinality="single" baseType="string"/>'

    alone = read(
        item('<uploadInteraction responseIdentifier="RESPONSE" type="application/pdf video/mp4"><prompt>Send it.</prompt></uploadInteraction>', declared)
    )
    beside = read(item(f'<uploadInteraction responseIdentifier="RESPONSE"/>{written}', declared + text))

    assert (alone.type, alone.stem, alone.content["accepts"], alone.content["maximum_files"]) == ("file_upload", "Send it.", ["pdf"], 1)
    assert alone.lost == ("Types of file that are not kept here: video/mp4.",)
    assert "stands alone" in beside.reason


def test_qti_3_is_read_by_the_same_words():
    data = (
        b'<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="three" title="T">'
        b'<qti-response-declaration identifier="RESPONSE" '
        b'cardinality="single" base-type="identifier"><qti-correct-response><qti-value>A</qti-value></qti-correct-response>'
        b"</qti-response-declaration><qti-item-body>"
        b'<qti-choice-interaction response-identifier="RESPONSE" max-choices="1"><qti-prompt>Which?</qti-prompt>'
        b'<qti-simple-choice identifier="A">One</qti-simple-choice>'
        b'<qti-simple-choice identifier="B">Two</qti-simple-choice></qti-choice-interaction></qti-item-body><qti-response-processing '
        b'template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct"/></qti-assessment-item>'
    )

    found = read(data)

    assert (found.id, found.type, found.stem, found.lost) == ("three", "single_choice", "Which?", ())


def test_a_package_says_order_titles_passages_and_brings_pictures():
    test = (
        b'<assessmentTest identifier="t" title="Exam"><testPart identifier="p"><assessmentSection identifier="s" title="Law">'
        b'<rubricBlock view="candidate"><p>The facts.</p></rubricBlock><assessmentItemRef identifier="b" href="items/b.xml"/>'
        b'<assessmentItemRef identifier="a" href="items/a.xml"><weight identifier="w" value="3"/></assessmentItemRef>'
        b'<assessmentItemRef identifier="c" href="items/gone.xml"/></assessmentSection></testPart></assessmentTest>'
    )
    plain = item(choice(), declared(["A"]))
    pictured = item(f'<p><img src="../img/map.png" alt="A map"/></p>{choice()}', declared(["A"])).replace(b"item-1", b"item-2")
    package = archive(test_dot_xml=test, items__a_dot_xml=plain, items__b_dot_xml=pictured, img__map_dot_png=b"picture", imsmanifest_dot_xml=b"<manifest/>")

    found = list(read_contents(package))

    assert [(one.id, getattr(one, "points", 0)) for one in found] == [("item-2", 1), ("item-1", 3), ("gone", 0)]
    assert (found[0].category, found[0].media) == ("Exam / Law", {"map.png": b"picture"})
    assert found[0].stem.startswith("The facts.\n\n![A map](images/map.png)")
    assert "does not hold" in found[2].reason


def test_a_test_alone_and_a_package_without_questions_are_refused_as_a_whole():
    for source in (io.BytesIO(b"<assessmentTest/>"), archive(readme_dot_txt=b"x"), archive(inner_dot_zip=b"PK"), io.BytesIO(b"no xml"), io.BytesIO(b"<html/>")):
        with pytest.raises(Invalid):
            list(read_contents(source))


def test_interactions_in_small_letters_are_read():
    """As a program writes them that cleans the text of an item as HTML."""
    responses = "".join(
        f'<responseDeclaration identifier="{name}" cardinality="single" baseType="string"><correctResponse><value>{right}</value></correctResponse>'
        "</responseDeclaration>"
        for name, right in (("r", "red"), ("v", "blue"))
    )

    found = read(item('<div>Roses <textentryinteraction responseidentifier="r"/>, violets <textentryinteraction responseidentifier="v"/></div>', responses))

    assert found.content["text"] == "Roses [[r]], violets [[v]]"
    assert [gap["accepted"][0]["text"] for gap in found.content["gaps"]] == ["red", "blue"]


def test_the_text_before_the_first_gap_is_the_stem_and_nothing_of_it_is_lost():
    before = "<h2>Rules</h2><p>Two <strong>days</strong>.</p><ul><li>one</li><li>two</li></ul><table><tr><th>A</th><td>B</td></tr></table>"
    gaps = '<p>Within <textEntryInteraction responseIdentifier="RESPONSE"/> or <textEntryInteraction responseIdentifier="OTHER"/>.</p><p>After all.</p>'
    responses = "".join(declared([right]).replace('"RESPONSE"', f'"{name}"') for name, right in (("RESPONSE", "30"), ("OTHER", "60")))

    found = read(item(before + gaps, responses.replace('"identifier"', '"string"')))

    assert all(word in found.stem for word in ("Rules", "Two **days**.", "one", "two", "A", "B"))
    assert found.content["text"].endswith("After all.")
    assert found.content["text"].startswith("Within [[")
    assert any("a template for one answer, where several are right" in one for one in found.lost)
