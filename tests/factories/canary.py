"""Canaries: unique texts that tell, wherever they turn up, whose record leaked (security.md, principle 2).

Every text field of the test data holds ``canary(campus, field, owner)``. It survives e-mail addresses, slugs, HTML
escaping and change of case, so any response, file or message can be searched with ``canaries_in``.
"""

import re
from dataclasses import dataclass

_PATTERN = re.compile(r"zq([a-z]+)9z9([a-z]*)9z9([a-z0-9]*)qz")


@dataclass(frozen=True, order=True)
class Canary:
    """Where a found canary was put: campus slug, field name without underscores, key of the person it belongs to (or empty)."""

    campus: str
    field: str
    owner: str

    def __str__(self) -> str:
        return f"{self.field} of {self.owner or 'nobody'} on campus {self.campus}"


def canary(campus: str, field: str, owner: str = "") -> str:
    """The text to store in ``field`` on ``campus``; ``owner`` names the person whose secret it is."""
    return f"zq{_letters(campus)}9z9{_letters(field)}9z9{_letters(owner)}qz"


def canaries_in(content: str | bytes) -> set[Canary]:
    """Every canary that occurs in ``content``, in any case."""
    text = content.decode("utf-8", "ignore") if isinstance(content, bytes) else content
    return {Canary(*found) for found in _PATTERN.findall(text.lower())}


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
