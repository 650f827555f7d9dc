"""Twenty minutes that are alike to the last detail: people vary, programs do not."""

from itertools import groupby
from typing import Any

from curriculum.flags.base import Beat, SessionFacts

FEWEST = 40  # beats, twenty minutes


class RegularBeats:
    """The same input in each of forty beats; or, where the page reported none, the same active milliseconds in each.

    A page left alone stops by itself after five minutes, and one that only plays a recording has no input in any beat:
    beats without input are never regular.
    """

    key = "regular_beats"
    title = "Perfectly regular"

    def look(self, session: SessionFacts) -> dict[str, Any] | None:
        longest = max((len(list(run)) for alike, run in groupby(session.beats, _likeness) if alike is not None), default=0)
        return {"beats": longest} if longest >= FEWEST else None

    def say(self, facts: dict[str, Any]) -> str:
        return (
            f"{facts['beats']} reports in a row were exactly alike, half a minute each. Somebody who reads varies; a program that keeps a page awake does not."
        )


def _likeness(beat: Beat) -> tuple[str, int] | None:
    if beat.inputs is None:
        return ("active", beat.active_ms)
    return ("inputs", beat.inputs) if beat.inputs else None
