"""Posting an approved batch: one entry a line, each in its own transaction, so that it can be cut off and run again."""

from typing import Any

from django.db import transaction
from django.urls import reverse as url

from accreditation.actions.evaluate_completion import evaluate_completion
from accreditation.actions.second_person import lock_chain
from accreditation.actions.tell_hours import DECIDED, hours_event
from accreditation.ledger.append import append
from accreditation.ledger.body import Draft
from accreditation.ledger.reverse import reverse
from accreditation.models import BatchKind, BatchLine, Entry, HoursBatch, ProposalState
from accreditation.models.entry import Kind, SourceKind
from accreditation.queries.day_room import Held, held_by_students, why_overfull
from curriculum.api import cohort_called, enrollment_called
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict, Refusal
from lms.core.failpoints import failpoint
from lms.core.progress import Progress, untold
from lms.notices.api import notify
from lms.people.api import person_called
from lms.vault.api import open_text


def post_batch(*, batch: HoursBatch, progress: Progress = untold) -> HoursBatch:
    """Post every line that was not posted yet; a second run changes nothing. What does not fit any more is named in ``batch.refused``.

    Raises ``Conflict`` for a batch that nobody approved.
    """
    if batch.state != ProposalState.APPROVED:
        raise Conflict("This batch was not approved.", code="not_approved")
    cohort = cohort_called(batch.cohort)
    reason = open_text(batch.proposed_by, bytes(batch.sealed_reason))
    lines = list(batch.lines.select_related("batch"))
    refused: dict[str, str] = {}
    for done, line in enumerate(lines):
        progress(done, len(lines), "Posting entries")
        try:
            _post(line, cohort, reason)
            failpoint("batch.between_lines")
        except Refusal as why:
            refused[str(line.number)] = why.sentence
    failpoint("batch.before_finish")
    return _finish(batch, refused)


@transaction.atomic
def _post(line: BatchLine, cohort: Any, reason: str) -> None:
    lock_chain(line.student)
    entry = _reverse(line, reason) if line.batch.kind == BatchKind.REVERSAL else _credit(line, cohort, reason)
    if entry is not None:
        _tell(line, entry)
        evaluate_completion(enrollments=filter(None, [enrollment_called(entry.enrollment)]), cause="entry", source=str(entry.seq))


def _credit(line: BatchLine, cohort: Any, reason: str) -> Entry | None:
    draft = _draft(line, cohort, reason)
    if Entry.objects.filter(student=line.student, idempotency_key=draft.idempotency_key).exists():
        return None
    why = why_overfull(held_by_students([line.student]).get(line.student, []), Held(line.first_on, line.last_on, line.minutes))
    if why:
        raise Conflict(why, code="day_full")
    return append(draft).entry


def _reverse(line: BatchLine, reason: str) -> Entry | None:
    assert line.reverses is not None  # every line of a reversal names its entry
    batch = line.batch
    posted = reverse(student=line.student, seq=line.reverses, recorded_by=batch.proposed_by, approved_by=batch.decided_by, reason=reason)
    return posted.entry if posted.created else None


def _draft(line: BatchLine, cohort: Any, reason: str) -> Draft:
    batch = line.batch
    source_kind, source_id = _source(line)
    is_of_program = bool(line.track)
    return Draft(
        student=line.student,
        kind=Kind.CREDIT,
        category=line.category,
        minutes=line.minutes,
        topics=line.topics,
        source_kind=source_kind,
        source_id=source_id,
        title=line.title,
        provider=line.provider,
        mode=line.mode,
        occurred_from=line.first_on,
        occurred_to=line.last_on,
        program=cohort.program.slug if is_of_program else "",
        program_version=cohort.program_version if is_of_program else "",
        track=line.track,
        enrollment=line.enrollment,
        cohort=batch.cohort,
        campus=batch.campus,
        evidence={
            "kind": "paper" if batch.kind == BatchKind.PAPER else "batch", "batch": batch.public_id, "line": line.number, "sha256": line.fingerprint,
            **({"file": batch.file, "file_sha256": batch.file_sha256} if batch.file else {}),
        },
        recorded_by=batch.proposed_by,
        approved_by=batch.decided_by,
        reason=reason,
        idempotency=("batch", batch.public_id, line.number),
    )  # fmt: skip


def _source(line: BatchLine) -> tuple[str, str]:
    """The lesson or session it makes up for, so that neither is credited again; else the line itself."""
    if line.batch.about:
        return line.batch.about_kind, line.batch.about
    return (SourceKind.ADJUSTMENT if line.track else SourceKind.EXTERNAL_TRAINING), line.source_id


def _tell(line: BatchLine, entry: Entry) -> None:
    student = person_called(line.student)
    if student is not None:
        notify(
            student, DECIDED, subject_line="Your record of hours has a new entry", text="The entry says what it is for and why.",
            url=url("record:entry", args=[entry.seq]), key=f"batch:{line.source_id}",
        )  # fmt: skip


@transaction.atomic
def _finish(batch: HoursBatch, refused: dict[str, str]) -> HoursBatch:
    locked = HoursBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.posted_at is None:
        locked.posted_at = now()
        record_event("accreditation.batch_posted", by=None, **hours_event(locked, title=locked.title, refused=len(refused)))
    locked.refused = refused
    locked.save(update_fields=["posted_at", "refused"])
    return locked
