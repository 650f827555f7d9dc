"""A long lesson, read for long without ever moving on the page."""

from typing import Any

from curriculum.flags.base import SessionFacts

LONG_LESSON_WORDS = 800  # more than two screens on any device
LONG_MS = 10 * 60_000


class NeverScrolled:
    """Ten active minutes in a lesson of 800 words without a recording, and no report of scrolling. Older pages report nothing of it."""

    key = "never_scrolled"
    title = "No scrolling"

    def look(self, session: SessionFacts) -> dict[str, Any] | None:
        active_ms = sum(beat.active_ms for beat in session.beats)
        if session.has_recording or session.words < LONG_LESSON_WORDS or active_ms < LONG_MS:
            return None
        if any(beat.scrolled is not False for beat in session.beats):
            return None
        return {"minutes": active_ms // 60_000, "words": session.words}

    def say(self, facts: dict[str, Any]) -> str:
        return f"{facts['minutes']} min in a lesson of {facts['words']} words without scrolling once. Some reading devices do not scroll, so ask first."
