"""What a question type is: content and responses in, grades and plain views out. No tables, no requests.

A type never sees a person, a clock or a database. The same content and response always give the same grade, so a mark
can be reproduced years later from a question version and a response.
"""

import random
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from lms.core.errors import Invalid

Response = dict[str, Any]
Form = Mapping[str, Sequence[str]]


class InvalidContent(Invalid):
    """A question's content is wrong; ``sentences`` says each fault."""

    code = "invalid_content"


class InvalidResponse(Invalid):
    """A response does not fit its question (a forged option, a wrong shape)."""

    code = "invalid_response"


class Content(BaseModel):
    """Base of every type's content: nothing unknown, nothing coerced."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True)
class Grade:
    """``fraction`` of the question's points, exact, from 0 to 1; ``None`` when a person must mark. ``parts`` says which piece was right."""

    fraction: Fraction | None
    parts: dict[str, bool] = field(default_factory=dict)

    @property
    def needs_marking(self) -> bool:
        return self.fraction is None

    @property
    def is_right(self) -> bool:
        return self.fraction == 1


C = TypeVar("C", bound=Content)


class QuestionType(ABC, Generic[C]):
    """One kind of question. Subclasses set ``key``, ``label``, ``description``, ``content_class`` and write the rest."""

    key: ClassVar[str]
    label: ClassVar[str]
    description: ClassVar[str]
    content_class: type[C]

    def read(self, data: Any) -> C:
        """The checked content of ``data``; raises ``InvalidContent``."""
        try:
            return self.content_class.model_validate(data)
        except ValidationError as error:
            raise InvalidContent(*[_sentence(fault) for fault in error.errors()]) from None

    @abstractmethod
    def parse(self, form: Form, name: str) -> Any:
        """What an HTML form sent under ``name``, not yet checked."""

    @abstractmethod
    def normalize(self, content: C, response: Any) -> Response:
        """``response`` in its one canonical shape; raises ``InvalidResponse`` and never guesses."""

    @abstractmethod
    def is_answered(self, content: C, response: Response) -> bool:
        """True when the person answered, as opposed to leaving the question open."""

    @abstractmethod
    def grade(self, content: C, response: Response) -> Grade:
        """The mark of a normalized response."""

    @abstractmethod
    def explain(self, content: C, response: Response, grade: Grade) -> list[str]:
        """Why this mark, in sentences that may be shown with it."""

    @abstractmethod
    def public_view(self, content: C, order: Sequence[str], rendered: Mapping[str, str]) -> dict[str, Any]:
        """What a person who has not been shown the key may see. ``rendered`` maps Markdown paths to HTML."""

    @abstractmethod
    def key_view(self, content: C, rendered: Mapping[str, str]) -> dict[str, Any]:
        """What may be shown when the key is released."""

    @abstractmethod
    def summarize(self, content: C, response: Response) -> str:
        """The response in one line, for tables."""

    @abstractmethod
    def statistics(self, content: C, responses: Sequence[Response]) -> dict[str, int]:
        """How often each answer was given."""

    def markdown_fields(self, content: C) -> dict[str, str]:
        """Every Markdown text of the content by path, so the caller can render it once, at save."""
        return {}

    def option_order(self, content: C, *, shuffle: bool, seed: int) -> list[str]:
        """The order in which parts are shown, so that an attempt can freeze it."""
        order = [part for part in self.parts_to_order(content)]
        if shuffle:
            random.Random(seed).shuffle(order)  # noqa: S311  an order to show, not a secret
        return order

    def parts_to_order(self, content: C) -> list[str]:
        return []


def clean_text(value: Any, *, limit: int) -> str:
    """``value`` as NFC text; raises ``InvalidResponse`` for anything but text, over ``limit`` characters, or what cannot be stored."""
    if not isinstance(value, str):
        raise InvalidResponse("This answer must be text.")
    if len(value) > limit:
        raise InvalidResponse(f"This answer is too long: {len(value):,} characters, and at most {limit:,} fit.")
    if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise InvalidResponse("This answer holds characters that cannot be stored.")
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n"))


def only(response: Any, key: str) -> Any:
    """The value of the one field a response holds; raises ``InvalidResponse`` for another shape."""
    if not isinstance(response, Mapping) or set(response) != {key}:
        raise InvalidResponse("This answer does not have the shape the question expects.")
    return response[key]


def _sentence(fault: Any) -> str:
    place = ".".join(str(part) for part in fault["loc"])
    message = fault["msg"].removeprefix("Value error, ")
    return f"{place}: {message}." if place else f"{message}."
