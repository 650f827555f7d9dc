"""Making a live session a case round: who leads it and which matters are on its agenda."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accreditation.models import AgendaItem, CaseRound, Matter, SupervisingAttorney
from accreditation.queries.case_rounds import Room
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Invalid

MOST_MATTERS = 12


@transaction.atomic
def keep_case_round(*, room: Room, matters: Iterable[Matter], attorney: SupervisingAttorney | None, by: Any) -> CaseRound:
    """Set leader and agenda of the session's round; the first time makes it one.

    Raises ``Forbidden``, ``Invalid`` for matters of another campus or not open on the day, for nobody who leads, and ``Conflict`` for a session that
    is not held or a matter of which something was noted and that is left out.
    """
    access.require(by, "accreditation.keep_case_round", room, sentence="Only a coordinator of this campus sets up a case round.")
    chosen = {matter.pk: matter for matter in matters}
    _refuse(room, [*chosen.values()], attorney)
    facts = {"campus": room.campus, "attorney": attorney, "kept_by": by.public_id, "kept_at": now()}
    made, _ = CaseRound.objects.select_for_update().update_or_create(session=room.session.public_id, defaults=facts)
    _take_off(made, chosen)
    AgendaItem.objects.bulk_create([AgendaItem(round=made, matter=matter) for matter in chosen.values()], ignore_conflicts=True)
    codes = ", ".join(sorted(matter.code for matter in chosen.values()))
    data = {"session": made.session, "codes": codes, "leader": attorney.public_id if attorney else ""}
    record_event("accreditation.case_round_kept", by=by, subject_kind="live_session", subject_id=made.session, campus=room.campus, data=data)
    return made


@transaction.atomic
def drop_case_round(*, room: Room, by: Any) -> None:
    """The session is no case round after all; it stays as a session. Raises ``Forbidden``, ``Conflict`` where something was noted."""
    access.require(by, "accreditation.keep_case_round", room, sentence="Only a coordinator of this campus sets up a case round.")
    found = CaseRound.objects.select_for_update().filter(session=room.session.public_id).first()
    if found is None:
        return
    _take_off(found, {})
    found.delete()
    data = {"session": room.session.public_id}
    record_event("accreditation.case_round_dropped", by=by, subject_kind="live_session", subject_id=room.session.public_id, campus=room.campus, data=data)


def _refuse(room: Room, matters: list[Matter], attorney: SupervisingAttorney | None) -> None:
    session = room.session
    if session.is_cancelled:
        raise Conflict("This session is not held.", code="cancelled")
    if not 1 <= len(matters) <= MOST_MATTERS:
        raise Invalid(f"Put between one and {MOST_MATTERS} matters on the agenda.", code="no_matters")
    day = local_date(session.starts_at, session.cohort.campus.time_zone)
    if any(matter.campus != room.campus for matter in matters):
        raise Invalid("A matter belongs to another campus.", code="other_campus")
    closed = [matter.code for matter in matters if matter.opened_on > day or (matter.closed_on is not None and matter.closed_on < day)]
    if closed:
        raise Invalid(f"Not open on the day of the session: {', '.join(sorted(closed))}.", code="not_open")
    if attorney is not None and attorney.campus != room.campus:
        raise Invalid("This attorney belongs to another campus.", code="other_campus")
    if attorney is None and session.instructor is None:
        raise Invalid("Choose the attorney who leads, or give the session an instructor.", code="no_leader")


def _take_off(made: CaseRound, chosen: dict[int, Matter]) -> None:
    rows = list(made.items.select_for_update().exclude(matter__in=chosen))  # nobody notes anything about them from here on
    left_out = AgendaItem.objects.filter(pk__in=[row.pk for row in rows])
    noted = left_out.filter(presentations__isnull=False).values_list("matter__code", flat=True).distinct()
    if noted:
        raise Conflict(f"Something was noted about {', '.join(sorted(noted))}, so it stays on the agenda.", code="noted")
    left_out.delete()
