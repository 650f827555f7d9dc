"""The contract of a question type: content and responses in, grades and plain views out. No tables, no requests, no clock.

The same content and the same response always give the same grade, so a mark can be reproduced years later from a question
version and a response. Everything a type returns can be written as JSON, but for ``Grade``, which is exact.
"""

import random
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import ValidationError

from lms.questions.content import Content
from lms.questions.errors import InvalidContent, InvalidMark, sentences_of
from lms.questions.grades import Grade
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import Form, Response
from lms.questions.rubric import Criterion, Points

C = TypeVar("C", bound=Content)


class QuestionType(ABC, Generic[C]):
    """One kind of question.

    A subclass sets ``key`` (stored with every question, never renamed), ``label`` and ``description`` (for authors) and
    ``content_class``, and writes the abstract methods. Types may take other types when they are made (a fact pattern
    takes the types of its questions), but never look at the register, a person or the time.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    description: ClassVar[str]
    content_class: type[C]
    takes_files: ClassVar[bool] = False
    """True for a type whose answer is files, sent apart from the form (``files.py``). Only attempts keep files, so lessons have no such questions."""

    @property
    def template(self) -> str:
        """The answer widget. Takes ``view``, ``response``, ``name``, ``disabled``, ``label``, ``described_by``."""
        return f"questions/{self.key}.html"

    @property
    def review_template(self) -> str:
        """The answered question. Takes ``view``, ``response`` and, once released: ``mark``, ``why``, ``key``, ``feedback``, ``explanation_html``."""
        return f"questions/review/{self.key}.html"

    # Content: what an author writes

    def validate_content(self, data: Any) -> C:
        """``data`` as checked content; raises ``InvalidContent`` with a sentence for each fault."""
        try:
            return self.content_class.model_validate(data)
        except ValidationError as error:
            raise InvalidContent(*sentences_of(error)) from None

    def check_writing(self, content: C) -> None:
        """Refuse, with ``InvalidContent``, what only an author can mend and what may be judged otherwise another year.

        Asked when content is written, after ``validate_content``; never of stored content, which stays valid for ever.
        """

    @abstractmethod
    def markdown_fields(self, content: C) -> dict[str, str]:
        """Every Markdown text of the content by path (``options.a.text``), to be rendered and sanitized once, at save.

        The caller stores path → HTML and hands it back as ``rendered``. Paths never hold positions, only ids.
        """

    def option_order(self, content: C, *, shuffle: bool, seed: int | str) -> list[str]:
        """The ids of what may be shuffled, in the order to show; an attempt freezes the list and hands it back as ``order``.

        The same seed gives the same order. Written order when not shuffled, unless that order is the answer.
        """
        order = self.shuffled_parts(content)
        if shuffle:
            random.Random(seed).shuffle(order)  # noqa: S311  an order of display, not a secret  # nosec B311
        return order

    def shuffled_parts(self, content: C) -> list[str]:
        """The ids ``option_order`` arranges; none unless a type says so."""
        return []

    # Responses: what a person answers

    @abstractmethod
    def parse(self, form: Form, name: str) -> Any:
        """What an HTML form says under ``name`` (and ``name-…`` for parts), not yet checked.

        ``None`` when it does not speak of this question at all, so that the caller keeps what was saved before.
        """

    @abstractmethod
    def normalize(self, content: C, response: Any) -> Response:
        """``response`` in its one canonical, JSON-able shape; ``None`` is the unanswered question.

        Raises ``InvalidResponse`` with a sentence and never guesses. Normalizing twice changes nothing.
        """

    def blank(self, content: C) -> Response:
        """The response of somebody who has not answered."""
        return self.normalize(content, None)

    @abstractmethod
    def is_answered(self, content: C, response: Response) -> bool:
        """False when the question was left open."""

    def warnings(self, content: C, response: Response) -> list[str]:
        """What a person should know before submitting (too few words …). Nothing is refused for it."""
        return []

    # Marks. From here on ``response`` is normalized

    @abstractmethod
    def grade(self, content: C, response: Response) -> Grade:
        """The mark, with exact arithmetic."""

    def rubric(self, content: C) -> list[Criterion]:
        """The rows a person marks by; empty for a type that is marked by itself. The question's points are the rows' sum."""
        return []

    def mark(self, content: C, response: Response, points: Mapping[str, Points]) -> Grade:
        """The mark when a person gave ``points`` to each row of the rubric; raises ``InvalidMark``."""
        raise InvalidMark("This question is marked automatically and has no rubric.")

    @abstractmethod
    def explain(self, content: C, response: Response, grade: Grade) -> list[str]:
        """Why this mark, in sentences to stand beside it. They never say what the right answer is.

        ``grade`` is the mark that counts, a stored one too: it may have no parts.
        """

    # Views: plain data for pages

    @abstractmethod
    def public_view(self, content: C, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        """What may be seen before the key is released: no key, correctness, feedback or accepted answer, under any name.

        Names that end in ``html`` hold safe HTML: from ``rendered``, else the plain text, escaped.
        """

    @abstractmethod
    def key_view(self, content: C, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        """What may be shown once the key is released, feedback included."""

    def feedback_view(self, content: C, grade: Grade, rendered: Rendered | None = None) -> list[str]:
        """The HTML of the feedback that ``grade`` names. It tells what was right: show it with key or explanation only."""
        texts = self.markdown_fields(content)
        return [html_of(path, texts[path], rendered) for path in grade.feedback]

    @abstractmethod
    def summarize(self, content: C, response: Response) -> str:
        """The response in one line for tables; “–” when the question was left open."""

    def statistics(self, content: C, responses: Iterable[Response]) -> dict[str, Any]:
        """``{"responses": n, "answered": n, "counts": {answer: n}}`` in one pass; a type may add what else it can count, in whole numbers."""
        total = answered = 0
        counts = Counter(dict.fromkeys(self.possible_answers(content), 0))
        for response in responses:
            total += 1
            answered += self.is_answered(content, response)
            counts.update(self.answers_in(content, response))
        return {"responses": total, "answered": answered, "counts": dict(counts)}

    def possible_answers(self, content: C) -> list[str]:
        """The answers that statistics count even when nobody gave them."""
        return []

    @abstractmethod
    def answers_in(self, content: C, response: Response) -> list[str]:
        """The answers that statistics count in one response."""
