"""One ``<question>`` of Moodle XML as a draft."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Refused, Unfit, fit_id, made_id
from assessments.formats.moodle_xml.cloze import cloze
from assessments.formats.moodle_xml.kinds import essay, multichoice, multichoiceset, numerical, ordering, shortanswer, truefalse
from assessments.formats.moodle_xml.pairs import ddmarker, ddwtos, gapselect, matching
from assessments.formats.moodle_xml.texts import Texts, said_in
from assessments.formats.shares import Fitted, exact_number, said, whole_points

FILL_IN = "Fill in the blanks."
_KINDS: dict[str, Callable[[Element, Texts, int], Fitted]] = {
    "multichoice": multichoice, "multichoiceset": multichoiceset, "truefalse": truefalse, "shortanswer": shortanswer, "numerical": numerical,
    "essay": essay, "matching": matching, "match": matching, "ddmatch": matching, "ordering": ordering, "cloze": cloze, "multianswer": cloze,
    "gapselect": gapselect, "ddwtos": ddwtos, "ddmarker": ddmarker,
}  # fmt: skip
_DRAWN = "Its numbers are drawn anew from a formula at every attempt; here a question always asks the same."
_REFUSED = {
    "description": "It asks nothing: it is a text between questions.",
    "calculated": _DRAWN, "calculatedsimple": _DRAWN, "calculatedmulti": _DRAWN,
    "randomsamatch": "It is put together at every attempt from short answers drawn by chance; here a question always asks the same.",
    "random": "It is not a question but a place for one drawn from a category. Draw questions in the assessment instead.",
    "ddimageortext": "Texts or pictures are dragged onto places of a picture, and no type here asks for that.",
}  # fmt: skip
_OWN_TEXT = {"cloze", "multianswer", "gapselect", "ddwtos"}
_BOILERPLATE = re.compile(r"(?:<p[^>]*>)?\s*(?:Your answer is (?:partially )?(?:in)?correct\.|)\s*(?:</p>)?", re.IGNORECASE)


def category_of(element: Element) -> str:
    """``$course$/top/Asylum/Bars`` is Asylum / Bars. A slash that belongs to a name is written twice."""
    names = [name.replace("\0", "/").strip() for name in said_in(element, "category").replace("//", "\0").split("/")]
    return " / ".join(name for name in names if name and not re.fullmatch(r"\$[a-z]+\d*\$|top", name))


def question_of(element: Element, category: str) -> QuestionDraft | Refused:
    kind = element.get("type", "").strip().lower()
    title = " ".join(said_in(element, "name").split())
    name = fit_id(said_in(element, "idnumber")) or made_id(kind, title, said_in(element, "questiontext"))
    try:
        if kind not in _KINDS:
            raise Unfit(_REFUSED.get(kind, f"Questions of the type “{kind[:40]}” cannot be held here."))
        return _draft(element, kind, name, title, category)
    except Unfit as unfit:
        return Refused(name, str(unfit))


def _draft(element: Element, kind: str, name: str, title: str, category: str) -> QuestionDraft:
    texts = Texts()
    picture = texts.old_picture(element)
    points, changed = whole_points(said_in(element, "defaultgrade"))
    fitted = _KINDS[kind](element, texts, points)
    stem = "" if kind in _OWN_TEXT else "\n\n".join(part for part in (texts.markdown(element, "questiontext"), picture) if part)
    if kind in _OWN_TEXT:
        stem = "\n\n".join([FILL_IN, *(f"![{one}](images/{one})" for one in texts.media)]) if fitted.type == "fill_in_the_blanks" else title or FILL_IN
    if kind in ("cloze", "multianswer") and not said_in(element, "defaultgrade"):  # Moodle's own export leaves it to the gaps
        points = sum(part.get("points", 1) for part in fitted.content.get("parts") or fitted.content["gaps"])
    if not stem.strip():
        stem = texts.written(title, "plain_text")
    if not stem.strip():
        raise Unfit("It has answers and no text that asks for them.")
    explanation = texts.markdown(element, "generalfeedback")
    lost = [*texts.lost, *fitted.lost, *changed, *_left_out(element)]
    if len(title) > 200:
        lost.append("Its title is longer than 200 characters and was cut.")
    return QuestionDraft(
        id=name, type=fitted.type, stem=stem, content=fitted.content, title=title[:200], explanation=explanation, points=points,
        topics=_tags(element), category=category, media=texts.media, lost=tuple(dict.fromkeys(lost)),
    )  # fmt: skip


def _tags(element: Element) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for one in element.findall("tags/tag") if (tag := " ".join(said_in(one).split()))))


def _left_out(element: Element) -> list[str]:
    """What Moodle says beside the answers and we have no place for."""
    lost = []
    try:
        penalty = exact_number(said_in(element, "penalty") or "0")
    except Unfit:
        penalty = exact_number("0")
    if penalty:
        lost.append(f"The penalty of {said(penalty * 100)} % for each further try is left out: here a question is answered once in an attempt.")
    if hints := [said_in(one) for one in element.findall("hint")]:
        lost.append(f"{len(hints)} hint{'s' if len(hints) > 1 else ''} for further tries left out.")
    feedback = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    if any(not _BOILERPLATE.fullmatch(said_in(element, tag)) for tag in feedback):
        lost.append("Feedback by result (right, partly right, wrong) is left out; feedback to single options and the explanation are kept.")
    if said_in(element, "hidden") == "1":
        lost.append("It was hidden in Moodle.")
    return lost
