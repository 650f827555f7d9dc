"""Saying that the law changed: the authority, its history, and the case with everything it reaches, in one transaction."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from curriculum.models import Authority, AuthorityStatus, AuthorityStatusChange, LawChange, LawChangeItem
from curriculum.queries.affected import Affected, affected_by
from curriculum.queries.programs import authors_of
from curriculum.queries.references import twins_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.notices.api import Told, notify_many
from lms.people.api import User


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
    """The case of a recorded change: a task for everything it reaches, with its owner, and one notice to each person concerned."""
    case, made = LawChange.objects.get_or_create(change=change, defaults={"opened_at": now()})
    if not made:
        return case
    found = affected_by([change.authority.canonical])
    authors: dict[int | None, list[User]] = {program: list(authors_of(program)) for program in {one.program_pk for _, one in found if one.program_pk}}
    writers = {author.public_id for people in authors.values() for author in people}
    LawChangeItem.objects.bulk_create(_item(case, kind, one, writers) for kind, one in found)
    notify_many("curriculum.law_changed", [_told(case, author, count, own) for author, count, own in _concerned(found, authors)])
    return case


def _item(case: LawChange, kind: str, one: Affected, writers: set[str]) -> LawChangeItem:
    """Who wrote it last owns the task, as long as they still write for a program that the change reaches."""
    owner = one.owner if one.owner in writers else ""
    cited = "; ".join(one.cited)[:500]
    return LawChangeItem(
        case=case, kind=kind, ref=one.ref, title=one.title[:255], program_id=one.program_pk, relation=one.relation, cited=cited, owner=owner
    )  # fmt: skip


def _concerned(found: list[tuple[str, Affected]], authors: dict[int | None, list[User]]) -> Iterator[tuple[User, int, int]]:
    """Each author once, with the number of things in the programs they write and how many of them are theirs."""
    programs: dict[User, set[int | None]] = {}
    for program, people in authors.items():
        for author in people:
            programs.setdefault(author, set()).add(program)
    for author, theirs in programs.items():
        in_theirs = [one for _, one in found if one.program_pk in theirs]
        yield author, len(in_theirs), sum(one.owner == author.public_id for one in in_theirs)


def _told(case: LawChange, author: User, count: int, own: int) -> Told:
    change = case.change
    things = "1 thing cites it" if count == 1 else f"{count} things cite it"
    yours = f", {own} of them yours to check" if own else ""
    return Told(
        author, subject_line=f"The law changed: {change.authority.citation}",
        text=f"{change.note} {things} in a program you teach{yours}. Lessons carry a banner until somebody has looked at them.",
        url=f"/teach/law/{case.public_id}/", key=f"law-change:{case.public_id}",
    )  # fmt: skip
