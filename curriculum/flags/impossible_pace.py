"""A lesson completed faster than anybody reads."""

from typing import Any

from curriculum.flags.base import SessionFacts

FASTEST_WORDS_PER_MINUTE = 1000  # skimming; careful readers do 200 to 300
FEWEST_WORDS = 300


class ImpossiblePace:
    """From the first opening ever to completion, at more than 1 000 words a minute."""

    key = "impossible_pace"
    title = "Completed very fast"

    def look(self, session: SessionFacts) -> dict[str, Any] | None:
        if session.completed_ms is None or session.first_opened_ms is None or session.words < FEWEST_WORDS:
            return None
        passed_ms = max(0, session.completed_ms - session.first_opened_ms)
        if passed_ms * FASTEST_WORDS_PER_MINUTE >= session.words * 60_000:
            return None
        return {"seconds": passed_ms // 1000, "words": session.words}

    def say(self, facts: dict[str, Any]) -> str:
        return f"Completed {facts['seconds']} s after it was first opened; its text has {facts['words']} words."
