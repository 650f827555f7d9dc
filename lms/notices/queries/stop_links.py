"""The link in a letter that stops letters like it: signed, for this purpose only, good without signing in and without end.

It names a person and a kind and can do one thing; whoever reads the letter over a shoulder can stop it, and nothing more.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from lms.notices.kinds import kind_called

SALT = "lms.notices.stop"
EVERY_DAILY = ""


@dataclass(frozen=True)
class StopLink:
    """``kind`` is empty for the daily letter as a whole."""

    person: str
    kind: str

    @property
    def label(self) -> str:
        known = kind_called(self.kind)
        return "" if known is None else known.label

    @property
    def may_stop(self) -> bool:
        """False for a kind that must be sent, or must be by now."""
        known = kind_called(self.kind)
        return self.kind == EVERY_DAILY or (known is not None and known.stoppable)


def stop_token(person_id: str, kind: str) -> str:
    return signing.dumps([person_id, kind], salt=SALT)


def stop_url(person_id: str, kind: str) -> str:
    """Where letters of ``kind`` are stopped; empty for a kind that must be sent."""
    if not StopLink(person_id, kind).may_stop:
        return ""
    return settings.SITE_URL + reverse("notices:stop", args=[stop_token(person_id, kind)])


def stop_link(token: str) -> StopLink | None:
    """What ``token`` stops; ``None`` for one that we did not make."""
    try:
        said = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    match said:
        case [str(person), str(kind)]:
            return StopLink(person, kind)
    return None
