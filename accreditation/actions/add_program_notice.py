"""Adding what became known of EOIR's program, with its source and mark."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.models import ProgramNotice
from lms.audit.api import record_event
from lms.core.clock import now


@transaction.atomic
def add_program_notice(*, happened: str, sort_on: date, text: str, source: str, mark: str, by: Any) -> ProgramNotice:
    """Keep the notice as of today."""
    notice = ProgramNotice.objects.create(
        happened=happened, sort_on=sort_on, text=text, source=source, mark=mark, checked_on=now().date(), recorded_by=by.public_id, recorded_at=now()
    )
    record_event("accreditation.program_notice_added", by=by, data={"happened": happened})
    return notice
