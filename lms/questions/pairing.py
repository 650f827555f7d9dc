"""Items that are each given one target: what matching and categorization share.

Response: ``{"<targets_name>": {"item": "target", …}}`` with every item of the content, ``""`` where one was left open.

Two rules turn it into a mark. With n items, r of them given the right target:

- ``per_item``: r / n. A wrong item costs its own share and nothing more; an open one earns nothing.
- ``all_or_nothing``: 1 when r = n, else 0.

Worked example, four items, three given rightly and one left open: 3/4 per item, nothing all or nothing.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, Literal, TypeVar

from lms.questions.base import QuestionType
from lms.questions.content import Content, Markdown, PartId, RequiredMarkdown, Title, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.hidden_order import known_part, mixed, page_id, refuse_same_text
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import ODD_SHAPE, Form, Response, one_value, only, was_sent
from lms.questions.text import in_one_line

Scoring = Literal["per_item", "all_or_nothing"]


class Target(Content):
    """What an item may be given. ``text`` is plain: it stands in a list to choose from."""

    id: PartId
    text: Title


class PairedItem(Content):
    """What is given a target. ``explanation`` is Markdown, told to who did not give the right one."""

    id: PartId
    text: RequiredMarkdown
    explanation: Markdown = ""

    @property
    def target(self) -> str:
        """The id of the right target."""
        raise NotImplementedError


def refuse_unpaired(items: Sequence[PairedItem], targets: Sequence[Target], *, targets_name: str, target_name: str) -> None:
    """Raise ``ValueError`` for ids or texts that stand twice, and for an item whose right target is not there."""
    refuse_repeated([item.id for item in items], "items")
    refuse_repeated([target.id for target in targets], targets_name)
    refuse_same_text(items, "items")
    refuse_same_text(targets, targets_name)
    known = {target.id for target in targets}
    for item in items:
        if item.target not in known:
            raise ValueError(f"the item {item.id} belongs to {item.target}, which is not a {target_name} of this question")


C = TypeVar("C", bound=Content)


class Pairing(QuestionType[C]):
    """A type whose items are each given one target. A subclass says where they stand in its content and what they are called."""

    targets_name: ClassVar[str]
    """What the targets are called in content, views and responses: ``choices``, ``groups``."""
    target_name: ClassVar[str]
    """The same in the singular."""
    items_always_mixed: ClassVar[bool]
    targets_mixed: ClassVar[bool]

    @abstractmethod
    def items(self, content: C) -> Sequence[PairedItem]: ...

    @abstractmethod
    def scoring(self, content: C) -> Scoring: ...

    def targets(self, content: C) -> Sequence[Target]:
        targets: Sequence[Target] = getattr(content, self.targets_name)
        return targets

    def markdown_fields(self, content: C) -> dict[str, str]:
        texts = {f"items.{item.id}.text": item.text for item in self.items(content)}
        return texts | {f"items.{item.id}.explanation": item.explanation for item in self.items(content) if item.explanation}

    def option_order(self, content: C, *, shuffle: bool, seed: int | str) -> list[str]:
        """``items.<id>`` and ``<targets_name>.<id>``: both sides, each mixed by itself, whatever ``shuffle`` says where the written order tells the key."""
        items = mixed(self.items(content), seed=f"{seed}/items") if shuffle or self.items_always_mixed else [item.id for item in self.items(content)]
        targets = mixed(self.targets(content), seed=f"{seed}/targets") if self.targets_mixed else [target.id for target in self.targets(content)]
        return [f"items.{key}" for key in items] + [f"{self.targets_name}.{key}" for key in targets]

    def parse(self, form: Form, name: str) -> Any:
        if not was_sent(form, name):
            return None
        given = {key.removeprefix(f"{name}-"): one_value(form, key) for key in form if key.startswith(f"{name}-")}
        return {self.targets_name: {key: "" if value is None else value for key, value in given.items()}}

    def normalize(self, content: C, response: Any) -> Response:
        said = {} if response is None else only(response, self.targets_name)
        if not isinstance(said, Mapping) or len(said) > len(self.items(content)):
            raise InvalidResponse(ODD_SHAPE)
        given = {known_part(self.items(content), item, what="an item"): self._known_target(content, target) for item, target in said.items()}
        if len(given) < len(said):  # one item by its id and by its page id
            raise InvalidResponse(ODD_SHAPE)
        return {self.targets_name: {item.id: given.get(item.id, "") for item in self.items(content)}}

    def _known_target(self, content: C, sent: Any) -> str:
        return "" if isinstance(sent, str) and not sent else known_part(self.targets(content), sent, what=f"a {self.target_name}")

    def is_answered(self, content: C, response: Response) -> bool:
        return any(response[self.targets_name].values())

    def warnings(self, content: C, response: Response) -> list[str]:
        left = sum(not target for target in response[self.targets_name].values())
        if not left or not self.is_answered(content, response):
            return []
        return ["1 item is still open."] if left == 1 else [f"{left} items are still open."]

    def grade(self, content: C, response: Response) -> Grade:
        given = response[self.targets_name]
        right = {item.id: given[item.id] == item.target for item in self.items(content)}
        share = Fraction(sum(right.values()), len(right)) if self.scoring(content) == "per_item" else Fraction(int(all(right.values())))
        told = tuple(f"items.{item.id}.explanation" for item in self.items(content) if item.explanation and not right[item.id])
        return Grade(share, tuple(PartGrade(key, Fraction(int(is_right))) for key, is_right in right.items()), told)

    def explain(self, content: C, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response) or grade.fraction is None:
            return ["No item was answered: no points."]
        right = sum(part.fraction == 1 for part in self.grade(content, response).parts)
        counted = f"{right} of {len(self.items(content))} items are right: {said_share(grade.fraction)}."
        strict = not grade.is_right and self.scoring(content) == "all_or_nothing"
        return [counted, "Points are given only when every item is right."] if strict else [counted]

    def public_view(self, content: C, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        """``id`` is for looking things up; what a page prints is ``page_id``."""
        items = [
            {"id": item.id, "page_id": page_id(item), "html": html_of(f"items.{item.id}.text", item.text, rendered)}
            for item in self._shown(self.items(content), "items", order, mix=self.items_always_mixed)
        ]
        targets = [
            {"id": target.id, "page_id": page_id(target), "text": target.text}
            for target in self._shown(self.targets(content), self.targets_name, order, mix=self.targets_mixed)
        ]
        return {"rows": items, self.targets_name: targets, "scoring": self.scoring(content)}

    def key_view(self, content: C, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        texts = {target.id: target.text for target in self.targets(content)}
        return {
            "rows": {
                item.id: {
                    "target": item.target, "text": texts[item.target],
                    "explanation_html": html_of(path, item.explanation, rendered) if (path := f"items.{item.id}.explanation") and item.explanation else "",
                }
                for item in self.items(content)
            }
        }  # fmt: skip

    def _shown(self, parts: Sequence[Any], side: str, order: Sequence[str], *, mix: bool) -> list[Any]:
        """``parts`` as the frozen ``order`` has them; what it does not name comes last, mixed by its own texts where the written order tells the key."""
        rest = mixed(parts) if mix else [part.id for part in parts]
        known = [key.removeprefix(f"{side}.") for key in order if key.startswith(f"{side}.")]
        place = {key: at for at, key in reversed(list(enumerate([*known, *rest])))}
        return sorted(parts, key=lambda part: place[part.id])

    def summarize(self, content: C, response: Response) -> str:
        texts, given = {target.id: target.text for target in self.targets(content)}, response[self.targets_name]
        return in_one_line("; ".join(f"{item.text} → {texts[given[item.id]]}" for item in self.items(content) if given[item.id])) or "–"

    def possible_answers(self, content: C) -> list[str]:
        return [f"{item.id}: {target.id}" for item in self.items(content) for target in self.targets(content)]

    def answers_in(self, content: C, response: Response) -> list[str]:
        return [f"{item}: {target}" for item, target in response[self.targets_name].items() if target]
