"""One item of QTI 1.2 as a draft."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Refused, Unfit, fit_id, made_id
from assessments.formats.finishing import ODD, ODD_REASON, finished
from assessments.formats.fitting import NO_RIGHT_ANSWER, Choice, Fitted, fit_choices, fit_one_choice, whole_points
from assessments.formats.fitting_arranged import fit_matching, fit_order
from assessments.formats.fitting_written import fit_numbers, fit_texts
from assessments.formats.qti.asi.blanks import read_blanks, read_several
from assessments.formats.qti.asi.feedback import Feedback
from assessments.formats.qti.asi.groups import read_groups
from assessments.formats.qti.asi.metadata import Metadata
from assessments.formats.qti.asi.presentation import Response, Shown, read_presentation
from assessments.formats.qti.asi.rules import Rules
from assessments.formats.qti.values import number_of
from assessments.formats.texts import Texts

REFUSED = {
    "calculated_question": "Its numbers are drawn anew for each student (a formula question), and a question here says the same to everybody.",
    "formula_question": "Its numbers are drawn anew for each student (a formula question), and a question here says the same to everybody.",
    "file_upload_question": "A file is handed in, and this format does not say of what type; write the question here as a file upload.",
    "blackboard_matching": "It is a matching question in a form of Blackboard's own, which is not read here.",
    "text_only_question": "It only shows a text and asks nothing.",
}
GAPS = ("fill_in_multiple_blanks_question", "multiple_dropdowns_question")


def read_asi_item(item: Element, texts: Texts, category: str = "", before: str = "", lost: Sequence[str] = ()) -> QuestionDraft | Refused:
    """The draft of ``item``, or why there is none. ``before`` is HTML that its section shows before it."""
    key = fit_id(item.get("ident", "")) or made_id(item.get("title", ""), "".join(item.itertext()))
    try:
        return AsiItem(item, texts).draft(key, category, before, lost)
    except Unfit as why:
        return Refused(key, str(why))
    except ODD:
        return Refused(key, ODD_REASON)


class AsiItem:
    """An item with its rule. ``earned`` takes answers by response."""

    def __init__(self, item: Element, texts: Texts) -> None:
        self.item, self.texts = item, texts
        self.metadata = Metadata(item)
        self.rules = Rules(item)
        self.feedback = Feedback(item, texts)

    def draft(self, key: str, category: str, before: str, lost: Sequence[str]) -> QuestionDraft:
        if self.metadata.kind in REFUSED:
            raise Unfit(REFUSED[self.metadata.kind])
        shown = read_presentation(self.item, self.texts)
        if not shown.responses:
            raise Unfit("It only shows a text and asks nothing.")
        found = self._fitted(shown)
        stem = self.texts.markdown(f"{before}{found.prompt or shown.html}" if found.prompt != "-" else before)
        explanation, told = self.feedback.general()
        odd = () if self.rules.understood else ("A part of its rule for points is of a kind that is not carried out here; the rest decides.",)
        all_lost = [*lost, *found.lost, *odd, *self.metadata.lost, *told, *self.texts.lost]
        title = self.item.get("title", "")
        draft = QuestionDraft(
            id=key, type=found.type, stem=stem or _usual(title), content=found.content, title="" if title in ("Question", key) else title[:200],
            explanation=explanation, category=category, media=self.texts.media, lost=tuple(dict.fromkeys(all_lost)),
        )  # fmt: skip
        return finished(draft, self._points(found.points))

    def earned(self, answers: Mapping[str, Sequence[str]]) -> Fraction:
        return self.rules.verdict(answers).score

    def _points(self, full: Fraction) -> Fraction:
        """What metadata says; else the most that the rule gives, where it does not count in percent."""
        if self.metadata.points is not None:
            return self.metadata.points
        return Fraction(1) if self.rules.scale == 100 or full == 100 else full

    def _fitted(self, shown: Shown) -> Fitted:
        several = [one for one in shown.responses if one.element.tag != "response_extension"]
        for one in several:
            if one.element.tag in ("response_xy", "response_grp") or one.is_placed:
                raise Unfit("It asks for a place on a picture or for things to be grouped by dragging, in a form of QTI 1.2 that is not read here.")
            if one.element.tag not in ("response_lid", "response_str", "response_num"):
                raise Unfit(f"It asks by “{one.element.tag}”, and there is no question type for that here.")
        if not several:
            raise Unfit("It asks by an extension of its maker's own.")
        if self.metadata.kind in GAPS:
            return read_blanks(self, shown)
        if len(several) > 1:
            return self._several(shown, several)
        return self.one(several[0])

    def _several(self, shown: Shown, several: Sequence[Response]) -> Fitted:
        if self.metadata.kind == "categorization_question":
            return read_groups(self, shown, several)
        choosing = all(one.element.tag == "response_lid" and one.cardinality == "single" and one.labels for one in several)
        same = len({tuple(label.html for label in one.labels) for one in several}) == 1
        if self.metadata.kind == "matching_question" or (choosing and same and all(one.own for one in several)):
            return self._matching(shown, several)
        return read_several(self, shown, several)

    def _matching(self, shown: Shown, several: Sequence[Response]) -> Fitted:
        """Each response is an item, its labels are the choices; the same label may have another name in each response."""
        several, empty = self._rows(several)
        targets: dict[str, Choice] = {}
        names: dict[str, dict[str, str]] = {}
        for one in several:
            for label in one.labels:
                plain = self.texts.words(label.html) or label.name
                targets.setdefault(plain.casefold(), Choice(label.name, self.texts.markdown(label.html), plain))
                names.setdefault(one.name, {})[targets[plain.casefold()].name] = label.name
        items = [Choice(one.name, self.texts.markdown(one.own or one.before) or one.name, self.texts.words(one.own or one.before)) for one in several]
        right: dict[str, str] = {}
        for one in several:
            best = max(names.get(one.name, {}), key=lambda target: self._best({one.name: [names[one.name][target]]}, several, one), default="")
            if best and self._best({one.name: [names[one.name][best]]}, several, one) > 0:
                right[one.name] = best
        found = fit_matching(items, list(targets.values()), right, lambda given: self.earned({key: [names[key][target]] for key, target in given.items()}))
        before = shown.html if any(one.own for one in several) else several[0].before if several[0].own else ""
        return replace(found, prompt=before or "-", lost=(*found.lost, *empty))

    def _rows(self, several: Sequence[Response]) -> tuple[list[Response], tuple[str, ...]]:
        """Those that show something to go with: Canvas exports rows left empty, and an empty target for them. And what is lost."""
        rows = [replace(one, labels=[label for label in one.labels if self._shows(label.html)]) for one in several if self._shows(one.own or one.before)]
        if not rows:
            return list(several), ()
        dropped = len(rows) < len(several) or any(len(row.labels) < len(one.labels) for row in rows for one in several if one.name == row.name)
        return rows, ("A row or a choice without a text is left out.",) if dropped else ()

    def _shows(self, html: str) -> bool:
        return bool(self.texts.markdown(html))

    def _best(self, answer: Mapping[str, Sequence[str]], several: Sequence[Response], one: Response) -> Fraction:
        """What an answer to one response earns, others being open; where all must be right, what the conditions name decides."""
        alone = self.earned(answer)
        if alone > 0:
            return alone
        named = self.rules.named(one.name)
        return Fraction(1, 2) if answer[one.name][0] in named and self.earned(self._named_answers(several)) > 0 else Fraction(0)

    def _named_answers(self, several: Sequence[Response]) -> dict[str, list[str]]:
        return {one.name: self.rules.named(one.name)[:1] for one in several}

    # One response

    def one(self, response: Response) -> Fitted:
        """The question that a single response asks."""
        if response.labels and response.rendering is not None and response.rendering.tag != "render_fib":
            return self._choosing(response)
        if self._is_essay(response):
            return self._essay()
        if response.wants_number or self.metadata.kind == "numerical_question":
            return self._number(response)
        return self._written(response)

    def choices(self, response: Response) -> list[Choice]:
        return [self._choice(response, label.name, label.html) for label in response.labels]

    def _choice(self, response: Response, name: str, html: str) -> Choice:
        text = self.texts.markdown(html)
        told = self.feedback.of_answer(self.rules.verdict({response.name: [name]}).feedback, name)
        return Choice(name, text or name, self.texts.words(html) if html else name, told)

    def _choosing(self, response: Response) -> Fitted:
        choices = self.choices(response)
        if response.cardinality == "ordered" or self.metadata.kind == "ordering_question":
            order = self.rules.named(response.name)
            return fit_order(choices, order, lambda given: self.earned({response.name: given}))
        named = self._declared(response)
        empty = [label.name for label in response.labels if not self._shows(label.html) and label.name not in named]
        asked = [choice for choice in choices if choice.name not in empty]
        if response.cardinality == "multiple":
            found = fit_choices(asked, lambda chosen: self.earned({response.name: sorted(chosen)}), frozenset(named))
        else:
            found = fit_one_choice(asked, lambda name: self.earned({response.name: [name]}))
        return replace(found, lost=(*found.lost, "An option without a text is left out.")) if empty else found

    def _declared(self, response: Response) -> list[str]:
        """The options that a condition asks for without a *not*."""
        refused = {(one.text or "").strip() for condition in self.rules.conditions for no in condition.iter("not") for one in no.iter("varequal")}
        return [name for name in self.rules.named(response.name) if name not in refused]

    def _is_essay(self, response: Response) -> bool:
        return self.metadata.kind == "essay_question" or not self.rules.named(response.name)

    def _essay(self) -> Fitted:
        points = self.metadata.points or (self.rules.scale if self.rules.scale not in (None, 100) else None) or Fraction(1)
        whole, _ = whole_points(points)
        return Fitted("essay", {"rubric": [{"id": "answer", "title": "Answer", "points": min(whole, 100)}]} | self.feedback.model_answer(), points)

    def _number(self, response: Response) -> Fitted:
        edges = [number for text in self.rules.named(response.name) if (number := number_of(text)) is not None]
        if not edges:
            raise Unfit(NO_RIGHT_ANSWER)
        accepted, full, lost = fit_numbers(edges, lambda number: self.earned({response.name: [_decimal(number)]}))
        if response.rendering is not None and response.rendering.tag == "render_slider":
            lost = (*lost, "Its slider is left out: here the number is written.")
        return Fitted("numerical", {"accepted": accepted}, full, lost)

    def _written(self, response: Response) -> Fitted:
        content, full, lost = fit_texts(self.rules.named(response.name), lambda text: self.earned({response.name: [text]}))
        if any(True for condition in self.rules.conditions for _ in condition.iter("varsubstring")):
            lost += ("An answer that only holds the accepted words is accepted there; here it must be nothing else.",)
        return Fitted("short_answer", content, full, lost)


def _decimal(number: Fraction) -> str:
    return str(number)  # ``number_of`` reads fractions exactly


def _usual(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip() or "Answer the question."
