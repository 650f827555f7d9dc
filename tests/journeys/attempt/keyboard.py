"""What a hand does that has a keyboard and nothing else, and how each type of question is answered by it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import playwright.sync_api
from playwright.sync_api import FileChooser, Locator, Page

from tests.factories.sent_files import pdf
from tests.lms.questions.samples import part_answers

MOST_TABS = 400  # more than any page has stops
FOCUSED = "element => element === document.activeElement"
IN_GROUP = "element => element.type === 'radio' && element.name === document.activeElement.name && element.form === document.activeElement.form"
CHOSEN = "element => element.selectedOptions[0].textContent.trim()"


class Keyboard:
    """Nothing here touches the mouse, or gives a field its value or the focus by script."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, place: Locator) -> None:
        """On with Tab until ``place`` has the focus."""
        self._tab_until(place, FOCUSED)

    def write(self, place: Locator, text: str) -> None:
        self.go(place)
        self.page.keyboard.type(text)

    def tick(self, place: Locator) -> None:
        self.go(place)
        self.press("Space")

    def choose(self, place: Locator) -> None:
        """One of a group of radio buttons: Tab enters the group, arrows go through it."""
        self._tab_until(place, IN_GROUP)
        self.press("Space")
        self._until(lambda: bool(place.evaluate(FOCUSED)), "ArrowDown")
        assert place.is_checked()

    def pick(self, place: Locator, text: str) -> None:
        """One line of a list, by the arrows."""
        self.go(place)
        self._until(lambda: place.evaluate(CHOSEN) == text, "ArrowDown")

    def act(self, button: Locator) -> None:
        self.go(button)
        self.press("Enter")

    def _tab_until(self, place: Locator, test: str) -> None:
        place.wait_for()
        self._until(lambda: bool(place.evaluate(test)), "Tab")

    def _until(self, is_there: Callable[[], bool], key: str) -> None:
        for _ in range(MOST_TABS):
            if is_there():
                return
            self.press(key)
        raise AssertionError(f"{MOST_TABS} times {key} did not lead there.")


@dataclass(frozen=True)
class Way:
    """How a question is answered by keyboard, and what is kept then; files by their names (``kept_of``)."""

    answer: Callable[[Keyboard, Locator], None]
    kept: dict[str, Any]


def _several(*labels: str) -> Callable[[Keyboard, Locator], None]:
    def tick(hand: Keyboard, question: Locator) -> None:
        for label in labels:
            hand.tick(question.get_by_label(label))

    return tick


def _one(label: str) -> Callable[[Keyboard, Locator], None]:
    return lambda hand, question: hand.choose(question.get_by_label(label, exact=True))


def _text(text: str) -> Callable[[Keyboard, Locator], None]:
    return lambda hand, question: hand.write(question.get_by_role("textbox"), text)


def _number(hand: Keyboard, question: Locator) -> None:
    hand.write(question.get_by_role("textbox"), "180")
    hand.pick(question.get_by_role("combobox"), "days")


def _gaps(hand: Keyboard, question: Locator) -> None:
    hand.write(question.get_by_label("Gap 1"), "I-589")
    hand.pick(question.get_by_label("Gap 2"), "the judge")
    hand.write(question.get_by_label("Gap 3"), "30")


def _lists(**texts: str) -> Callable[[Keyboard, Locator], None]:
    def pick(hand: Keyboard, question: Locator) -> None:
        for select in question.get_by_role("combobox").all():
            label = select.evaluate("element => element.labels[0].textContent")
            hand.pick(select, next(text for name, text in texts.items() if f"Form {name}" in label))

    return pick


def _order(hand: Keyboard, question: Locator) -> None:
    """Each step up to its place, from the first on."""
    steps = ["Notice to appear", "Bond hearing", "Hearing on the merits", "Appeal to the Board", "Order that stands"]
    for at, text in enumerate(steps):
        shown = [label.strip() for label in question.locator("[data-ordering] label").all_inner_texts()]
        if shown.index(text) > at:
            hand.go(question.get_by_role("button", name=f"Move up: {text}"))
            hand.press(*["Enter"] * (shown.index(text) - at))
    if not question.locator("select").first.input_value():  # they stood right: one move down and up says so
        hand.act(question.get_by_role("button", name=f"Move down: {steps[0]}"))
        hand.act(question.get_by_role("button", name=f"Move up: {steps[0]}"))


