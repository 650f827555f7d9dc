"""How dates and times are said on screens, in the language of the request. What is stored, mailed or filed uses ``lms.core.wording``."""

from contextlib import AbstractContextManager
from datetime import date, datetime

from django.conf import settings
from django.utils import translation

from lms.core import wording

_SPANISH_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic")


def in_english() -> AbstractContextManager[None]:
    """For everything that outlives the request: a letter, a snapshot, a file. Its words never depend on who happened to press the button."""
    return translation.override(settings.LANGUAGE_CODE)


def is_spanish() -> bool:
    return (translation.get_language() or "").startswith("es")


def day(value: date) -> str:
    """``Sept 14, 2026``, in Spanish ``14 sept 2026``"""
    return f"{_short(value)} {value.year}" if is_spanish() else wording.day(value)


def clock(value: datetime) -> str:
    """``2:02 pm``, in Spanish ``2:02 p. m.``, in the zone the value carries."""
    said = wording.clock(value)
    return f"{said[:-2]}{said[-2]}.\N{NO-BREAK SPACE}m." if is_spanish() else said


def moment(value: datetime) -> str:
    """``Sept 14, 2026, 2:02 pm``, in Spanish ``14 sept 2026, 2:02 p. m.``"""
    return f"{day(value.date())}, {clock(value)}"


def short_day(value: date, today: date) -> str:
    """``Oct 3``, in Spanish ``3 oct``; with its year when that is not the present one."""
    if not is_spanish():
        return wording.short_day(value, today)
    return day(value) if value.year != today.year else _short(value)


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 lesson``, ``3 lessons``; the catalog has ``%(number)s lesson``."""
    plural = many or one + "s"
    return translation.ngettext(f"%(number)s {one}", f"%(number)s {plural}", number) % {"number": number}


def _short(value: date) -> str:
    return f"{value.day} {_SPANISH_MONTHS[value.month - 1]}"
