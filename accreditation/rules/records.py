"""Who may see which record. A student's record is theirs; coordinators, officers and auditors of the campus read it."""

from collections.abc import Iterable, Sequence
from typing import Any

import rules
from django.db.models import Q, QuerySet

from accreditation.models import Correction, Entry
from accreditation.policies.sharing import HOURS, IN_A_PACKET
from accreditation.rules.campuses import READERS, campus_slugs
from accreditation.rules.sharing import Reach, is_shared_with, shared_rows
from curriculum.api import roster
from lms.people.api import Campus, holds

EXPORTERS = ("coordinator", "officer")
DECIDERS = ("coordinator", "officer")


@rules.predicate
def reads_records_of(person: Any, subject: Any = None) -> bool:
    """The record of the student of an enrollment; of a cohort or campus, the page on which each finds the students they may read."""
    return holds(person, subject, *READERS) and _is_shared(person, subject, HOURS, *READERS)


@rules.predicate
def exports_records_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, *EXPORTERS) and _is_shared(person, subject, HOURS, *EXPORTERS)


@rules.predicate
def builds_packet_of(person: Any, subject: Any = None) -> bool:
    """For which every class of record in it is shared with them."""
    return holds(person, subject, *EXPORTERS) and all(_is_shared(person, subject, record, *EXPORTERS) for record in IN_A_PACKET)


@rules.predicate
def reads_study_of(person: Any, enrollment: Any = None) -> bool:
    """How the student's own time was counted: they, and who reads their record."""
    return enrollment is not None and (enrollment.student_id == person.pk or reads_records_of(person, enrollment))


def _is_shared(person: Any, subject: Any, record: str, *roles: str) -> bool:
    """True for what is not about one student: lists leave out, one by one, whom they may not show."""
    place = getattr(subject, "enrollment", subject)  # a topic or an entry of a student, as its page names it
    if place is None or not hasattr(place, "student_id"):
        return True
    return is_shared_with(person, record, place.cohort.campus.slug, place.student.public_id, *roles)


def places_shared_with(person: Any, places: Iterable[Any], record: str = HOURS) -> list[Any]:
    """Of some enrollments of one campus, those whose student's ``record`` the person may read; a query or two for all of them."""
    found = list(places)
    if not found:
        return []
    reach = Reach(person, record, READERS)
    campus = found[0].cohort.campus.slug
    if campus in reach.whole:
        return found
    students = reach.students_of(campus)
    return [place for place in found if place.student.public_id in students]


def places_whose_packet_is_shared_with(person: Any, places: Iterable[Any]) -> list[Any]:
    """Of some enrollments of one campus, those of whom the person may read everything that lies in a packet."""
    found = list(places)
    for record in IN_A_PACKET:
        found = places_shared_with(person, found, record)
    return found


def roster_shared_with(person: Any, cohort: Any) -> QuerySet[Any]:
    """The places of a cohort whose student’s record of hours the person may read, as a query."""
    found: QuerySet[Any] = roster(cohort).filter(Reach(person, HOURS, READERS).rows_by("cohort__campus__slug", "student__public_id"))
    return found


def campuses_coordinated(person: Any) -> QuerySet[Campus]:
    """Twin of ``accreditation.set_sharing``."""
    return Campus.objects.filter(slug__in=campus_slugs(person, "coordinator")).order_by("name")


def may_still_read(person: Any, file: Any, record: str) -> bool:
    """A file about several students, ``record`` of each: where students decide, its maker alone, while everybody in it shares that with them."""
    reach = Reach(person, record, EXPORTERS)
    limited = [campus for campus in file.people if campus not in reach.whole]
    if limited and file.created_by != person.public_id:
        return False
    return all({*file.people[campus]} <= reach.students_of(campus) for campus in limited)


def exports_records_of_all(person: Any, campuses: Sequence[Any]) -> bool:
    """Whether the records of every one of ``campuses`` are the person's to export; of none at all is nothing to export."""
    return bool(campuses) and all(exports_records_of(person, campus) for campus in campuses)


@rules.predicate
def coordinates(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, "coordinator")


def entries_visible_to(person: Any) -> QuerySet[Entry]:
    """Twin of ``accreditation.view_entry``."""
    return Entry.objects.filter(Q(student=person.public_id) | shared_rows(person, HOURS))


@rules.predicate
def may_read_entry(person: Any, entry: Any = None) -> bool:
    return entry is not None and (entry.student == person.public_id or is_shared_with(person, HOURS, entry.campus, entry.student))


@rules.predicate
def may_decide(person: Any, correction: Any = None) -> bool:
    """A second person of the campus: neither who proposed it nor whose hours they are. Without a correction: anywhere at all."""
    if correction is None:
        return holds(person, None, *DECIDERS)
    if person.public_id in (correction.proposed_by, correction.student):
        return False
    return is_shared_with(person, HOURS, correction.campus, correction.student, *DECIDERS)


def corrections_visible_to(person: Any) -> QuerySet[Correction]:
    """The corrections of one's campuses, one's own proposals included."""
    return Correction.objects.filter(shared_rows(person, HOURS, *DECIDERS))


def corrections_decided_by(person: Any) -> QuerySet[Correction]:
    """Twin of ``accreditation.decide_correction``."""
    if not person.is_authenticated:
        return Correction.objects.none()
    return corrections_visible_to(person).exclude(proposed_by=person.public_id).exclude(student=person.public_id)


rules.add_perm("accreditation.view_entry", may_read_entry)
rules.add_perm("accreditation.view_board", reads_records_of)
rules.add_perm("accreditation.export_records", exports_records_of)
rules.add_perm("accreditation.build_packet", builds_packet_of)
rules.add_perm("accreditation.view_study_time", reads_study_of)
rules.add_perm("accreditation.propose_correction", coordinates)
rules.add_perm("accreditation.decide_correction", may_decide)
