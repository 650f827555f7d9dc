"""The gaps of a text: what each accepts, and how an answer in it is read, paid and told. One class per kind of gap."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from lms.questions import accepted_numbers, accepted_texts
from lms.questions.accepted_numbers import AcceptedNumbers
from lms.questions.accepted_texts import AcceptedTexts
from lms.questions.content import Content, Markdown, PartId, Title, refuse_repeated
from lms.questions.hidden_order import known_part, page_id, refuse_same_text
from lms.questions.numbers import read_number
from lms.questions.text import clean_text, in_one_line


class TextGap(AcceptedTexts):
    """A word or a few, compared as short answers are."""

    id: PartId
    kind: Literal["text"]
    explanation: Markdown = ""

    def read(self, sent: Any) -> str:
        return clean_text(sent, most=accepted_texts.MOST_CHARACTERS).strip()

    def warning(self, answer: str) -> str:
        return ""

    def share(self, answer: str) -> Fraction:
        return Fraction(self.nearest(answer)[0], 100)

    def said(self, answer: str) -> str:
        return answer

    def counted(self, answer: str) -> str:
        return self.compared(answer)


class NumberGap(Content):
    """A number within a tolerance; its unit, if it has one, stands in the text."""

    id: PartId
    kind: Literal["number"]
    accepted: AcceptedNumbers
    explanation: Markdown = ""

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        accepted_numbers.refuse_unpaid(self.accepted)
        return self

    def read(self, sent: Any) -> str:
        return clean_text(sent, most=accepted_numbers.MOST_CHARACTERS).strip()

    def warning(self, answer: str) -> str:
        """What to say of an answer that is no number."""
        readable = not answer or read_number(answer) is not None
        return "" if readable else f"“{in_one_line(answer)}” is not a number we can read. Write digits, as in 1,095 or 2.5."

    def share(self, answer: str) -> Fraction:
        number = read_number(answer)
        return Fraction(0) if number is None else accepted_numbers.paid(self.accepted, number)

    def said(self, answer: str) -> str:
        return answer

    def counted(self, answer: str) -> str:
        return in_one_line(answer)

    def told(self) -> list[dict[str, Any]]:
        return accepted_numbers.told(self.accepted)


class GapOption(Content):
    """One word or phrase to choose; plain text, because it stands in a list."""

    id: PartId
    text: Title
    correct: bool


class ChoiceGap(Content):
    """One of a few words, one or more of them right."""

    id: PartId
    kind: Literal["choice"]
    options: Annotated[list[GapOption], Field(min_length=2, max_length=20)]
    explanation: Markdown = ""

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        refuse_repeated([option.id for option in self.options], "options")
        refuse_same_text(self.options, "options")
        if not any(option.correct for option in self.options):
            raise ValueError("at least one option must be correct")
        return self

    def read(self, sent: Any) -> str:
        return "" if isinstance(sent, str) and not sent else known_part(self.options, sent, what="an option")

    def warning(self, answer: str) -> str:
        return ""

    def share(self, answer: str) -> Fraction:
        return Fraction(int(any(option.correct for option in self.options if option.id == answer)))

    def said(self, answer: str) -> str:
        return next((option.text for option in self.options if option.id == answer), "")

    def counted(self, answer: str) -> str:
        return answer

    def told(self) -> list[dict[str, Any]]:
        return [{"text": option.text, "percent": 100} for option in self.options if option.correct]


Gap = Annotated[TextGap | NumberGap | ChoiceGap, Field(discriminator="kind")]


def options_of(gap: Gap) -> list[GapOption]:
    """What may be chosen in ``gap``; nothing where it is written into."""
    return gap.options if isinstance(gap, ChoiceGap) else []


def public_options(gap: Gap, order: Sequence[str]) -> list[dict[str, str]]:
    """The options of ``gap`` as the frozen ``order`` (``gaps.<gap>.<option>``) has them; those it does not name come last."""
    place = {key: at for at, key in enumerate(order)}
    shown = sorted(options_of(gap), key=lambda option: place.get(option_key(gap, option), len(place)))
    return [{"id": option.id, "page_id": page_id(option), "text": option.text} for option in shown]


def option_key(gap: Gap, option: GapOption) -> str:
    return f"gaps.{gap.id}.{option.id}"
