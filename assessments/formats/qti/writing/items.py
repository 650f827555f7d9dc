"""One draft as an item of QTI 2.1."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Unfit
from assessments.formats.qti.writing.gaps import fill_in_the_blanks
from assessments.formats.qti.writing.kinds import WRITERS, Writing
from assessments.formats.written_xml import add, add_markdown, name_of

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
NOT_WRITTEN = "It is left out: this format has no such type of question ({})."


def item_of(draft: QuestionDraft) -> tuple[Element, tuple[str, ...]]:
    """The item, and what it cannot hold; raises ``Unfit`` with the sentence where it cannot hold the question at all."""
    item = Element("assessmentItem", {
        "xmlns": NAMESPACE, "identifier": name_of(draft.id), "title": draft.title, "adaptive": "false", "timeDependent": "false",
    })  # fmt: skip
    to = Writing(item, Element("itemBody"), Element("responseProcessing"), media=draft.media)
    if draft.type == "fact_pattern":
        _fact_pattern(to, draft)
    elif draft.type == "fill_in_the_blanks":
        add_markdown(to.body, draft.stem)
        fill_in_the_blanks(to, draft.content, draft.points)
    elif draft.type in WRITERS:
        add_markdown(to.body, draft.stem)
        WRITERS[draft.type](to, "RESPONSE", draft.content, "", draft.points)
    else:
        raise Unfit(NOT_WRITTEN.format(draft.type.replace("_", " ")))
    _outcomes(to, draft)
    item.append(to.body)
    item.append(to.rule)
    for outcome, value, text in to.feedback:
        add_markdown(add(item, "modalFeedback", outcomeIdentifier=outcome, identifier=value, showHide="show"), text)
    return item, tuple(dict.fromkeys([*to.lost, *_left_out(draft)]))


def _fact_pattern(to: Writing, draft: QuestionDraft) -> None:
    add_markdown(to.body, draft.content["case"])
    for part in draft.content.get("parts", ()):
        if part["type"] not in WRITERS or part["type"] == "fill_in_the_blanks":
            raise Unfit(NOT_WRITTEN.format(f"a part that is {part['type'].replace('_', ' ')}"))
        WRITERS[part["type"]](to, name_of(part["id"]), part["content"], part["stem"], part["points"])
    if draft.content.get("issues"):
        to.lost.append("The issues to spot are left out.")
    if not draft.content.get("parts"):
        raise Unfit(NOT_WRITTEN.format("issues to spot"))
    if draft.stem.strip() not in ("", draft.title.strip(), "Answer each part."):
        to.lost.append("The words beside the case are left out.")


def _outcomes(to: Writing, draft: QuestionDraft) -> None:
    """After the responses, as the schema wants them."""
    place = len(to.item)
    if draft.explanation:
        to.feedback.append(("FEEDBACK", "explanation", draft.explanation))
        add(add(to.rule, "setOutcomeValue", identifier="FEEDBACK"), "baseValue", "explanation", baseType="identifier")
    for name in dict.fromkeys(outcome for outcome, _, _ in to.feedback):
        response = name.removeprefix("FEEDBACK_")
        cardinality = to.item.find(f"responseDeclaration[@identifier='{response}']")
        many = cardinality.get("cardinality", "single") if cardinality is not None else "single"
        to.item.insert(place, Element("outcomeDeclaration", {"identifier": name, "cardinality": many, "baseType": "identifier"}))
        if response != name:
            add(add(to.rule, "setOutcomeValue", identifier=name), "variable", identifier=response)
    for name, value in (("SCORE", "0"), ("MAXSCORE", str(draft.points))):
        made = Element("outcomeDeclaration", {"identifier": name, "cardinality": "single", "baseType": "float"})
        add(add(made, "defaultValue"), "value", value)
        to.item.insert(place, made)
        place += 1


def _left_out(draft: QuestionDraft) -> Iterator[str]:
    told = {"topics": draft.topics, "authorities": draft.authorities, "level": draft.difficulty != 1}
    named = [name for name, value in told.items() if value]
    if named:
        yield f"Its {', '.join(named)} {'are' if len(named) > 1 or named[0] != 'level' else 'is'} left out."
