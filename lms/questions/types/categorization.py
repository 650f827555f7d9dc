"""Items to put into named groups. Response: ``{"groups": {"i130": "family", "i589": ""}}``, every item, ``""`` where left open.

Every item belongs to exactly one group; a group may stay empty. Authors write the items group by group, so they are always shown mixed; the
groups are always shown as written, because a scale such as *before, during, after* reads in its order. Scoring: ``lms.questions.pairing``.
"""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from lms.questions.content import Content, PartId
from lms.questions.pairing import PairedItem, Pairing, Scoring, Target, refuse_unpaired


class GroupedItem(PairedItem):
    """One item; ``group`` is the id of the group it belongs to."""

    group: PartId

    @property
    def target(self) -> str:
        return self.group


class CategorizationContent(Content):
    groups: Annotated[list[Target], Field(min_length=2, max_length=8)]
    items: Annotated[list[GroupedItem], Field(min_length=2, max_length=30)]
    scoring: Scoring = "per_item"

    @model_validator(mode="after")
    def _each_has_its_group(self) -> Self:
        refuse_unpaired(self.items, self.groups, targets_name="groups", target_name="group")
        return self


class Categorization(Pairing[CategorizationContent]):
    key = "categorization"
    label = "Groups"
    description = "Items to put into named groups."
    content_class = CategorizationContent
    targets_name = "groups"
    target_name = "group"
    items_always_mixed = True
    targets_mixed = False

    def items(self, content: CategorizationContent) -> Sequence[GroupedItem]:
        return content.items

    def scoring(self, content: CategorizationContent) -> Scoring:
        return content.scoring
