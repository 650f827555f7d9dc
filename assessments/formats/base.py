"""The contract of a question format: a file in, drafts and refusals out; drafts in, a file and its losses out. No tables, no network, no clock.

Formats never fail on one bad question: they yield ``Refused`` for it and go on. They fail as a whole, with ``lms.core.errors.Invalid`` and a
sentence, only where nothing can be read: not their kind of file, a file that breaks off, a file built to do harm.
What a file says and a draft cannot hold is named in ``lost``, one sentence for each thing; nothing is left out in silence.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, BinaryIO, ClassVar

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True)
class QuestionDraft:
    """One question as a file says it, in our terms.

    ``id``: the name that the file gives it, made fit by ``fit_id``, or one that follows from its text (``made_id``); the importer sees to it that it is
    unique in the bank. ``type`` and ``content`` are what ``lms.questions.api.validate_content`` takes, pictures of the content in their author's
    form (``{"file": "images/NAME", "alt": …}``). All texts are Markdown, ``points`` whole, ``difficulty`` 1 to 3. ``category`` is the path the file
    puts the question under, parts joined by “ / ”. ``media``: name → bytes of every picture or recording that a text shows as
    ``![alt](images/NAME)`` or that ``content`` names. ``lost``: a sentence for each thing that could not come along.
    """

    id: str
    type: str
    stem: str
    content: dict[str, Any]
    title: str = ""
    explanation: str = ""
    points: int = 1
    difficulty: int = 1
    topics: tuple[str, ...] = ()
    category: str = ""
    authorities: tuple[str, ...] = ()
    media: dict[str, bytes] = field(default_factory=dict)
    lost: tuple[str, ...] = ()

    def losing(self, *sentences: str) -> "QuestionDraft":
        """The same draft with more losses; a sentence already there is not said twice."""
        return replace(self, lost=tuple(dict.fromkeys((*self.lost, *sentences))))


@dataclass(frozen=True)
class Refused:
    """A question that cannot be had; ``reason`` says why in a sentence, so that a person can mend the file or let it be."""

    id: str
    reason: str


class Unfit(Exception):
    """Raised inside a format where one question cannot be had; ``Format`` readers turn it into ``Refused``. ``str()`` is the sentence."""


class Format(ABC):
    """One file format. ``key`` is its name in commands and never changes; ``extensions`` with their dots, the first one for new files."""

    key: ClassVar[str]
    label: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]
    media_type: ClassVar[str] = "text/plain; charset=utf-8"

    @abstractmethod
    def fits(self, name: str, beginning: bytes) -> bool:
        """Whether a file called ``name`` that begins so (some kilobytes) looks like this format. Never raises."""

    @abstractmethod
    def read(self, source: BinaryIO) -> Iterator[QuestionDraft | Refused]:
        """Every question of ``source`` (a seekable binary file) in its order, one at a time, so that memory does not grow with the file.

        Raises ``Invalid`` where the file as a whole cannot be read; what was yielded before stays true.
        """

    @abstractmethod
    def write(self, questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
        """Write ``questions`` so that ``read`` gives the same drafts; question id → what the format cannot hold of it.

        A question that the format cannot hold at all is left out, and its sentence says so.
        """


def fit_id(given: str) -> str:
    """``given`` with what an id cannot hold made a hyphen, at most 64 characters; empty where nothing is left."""
    found = re.sub(r"[^A-Za-z0-9_.-]+", "-", given.strip()).strip("-._")
    if len(found) > 64:
        found = f"{found[:53]}-{sha256(given.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
    return found


def made_id(*texts: str) -> str:
    """A name that follows from a question's own texts, the same at every import: ``q-`` and twelve figures."""
    return "q-" + sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
