"""What of a lesson's entries rests on no measured time: a student's own statements, and credit after an outage."""

from collections.abc import Iterable

from accreditation.models import Entry
from accreditation.models.entry import SourceKind

UNMEASURED = ("attestation", "batch")


def attested_minutes(student: str, enrollments: Iterable[str], lesson: str) -> int:
    """Minutes posted from statements, or after an outage, about a lesson in these places as they stand now: less what was reversed, and as corrected."""
    rows = Entry.objects.filter(student=student, enrollment__in=enrollments, source_kind=SourceKind.LESSON, source_id=lesson).order_by("seq")
    attested: dict[int, int] = {}
    for seq, minutes, reverses, evidence in rows.values_list("seq", "minutes", "reverses", "evidence"):
        if evidence.get("was", evidence.get("kind")) in UNMEASURED or reverses in attested or evidence.get("corrects") in attested:
            attested[seq] = minutes
    return sum(attested.values())


def attested_revisions(student: str, enrollments: Iterable[str], lesson: str) -> set[str]:
    """The revisions that those statements are about."""
    rows = Entry.objects.filter(student=student, enrollment__in=enrollments, source_kind=SourceKind.LESSON, source_id=lesson)
    return {revision for revision, evidence in rows.values_list("content_revision", "evidence") if evidence.get("was", evidence.get("kind")) == "attestation"}
