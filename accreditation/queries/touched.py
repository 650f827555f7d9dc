"""What of the record rests on attempts whose marks may change: certificates, and entries of the ledger."""

from accreditation.models import Certificate, Entry
from accreditation.models.entry import SourceKind
from assessments.api import Touched, places_of_attempts


def touched_by_attempts(attempts: list[int]) -> list[Touched]:
    """Certificates of the places in which the attempts count, and entries that credit the attempts; a fixed number of queries for any number.

    An entry stands whatever the mark: its minutes are credited for a completed attempt, passed or not (hours.md, section 3).
    """
    places = places_of_attempts(attempts)
    by_place: dict[str, list[int]] = {}
    by_attempt: dict[str, int] = {}
    for place in places:
        by_place.setdefault(place.enrollment, []).append(place.pk)
        by_attempt[place.attempt] = place.pk
    certificates = Certificate.objects.filter(enrollment__in=by_place).values_list("enrollment", "number")
    found = [(pk, f"Certificate {number} names this training.") for enrollment, number in certificates for pk in by_place[enrollment]]
    entries = Entry.objects.filter(enrollment__in=by_place, source_kind=SourceKind.ASSESSMENT).values_list("evidence", "seq")
    credited = [(by_attempt[evidence["attempt"]], seq) for evidence, seq in entries if evidence.get("attempt") in by_attempt]
    return [*found, *((pk, f"Entry {seq} of the ledger credits it; the minutes stay, whatever the mark.") for pk, seq in credited)]
