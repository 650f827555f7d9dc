"""Who may see which record. A student's record is theirs; coordinators, officers and auditors of the campus read it."""

from collections.abc import Sequence
from typing import Any

import rules
from django.db.models import Q, QuerySet

from accreditation.models import Correction, Entry
from accreditation.rules.campuses import READERS, campus_slugs
from lms.people.api import holds

EXPORTERS = ("coordinator", "officer")
DECIDERS = ("coordinator", "officer")


@rules.predicate
def reads_records_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, *READERS)


@rules.predicate
def exports_records_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, *EXPORTERS)


def exports_records_of_all(person: Any, campuses: Sequence[Any]) -> bool:
    """Whether the records of every one of ``campuses`` are the person's to export; of none at all is nothing to export."""
    return bool(campuses) and all(exports_records_of(person, campus) for campus in campuses)


@rules.predicate
def coordinates(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, "coordinator")


def entries_visible_to(person: Any) -> QuerySet[Entry]:
    """Twin of ``accreditation.view_entry``."""
    return Entry.objects.filter(Q(student=person.public_id) | Q(campus__in=campus_slugs(person)))


@rules.predicate
def may_read_entry(person: Any, entry: Any = None) -> bool:
    return entry is not None and (entry.student == person.public_id or entry.campus in campus_slugs(person))


@rules.predicate
def may_decide(person: Any, correction: Any = None) -> bool:
    """A second person of the campus: neither who proposed it nor whose hours they are. Without a correction: anywhere at all."""
    if correction is None:
        return holds(person, None, *DECIDERS)
    return correction.campus in campus_slugs(person, *DECIDERS) and person.public_id not in (correction.proposed_by, correction.student)


def corrections_visible_to(person: Any) -> QuerySet[Correction]:
    """The corrections of one's campuses, one's own proposals included."""
    return Correction.objects.filter(campus__in=campus_slugs(person, *DECIDERS))


def corrections_decided_by(person: Any) -> QuerySet[Correction]:
    """Twin of ``accreditation.decide_correction``."""
    if not person.is_authenticated:
        return Correction.objects.none()
    return corrections_visible_to(person).exclude(proposed_by=person.public_id).exclude(student=person.public_id)


rules.add_perm("accreditation.view_entry", may_read_entry)
rules.add_perm("accreditation.view_board", reads_records_of)
rules.add_perm("accreditation.export_records", exports_records_of)
rules.add_perm("accreditation.propose_correction", coordinates)
rules.add_perm("accreditation.decide_correction", may_decide)
