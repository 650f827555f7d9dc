"""Parts whose written order, or whose ids, could tell the answer: how a page shows and names them.

An author writes the steps of an ordering in the right order, the items of a group one below the other, and calls a part
``step-1`` or ``asylum-a``. None of that may reach a page, so

- a page names such a part by its **page id**, which follows from its public text alone; ``known_part`` reads it back;
- parts are mixed starting from the order of their page ids, never from the written one: two questions that differ in the
  key only are shown alike.

A page id lives from the page to its form. Responses hold the author's ids, which no later wording changes.
"""

import random
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, Protocol

from lms.questions.errors import InvalidResponse
from lms.questions.text import folded, in_one_line


class Part(Protocol):
    """A piece of a question with an id of the author's and a text that everybody may see."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...


def page_id(part: Part) -> str:
    """What a page calls ``part``. Begins with a capital, so that it is never mistaken for an id of an author's."""
    return "P" + sha256(part.text.encode()).hexdigest()[:12]


def known_part(parts: Iterable[Part], sent: Any, *, what: str) -> str:
    """The id of the part that ``sent`` names, by id or page id; raises ``InvalidResponse`` saying ``what`` (a word) is foreign."""
    for part in parts:
        if isinstance(sent, str) and sent in (part.id, page_id(part)):
            return part.id
    raise InvalidResponse(f"This answer names {what} that does not belong to this question. Reload the page and answer again.")


def mixed(parts: Sequence[Part], *, seed: int | str | None = None, never: Sequence[str] = ()) -> list[str]:
    """The ids of ``parts`` in an order that the written one has no part in, and that is not ``never``.

    The same texts and the same seed give the same order; without a seed, the texts alone decide. ``never`` needs at least two parts.
    """
    order = [part.id for part in sorted(parts, key=page_id)]
    chance = random.Random("\n".join(sorted(part.text for part in parts)) if seed is None else seed)  # noqa: S311  an order, no secret  # nosec B311
    chance.shuffle(order)
    while order == list(never):
        chance.shuffle(order)
    return order


def refuse_same_text(parts: Iterable[Part], what: str) -> None:
    """Raise ``ValueError`` naming the first text that stands twice among ``what`` (a plural word): nobody could tell the two apart."""
    seen: set[str] = set()
    for part in parts:
        text = folded(part.text, case_sensitive=True)
        if text in seen:
            raise ValueError(f"two {what} have the same text, “{in_one_line(part.text, most=40)}”")
        seen.add(text)