def _form(hand: Keyboard, question: Locator) -> None:
    hand.write(question.get_by_label("Full name"), "Amina Diallo")
    hand.write(question.get_by_label("Date of birth"), "03/08/1994")
    hand.pick(question.get_by_role("combobox"), "Female")


def _place(hand: Keyboard, question: Locator) -> None:
    hand.go(question.locator("[data-hotspot-picture]"))
    hand.press("ArrowDown", "ArrowRight", "Shift+ArrowUp")  # the first press puts the crosshair into the middle


def _case(hand: Keyboard, question: Locator) -> None:
    parts = question.locator(".fact-pattern-part")
    hand.choose(parts.nth(0).get_by_label("Text of b"))
    hand.write(parts.nth(1).get_by_role("textbox"), "8 CFR 208.13(b)")
    hand.write(parts.nth(2).get_by_role("textbox"), "File soon.")
    hand.write(parts.nth(3).get_by_role("textbox"), "The bar.")


def _file(hand: Keyboard, question: Locator) -> None:
    """Enter opens the system's own window of files, which is no part of the page; what was chosen there is handed over."""
    place = question.get_by_label("Choose a file")
    _window_of_files(hand, place).set_files({"name": "brief.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    hand.act(question.get_by_role("button", name="Send this file"))
    question.locator("[data-file-state][data-state=done]").wait_for()


def _window_of_files(hand: Keyboard, place: Locator) -> FileChooser:
    """What Enter opens. A busy Chromium at times does nothing at the key; a hand then presses once more."""
    try:
        with hand.page.expect_file_chooser(timeout=8_000) as chosen:
            hand.act(place)
    except playwright.sync_api.TimeoutError:
        with hand.page.expect_file_chooser() as chosen:
            hand.act(place)
    return chosen.value


# A new type adds a line: what the keys do to its sample, and the answer that stands then.
WAYS: dict[str, Way] = {
    "single_choice": Way(_one("Text of b"), {"choice": "b"}),
    "multiple_choice": Way(_several("Text of a", "Text of c"), {"choices": ["a", "c"]}),
    "true_false": Way(_one("True"), {"value": True}),
    "short_answer": Way(_text("asylum"), {"text": "asylum"}),
    "authority_finding": Way(_text("8 CFR 208.13(b)"), {"text": "8 CFR 208.13(b)", "keys": ["8 CFR 208.13(b)"]}),
    "numerical": Way(_number, {"number": "180", "unit": "days"}),
    "fill_in_the_blanks": Way(_gaps, {"gaps": {"form": "I-589", "days": "30", "who": "judge"}}),
    "matching": Way(
        _lists(i589="Applying for asylum", g28="Appearing as a representative", i765="Asking for permission to work", ar11="Asking for parole"),
        {"choices": {"i589": "asylum", "g28": "entry", "i765": "work", "ar11": "parole"}},
    ),
    "ordering": Way(_order, {"places": {"n": 1, "b": 2, "h": 3, "a": 4, "o": 5}}),
    "categorization": Way(
        _lists(i589="The agency", g28="The agency", i765="The office", ar11="The court"),
        {"groups": {"i589": "agency", "g28": "agency", "i765": "office", "ar11": "court"}},
    ),
    "select_passage": Way(_several("Sentence b.", "Sentence d."), {"marked": ["b", "d"]}),
    "form_filling": Way(_form, {"fields": {"name": "Amina Diallo", "born": "03/08/1994", "ssn": "", "sex": "Female"}}),
    "hotspot": Way(_place, {"area": "", "x": "51", "y": "40"}),
    "essay": Way(_text("She asks in time."), {"text": "She asks in time."}),
    "file_upload": Way(_file, {"files": ["brief.pdf"]}),
    "fact_pattern": Way(_case, part_answers("b", "8 CFR 208.13(b)", "File soon.", "The bar.")),
}
