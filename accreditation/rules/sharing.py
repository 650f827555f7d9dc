"""What a student's consent opens: in the mode *direct to student*, officers and auditors of a campus read only whom a consent in force names to them.

Every rule of accreditation that opens a student's rows to the people of a campus asks here. Coordinators and administrators work for the campus itself.
"""

from collections.abc import Iterable
from typing import Any

import rules
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from accreditation.models import CampusSharing, Consent
from accreditation.policies.sharing import (
    COLLEGE,
    DIRECT_TO_STUDENT,
    FILED_WITH,
    FILING,
    HOURS,
    IN_A_PACKET,
    ORGANIZATION,
    PACKET,
    PURPOSE_OF,
    READS_AS,
)
from accreditation.rules.campuses import READERS, campus_slugs
from lms.people.api import holds, is_administrator


def direct_campuses(slugs: list[str]) -> set[str]:
    """Which of these campuses are *direct to student* now."""
    newest = Window(RowNumber(), partition_by=F("campus"), order_by=F("number").desc())
    rows = CampusSharing.objects.filter(campus__in=slugs).annotate(place=newest).filter(place=1)
    return {row.campus for row in rows if row.mode == DIRECT_TO_STUDENT}


def consents_to(record: str, recipient: str, campus: str) -> QuerySet[Consent]:
    """The consents in force that share ``record`` with ``recipient`` from a campus, for what that recipient reads it for."""
    found = Consent.objects.filter(campus=campus, revocation__isnull=True, records__contains=f" {record} ", recipients__contains=f" {recipient} ")
    return found.filter(purpose=PURPOSE_OF[recipient])


def not_to_be_filed(student: str, campus: str) -> list[str]:
    """The classes of record in a packet that may not go to the government: where students decide, those without a consent to a whole filing."""
    if not direct_campuses([campus]):
        return []
    return [record for record in IN_A_PACKET if (student, campus) not in shared_for_a_filing([student], record)]


def shared_for_a_filing(students: Iterable[str], record: str) -> set[tuple[str, str]]:
    """Student and campus of each consent in force that shares ``record`` with everybody whom a filing reaches: the organization, EOIR and USCIS."""
    found = Consent.objects.filter(student__in=list(students), purpose=FILING, revocation__isnull=True, records__contains=f" {record} ")
    for recipient in FILED_WITH:
        found = found.filter(recipients__contains=f" {recipient} ")
    return set(found.values_list("student", "campus"))


class Reach:
    """What ``person`` reaches of ``record`` as one of ``roles``: whole campuses, and where students decide, who consented to which recipient."""

    def __init__(self, person: Any, record: str, roles: tuple[str, ...]) -> None:
        self.record = record
        held = campus_slugs(person, *roles)
        limited = [] if is_administrator(person) else [slug for slug in held if slug not in _free(person, roles)]
        direct = direct_campuses(limited) if limited else set()
        self.whole = [slug for slug in held if slug not in direct]
        self.reads_as = [(slug, READS_AS[role]) for role in sorted({*roles} & {*READS_AS}) for slug in campus_slugs(person, role) if slug in direct]

    def covers(self, campus: str, student: str) -> bool:
        if campus in self.whole:
            return True
        mine = (consents_to(self.record, recipient, slug) for slug, recipient in self.reads_as if slug == campus)
        return any(consents.filter(student=student).exists() for consents in mine)

    def students_of(self, campus: str) -> set[str]:
        """Who consented, where a campus is not reached whole."""
        found: set[str] = set()
        for slug, recipient in self.reads_as:
            if slug == campus:
                found |= set(consents_to(self.record, recipient, slug).values_list("student", flat=True))
        return found

    @property
    def rows(self) -> Q:
        """The same as a filter of rows that name ``campus`` and ``student``."""
        return self.rows_by("campus", "student")

    def rows_by(self, campus: str, student: str) -> Q:
        """The same as a filter of rows that hold the campus’s slug and the student’s public id under these names."""
        found = Q(**{f"{campus}__in": self.whole})
        for slug, recipient in self.reads_as:
            found |= Q(**{campus: slug, f"{student}__in": consents_to(self.record, recipient, slug).values("student")})
        return found


def _free(person: Any, roles: tuple[str, ...]) -> list[str]:
    """Where the person holds a role that needs no consent."""
    others = [role for role in roles if role not in READS_AS]
    return campus_slugs(person, *others) if others else []


def shared_rows(person: Any, record: str, *roles: str) -> Q:
    """A filter of rows with ``campus`` (a slug) and ``student``: twin of ``is_shared_with``."""
    return Reach(person, record, roles or READERS).rows


def is_shared_with(person: Any, record: str, campus: str, student: str, *roles: str) -> bool:
    return Reach(person, record, roles or READERS).covers(campus, student)


def is_packet_shared_with(person: Any, campus: str, student: str, *roles: str) -> bool:
    """Whether ``person`` may read everything that lies in the student’s packet: hours, certificates and documents too."""
    if campus in Reach(person, PACKET, roles or READERS).whole:
        return True
    return all(is_shared_with(person, record, campus, student, *roles) for record in IN_A_PACKET)


def shared_packets(person: Any, *roles: str) -> Q:
    """Twin of ``is_packet_shared_with``, as a filter of rows with ``campus`` and ``student``."""
    reach = Reach(person, PACKET, roles or READERS)
    found = reach.rows
    for record in IN_A_PACKET if reach.reads_as else ():
        found &= shared_rows(person, record, *roles)
    return found


def rows_for_organization(slugs: list[str], record: str) -> Q:
    """Rows of these campuses that their sponsoring organization counts: all, or where students decide, those of who shares ``record`` with it."""
    direct = direct_campuses(slugs)
    found = Q(campus__in=[slug for slug in slugs if slug not in direct])
    for slug in sorted(direct):
        found |= Q(campus=slug, student__in=consents_to(record, ORGANIZATION, slug).values("student"))
    return found


def rows_for_college(campus: str, student: str) -> Q:
    """Rows of a campus that other programs of its college read by a token; ``student`` is the name under which a row holds the student’s public id.

    All of them, or where students decide, those of who shares their record of hours with the college.
    """
    return Q(**{f"{student}__in": consents_to(HOURS, COLLEGE, campus).values("student")}) if direct_campuses([campus]) else Q()


@rules.predicate
def sets_sharing(person: Any, campus: Any = None) -> bool:
    """Coordinators of the campus and administrators: it is the campus's agreement that the mode states."""
    return holds(person, campus, "coordinator")


@rules.predicate
def signs_consents(person: Any, consent: Any = None) -> bool:
    """The student alone."""
    return consent is not None and person.is_authenticated and consent.student == person.public_id


def consents_signed_by(person: Any) -> QuerySet[Consent]:
    """Twin of ``accreditation.revoke_consent``."""
    return Consent.objects.filter(student=person.public_id) if person.is_authenticated else Consent.objects.none()


rules.add_perm("accreditation.set_sharing", sets_sharing)
rules.add_perm("accreditation.revoke_consent", signs_consents)
