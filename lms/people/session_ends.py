"""How long a session goes on: until it was left alone for an hour, or has lasted twelve (decision 122).

Two instants stand in the session: when it began, and when somebody last did something in it. The second is written at most
every five minutes, so that reading pages costs no statement; a session that is left alone ends after 55 to 60 minutes.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lms.core.clock import now

BEGAN, SEEN = "began", "seen"
SEEN_EVERY_SECONDS = 5 * 60


def begin(session: Any) -> None:
    """The session counts from this instant."""
    session[BEGAN] = session[SEEN] = _seconds()


def why_over(session: Any) -> str:
    """The sentence for a session that is over; empty while it goes on. One from before these rules begins now."""
    if BEGAN not in session:
        begin(session)
    if _seconds() - session[BEGAN] >= settings.SESSION_HOURS * 3600:
        return _("You were signed out, because you had been signed in for a whole day’s work. Sign in again.")
    if _seconds() - session[SEEN] >= settings.SESSION_IDLE_MINUTES * 60:
        return _("You were signed out, because nothing happened here for a while. Sign in again.")
    return ""


def note_activity(session: Any) -> None:
    """Somebody did something just now."""
    if not 0 <= _seconds() - session[SEEN] < SEEN_EVERY_SECONDS:  # a clock that was set back leaves an instant that is yet to come
        session[SEEN] = _seconds()


def _seconds() -> int:
    return int(now().timestamp())
