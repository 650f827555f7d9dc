"""What a packet of an application would hold today."""

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
    found = present_or_none(application, draft=draft)
    if found is None:
        raise Invalid("This application has no place in a cohort, so there is no record to build a packet from.", code="no_record")
    return found


def present_or_none(application: Application, *, draft: bool = False) -> Gathered | None:
    """The same; nothing where Pathway cannot build one."""
    enrollment = enrollment_called(application.enrollment) if application.enrollment else None
    if enrollment is None or application.scheme not in schemes:
        return None
    return gather(enrollment, schemes.get(application.scheme), today_of(application), draft=draft, application=application, filed=sheets_sent(application))


def without_titles(contents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What may stand unsealed in a row: titles can name people."""
    return [{name: value for name, value in one.items() if name != "title"} for one in contents]
