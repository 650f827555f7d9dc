"""What a packet of an application would hold today, or on a day before."""

from datetime import date
from typing import Any

from accreditation.models import Application
from accreditation.packets.gathering import Gathered, gather
from accreditation.queries.campus_days import today_of
from accreditation.queries.packets import sheets_sent
from accreditation.schemes import schemes
from curriculum.api import enrollment_called
from lms.core.errors import Invalid


def present(application: Application, *, draft: bool = False) -> Gathered:
    """What a packet of the application would hold today. Raises ``Invalid`` where the candidate has no place, or no scheme describes the filing."""
    return _presented(present_or_none(application, draft=draft))


def present_as_of(application: Application, day: date) -> Gathered:
    """What a packet of the application would have held with what was known at the end of ``day`` on its campus, for comparing; raises as ``present``.

    A file that was removed since was there on that day.
    """
    return _presented(_gathered(application, day, draft=False, with_removed=True))


def _presented(found: Gathered | None) -> Gathered:
    if found is None:
        raise Invalid("This application has no place in a cohort, so there is no record to build a packet from.", code="no_record")
    return found


def present_or_none(application: Application, *, draft: bool = False) -> Gathered | None:
    """The same as ``present``; nothing where Pathway cannot build one."""
    return _gathered(application, today_of(application), draft=draft)


def _gathered(application: Application, day: date, *, draft: bool, with_removed: bool = False) -> Gathered | None:
    enrollment = enrollment_called(application.enrollment) if application.enrollment else None
    if enrollment is None or application.scheme not in schemes:
        return None
    scheme, sent = schemes.get(application.scheme), sheets_sent(application)
    return gather(enrollment, scheme, day, draft=draft, application=application, filed=sent, with_removed=with_removed)


def without_titles(contents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What may stand unsealed in a row: titles can name people."""
    return [{name: value for name, value in one.items() if name != "title"} for one in contents]
