"""Knowledge checks answered faster than their questions can be read."""

from itertools import pairwise
from typing import Any

from curriculum.flags.base import SessionFacts

INSTANT_MS = 1_000


class InstantAnswers:
    """An answer within a second of the one before, or of the page's opening."""

    key = "instant_answers"
    title = "Answers within a second"

    def look(self, session: SessionFacts) -> dict[str, Any] | None:
        moments = [session.opened_ms, *session.answered_ms]
        instant = sum(0 <= later - earlier < INSTANT_MS for earlier, later in pairwise(moments))
        return {"answers": instant} if instant else None

    def say(self, facts: dict[str, Any]) -> str:
        count = facts["answers"]
        return f"{count} {'knowledge check was' if count == 1 else 'knowledge checks were'} answered within a second of the one before."
