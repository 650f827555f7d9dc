"""Accepted texts, and which of them a written answer comes nearest to: what short answers and gaps share.

Texts are compared as ``lms.questions.text.folded`` says: white space, invisible characters, typographic dashes and quotes
and, unless ``case_sensitive``, case make no difference. There are no wildcards and no patterns, so no answer can keep the
server busy. ``spelling_tolerance`` forgives 1 or 2 edits as ``lms.questions.spelling`` says: never in texts under five
characters, never in a number, a single letter or a section.

The nearest accepted answer decides, and of equally near ones the best paid. So an author can name a wrong neighbor at 0 percent.
Worked example, tolerance 2, accepted “admissible” at 100 and “inadmissible” at 0: “admisible” earns everything (1 edit from the
first, 3 from the second); “inadmissible” and “inadmisible” earn nothing, though the former is only 2 edits from the first.
"""

from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from lms.questions.content import Content, NotBlank, Percent, Storable
from lms.questions.spelling import edits_forgiven
from lms.questions.text import folded

MOST_CHARACTERS = 500


class Accepted(Content):
    """One accepted answer and the share of the points it earns, in percent."""

    text: Annotated[str, StringConstraints(max_length=MOST_CHARACTERS), Storable, NotBlank]
    percent: Percent = 100


class AcceptedTexts(Content):
    """Accepted answers and how they are compared. Content of a question, or a piece of it."""

    accepted: Annotated[list[Accepted], Field(min_length=1, max_length=50)]
    case_sensitive: bool = False
    spelling_tolerance: Annotated[int, Field(ge=0, le=2)] = 0

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if all(accepted.percent < 100 for accepted in self.accepted):
            raise ValueError("at least one accepted answer must earn 100 percent")
        paid: dict[str, int] = {}
        for accepted in self.accepted:
            text = self.compared(accepted.text)
            if not text:
                raise ValueError("an accepted answer holds no visible character")
            if paid.setdefault(text, accepted.percent) != accepted.percent:
                raise ValueError(f"“{accepted.text}” is listed twice with different percents")
        return self

    def compared(self, text: str) -> str:
        """``text`` in the form in which answers to this question are compared."""
        return folded(text, case_sensitive=self.case_sensitive)

    def nearest(self, text: str) -> tuple[int, int]:
        """What ``text`` earns in percent, and how many edits were forgiven for it; ``(0, 0)`` when nothing accepted is near enough."""
        given = self.compared(text)
        near: list[tuple[int, int]] = []
        for accepted in self.accepted:
            edits = edits_forgiven(self.compared(accepted.text), given, self.spelling_tolerance)
            if edits is not None:
                near.append((edits, -accepted.percent))
        edits, owed = min(near, default=(0, 0))
        return -owed, edits

    def told(self) -> list[dict[str, Any]]:
        """The accepted answers that earn anything, as a key view says them."""
        return [{"text": accepted.text, "percent": accepted.percent} for accepted in self.accepted if accepted.percent]
