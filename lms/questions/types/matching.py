"""Each item goes with one of the choices. Response: ``{"choices": {"i589": "asylum", "g28": ""}}``, every item, ``""`` where left open.

A choice may go with several items or with none: choices that go with none are distractors. The choices are always shown mixed, because
authors write them in the order of the items; the items are mixed where the attempt mixes options. Scoring: ``lms.questions.pairing``.
"""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from lms.questions.content import Content, PartId
from lms.questions.pairing import PairedItem, Pairing, Scoring, Target, refuse_unpaired


class MatchingItem(PairedItem):
    """One item; ``choice`` is the id of the choice that goes with it."""

    choice: PartId

    @property
    def target(self) -> str:
        return self.choice


class MatchingContent(Content):
    items: Annotated[list[MatchingItem], Field(min_length=2, max_length=20)]
    choices: Annotated[list[Target], Field(min_length=2, max_length=30)]
    scoring: Scoring = "per_item"

    @model_validator(mode="after")
    def _each_has_its_choice(self) -> Self:
        refuse_unpaired(self.items, self.choices, targets_name="choices", target_name="choice")
        return self


class Matching(Pairing[MatchingContent]):
    key = "matching"
    label = "Matching"
    description = "Each item goes with one of the choices; some choices may go with none."
    content_class = MatchingContent
    targets_name = "choices"
    target_name = "choice"
    items_always_mixed = False
    targets_mixed = True

    def items(self, content: MatchingContent) -> Sequence[MatchingItem]:
        return content.items

    def scoring(self, content: MatchingContent) -> Scoring:
        return content.scoring
