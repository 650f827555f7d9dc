"""Saying that the law changed: the authority, its history, and the case with everything it reaches, in one transaction."""

from datetime import date
from typing import Any

from django.db import transaction

from curriculum.models import Authority, AuthorityStatus, AuthorityStatusChange, LawChange, LawChangeItem
from curriculum.queries.affected import affected_by
from curriculum.queries.programs import authors_of
from curriculum.queries.references import twins_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.notices.api import notify


@transaction.atomic
def change_status(*, authority: Authority, status: str, effective_on: date, note: str, source: str, by: Any) -> LawChange:
    """Give ``authority`` and its twins a new status and open the case. Raises ``Invalid`` without note or source, ``Conflict`` when nothing changes."""
    require(by, "curriculum.change_law")
    if status not in AuthorityStatus.values:
        raise Invalid("Choose a status from the list.")
    if not note.strip() or not source.strip():
        raise Invalid("Say what changed, and where it can be read. Both stay in the history.")
    locked = list(twins_of(authority).select_for_update())
    named = next(one for one in locked if one.pk == authority.pk)
    if all(one.status == status and one.status_note == note.strip() for one in locked):
        raise Conflict(f"{named.citation} has this status already.", code="same_status")
    change = AuthorityStatusChange.objects.create(
        authority=named, old_status=named.status, new_status=status, effective_on=effective_on, note=note.strip(), source=source.strip(),
        recorded_at=now(), recorded_by=by.public_id,
    )  # fmt: skip
    for one in locked:
        one.status, one.status_note, one.status_since = status, note.strip(), effective_on
        one.save(update_fields=["status", "status_note", "status_since", "canonical", "slug"])
    record_event(
        "curriculum.law_changed", by=by, subject_kind="authority", subject_id=named.slug,
        data={"authority": named.citation, "status": change.get_new_status_display(), "since": effective_on.isoformat()},
    )  # fmt: skip
    return LawChange.objects.get(change=change)  # opened by the message of the new row


@transaction.atomic
def open_case(*, change: AuthorityStatusChange) -> LawChange:
    """The case of a recorded change: one task for everything that cites the law, and a notice to each program's authors."""
    case, made = LawChange.objects.get_or_create(change=change, defaults={"opened_at": now()})
    if not made:
        return case
    found = affected_by([change.authority.canonical])
    LawChangeItem.objects.bulk_create(
        LawChangeItem(case=case, kind=kind, ref=one.ref, title=one.title[:255], program_id=one.program_pk) for kind, one in found
    )  # fmt: skip
    for program in {one.program_pk for _, one in found if one.program_pk}:
        _tell_authors(case, program, sum(one.program_pk == program for _, one in found))
    return case


def _tell_authors(case: LawChange, program: int, count: int) -> None:
    change = case.change
    things = "1 thing cites it" if count == 1 else f"{count} things cite it"
    for author in authors_of(program):
        notify(
            author, "curriculum.law_changed", subject_line=f"The law changed: {change.authority.citation}",
            text=f"{change.note} {things} in a program you teach. Lessons carry a banner until somebody has looked at them.",
            url=f"/teach/law/{case.public_id}/", key=f"law-change:{case.public_id}",
        )  # fmt: skip
