"""Crediting practice that an attorney confirmed (hours.md, section 4)."""

from accreditation.ledger.append import append
from accreditation.ledger.body import Draft
from accreditation.ledger.reverse import reverse
from accreditation.models import Confirmation, Entry, PracticeEntry
from accreditation.models.entry import Category, Kind, Mode, SourceKind
from accreditation.models.practice import EntryState
from accreditation.queries.practice import confirmed_before
from curriculum.api import enrollment_called
from lms.core.errors import Conflict, NotFound
from lms.core.failpoints import failpoint

CORRECTED = "The student corrected the entry, and the attorney confirmed the new version."


def post_practice(*, entry: PracticeEntry, confirmation: Confirmation) -> int:
    """Post the entry, and reverse the version it takes the place of; returns its number in the ledger.

    The student recorded it and the attorney approved it: two persons, of whom one has no account. Raises ``Conflict`` when a
    coordinator corrected the earlier version's hours meanwhile.
    """
    earlier = confirmed_before(entry)
    if earlier is not None:
        _take_back(earlier, confirmation)
        failpoint("practice.taken_back")
    return append(_draft(entry, confirmation)).entry.seq


def _take_back(earlier: PracticeEntry, confirmation: Confirmation) -> None:
    assert earlier.ledger_seq is not None  # held by the database for what was confirmed
    if Entry.objects.filter(student=earlier.student, reverses=earlier.ledger_seq).exists():
        raise Conflict("A coordinator corrected the hours of the earlier version. Ask the coordinator before you confirm this one.", code="already_reversed")
    reverse(student=earlier.student, seq=earlier.ledger_seq, recorded_by=earlier.student, approved_by=confirmation.attorney, reason=CORRECTED)
    earlier.state = EntryState.REPLACED
    earlier.save(update_fields=["state"])


def _draft(entry: PracticeEntry, confirmation: Confirmation) -> Draft:
    place = enrollment_called(entry.enrollment)
    if place is None:
        raise NotFound("The student’s place is gone.")
    program = place.cohort.program
    track = program.tracks.order_by("-on_eoir_list", "sort_order").first()
    return Draft(
        student=entry.student, kind=Kind.CREDIT.value, category=Category.PRACTICUM_SUPERVISED.value, minutes=entry.minutes, topics={entry.topic: entry.minutes},
        source_kind=SourceKind.PRACTICE.value, source_id=entry.line, title=f"{entry.get_task_display()}, matter {entry.matter.code}", mode=Mode.IN_PERSON.value,
        occurred_from=entry.date, occurred_to=entry.date, program=program.slug, program_version=program.version, track=track.slug if track else "",
        enrollment=entry.enrollment, cohort=place.cohort.slug, campus=entry.campus, provider=confirmation.organization,
        evidence={"kind": "practice", "confirmation": confirmation.public_id, "sha256": confirmation.sha256},
        recorded_by=entry.student, approved_by=confirmation.attorney, idempotency=("practice", entry.public_id),
    )  # fmt: skip
