"""One ``<problem>`` as a draft: its text, its responses, its explanation."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Refused, Unfit, fit_id, made_id
from assessments.formats.finishing import ODD, ODD_REASON, finished
from assessments.formats.fitting import Fitted
from assessments.formats.olx.responses import READERS, Asked
from assessments.formats.qti.body import mark_of
from assessments.formats.qti.values import number_of
from assessments.formats.texts import Texts

NOT_A_QUESTION = "It only shows a text and asks nothing."
BY_CODE = "Its answers are checked by a program of its author’s, which is not run here."
REFUSED = {
    "customresponse": BY_CODE, "schematicresponse": "A circuit is drawn, and there is no question type for that here.", "coderesponse": BY_CODE,
    "externalresponse": "Its answers are checked by another server.", "symbolicresponse": "A formula is compared by algebra, which is not done here.",
    "formularesponse": "A formula is compared with values put in, which is not done here.",
    "javascriptresponse": BY_CODE,
    "chemicalequationinput": "A chemical equation is compared, which is not done here.",
    "imageresponse": "A place on a picture is marked there, in a form that is not read here.",
    "annotationresponse": "A comment on a text is made, and there is no question type for that here.",
    "truefalseresponse": "It is of a kind that Open edX does not show any more.",
    "drag_and_drop_input": "Pictures are dragged there, and no question type here takes them.",
}  # fmt: skip
_ASIDE = frozenset(["solution", "demandhint", "script", "hint", "style"])


def read_problem(problem: Element, texts: Texts, name: str, category: str = "") -> QuestionDraft | Refused:
    """``name`` is the file's, for a problem that has no name of its own."""
    key = fit_id(problem.get("url_name") or name) or made_id("".join(problem.itertext()))
    try:
        return _Problem(problem, texts).draft(key, category)
    except Unfit as why:
        return Refused(key, str(why))
    except ODD:
        return Refused(key, ODD_REASON)


class _Problem:
    def __init__(self, problem: Element, texts: Texts) -> None:
        self.problem, self.texts = problem, texts
        self.lost: list[str] = []

    def draft(self, key: str, category: str) -> QuestionDraft:
        self._refuse_programs()
        body = deepcopy(self.problem)
        responses = list(_take_responses(body))
        if not responses:
            raise Unfit(NOT_A_QUESTION)
        asked = [Asked(one, self.texts) for one in responses]
        fitted = [READERS[one.element.tag](one) for one in asked]
        whole = self._together(self.texts.markdown(_without_asides(body)), asked, fitted)
        title = " ".join(self.problem.get("display_name", "").split())
        title = (
            ""
            if title.lower() in ("problem", "blank advanced problem", "multiple choice", "checkboxes", "dropdown", "text input", "numerical input")
            else title
        )
        draft = QuestionDraft(
            id=key, type=whole.type, stem=whole.prompt or title or "Answer the question.", content=whole.content, title=title[:200],
            explanation=self._explanation(), category=category, media=self.texts.media,
            lost=tuple(dict.fromkeys([*whole.lost, *self._settings(), *self.texts.lost])),
        )  # fmt: skip
        return finished(draft, self._points(whole))

    def _refuse_programs(self) -> None:
        for one in self.problem.iter():
            if one.tag in REFUSED:
                raise Unfit(REFUSED[one.tag])
            if one.tag.endswith("response") and one.tag not in READERS:
                raise Unfit(f"It asks by “{one.tag}”, and there is no question type for that here.")
        if next(self.problem.iter("script"), None) is not None:
            raise Unfit("A program makes its numbers or checks its answers, and programs of a file are not run here.")

    def _together(self, text: str, asked: Sequence[Asked], fitted: Sequence[Fitted]) -> Fitted:
        pieces = _cut(text, len(fitted))
        if len(fitted) == 1:
            stem = "\n\n".join(part for part in (pieces[0], fitted[0].prompt, pieces[1]) if part)
            return replace(fitted[0], prompt=stem)
        parts, lost = [], []
        for place, one in enumerate(fitted, start=1):
            before = pieces[place - 1] if place > 1 else ""
            stem = "\n\n".join(part for part in (before, one.prompt) if part) or f"Part {place}"
            parts.append({"id": f"p{place}", "type": one.type, "stem": stem, "points": 1, "content": one.content})
            lost += [f"Part {place}: {sentence}" for sentence in one.lost]
        case = "\n\n".join(part for part in (pieces[0], pieces[-1]) if part) or self.problem.get("display_name", "") or "Read each part and answer it."
        return Fitted(
            "fact_pattern", {"case": case, "parts": parts}, Fraction(len(parts)), tuple(lost), self.problem.get("display_name", "") or "Answer each part."
        )

    def _points(self, whole: Fitted) -> Fraction:
        weight = number_of(self.problem.get("weight", ""))
        return weight if weight and weight > 0 else whole.points

    def _explanation(self) -> str:
        found = [self.texts.markdown(one) for one in self.problem.iter("solution")]
        return "\n\n".join(text for text in found if text).removeprefix("Explanation\n\n")[:20_000]

    def _settings(self) -> Iterator[str]:
        """What the problem sets and an assessment sets here, and its hints."""
        hints = ["".join(one.itertext()).strip() for holder in self.problem.iter("demandhint") for one in holder.iter("hint")]
        yield from (f"A hint that students can ask for is left out: “{' '.join(hint.split())[:60]}”." for hint in hints if hint)
        if next(self.problem.iter("hintgroup"), None) is not None:
            yield "Hints that a program chooses are left out."
        names = {
            "max_attempts": "attempts",
            "showanswer": "when the answer is shown",
            "rerandomize": "new random values",
            "submission_wait_seconds": "a wait between attempts",
        }
        said = [words for name, words in names.items() if self.problem.get(name) not in (None, "", "null", "never", "finished")]
        if said:
            yield f"Its own settings are left out ({', '.join(said)}): an assessment sets them here."


def _take_responses(body: Element) -> Iterator[Element]:
    """The responses in the order of the text; each leaves a mark where it stood. Labels within stay with it."""
    number = 0
    for parent in list(body.iter()):
        for place, one in enumerate(list(parent)):
            if one.tag in READERS:
                mark = Element("p")
                mark.text, mark.tail = mark_of(number), one.tail
                one.tail = None
                parent[place] = mark
                number += 1
                yield one


def _without_asides(body: Element) -> Element:
    for parent in list(body.iter()):
        for one in list(parent):
            if one.tag in _ASIDE:
                parent.remove(one)
            elif one.tag == "label" or one.tag == "description":
                one.tag = "p"
    return body


def _cut(text: str, count: int) -> list[str]:
    """``text`` between its ``count`` marks: one piece more than marks."""
    pieces = []
    for number in range(count):
        before, _, text = text.partition(mark_of(number))
        pieces.append(before.strip())
    return [*pieces, text.strip()]
