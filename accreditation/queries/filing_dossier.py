"""The whole dossier of a filing: what ``queries.dossier`` gives of the program, and what stands beside it.

Trainings elsewhere, documents, supervised practice, the organization and the application each come from the query of their own room, for many
candidates at once. Whoever asks only about the program asks ``queries.dossier``, which costs less.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from accreditation.dossier import Dossier, Evidence, Filing, Organization, Training
from accreditation.models import Application, SponsoringOrganization
from accreditation.policies.sharing import DOCUMENTS, HOURS
from accreditation.policies.worksheet import worksheet_of
from accreditation.queries.dossier import each_dossier
from accreditation.queries.evidence_facts import evidence_of
from accreditation.queries.filing_facts import filings_of
from accreditation.queries.form_editions import edition_in_use
from accreditation.queries.organization_facts import organizations_called, organizations_of
from accreditation.queries.outside_facts import outside_trainings
from accreditation.queries.practice_facts import practice_of
from accreditation.rules.sharing import shared_for_a_filing

OF_ONE_FILING = ("signed_form", "signed_form_candidate", "signed_form_officer", "proof_of_service")
"""Kinds of documents that belong to one filing."""


Held = TypeVar("Held", Evidence, Training)


def filing_dossier(enrollment: Any, as_of: date, application: Application | None = None) -> Dossier:
    """The whole dossier of the student of ``enrollment`` as of ``as_of``.

    With ``application`` it is about that request: its answers, its organization and the documents of that one, whatever else the student has open.
    """
    if application is None:
        return filing_dossiers([enrollment], as_of)[0]
    [dossier] = each_dossier([enrollment], as_of)
    return _Beside([enrollment], as_of, enrollment.cohort.campus.time_zone, application).added(enrollment, dossier)


def filing_dossiers(enrollments: Sequence[Any], as_of: date) -> list[Dossier]:
    """The whole dossiers of many places, in their order: a constant number of queries per program and campus zone, however many there are."""
    return list(each_filing_dossier(enrollments, as_of))


def each_filing_dossier(enrollments: Sequence[Any], as_of: date) -> Iterator[Dossier]:
    """The same one after the other, so that of 10 000 candidates only what is asked of each dossier stays in memory."""
    dossiers = each_dossier(enrollments, as_of)
    beside: dict[str, _Beside] = {}
    for place, dossier in zip(enrollments, dossiers, strict=True):
        if not beside:  # behind the first dossier, which brought campuses and students along
            beside = {zone: _Beside(group, as_of, zone) for zone, group in _by_zone(enrollments).items()}
        yield beside[place.cohort.campus.time_zone].added(place, dossier)


def _by_zone(enrollments: Sequence[Any]) -> dict[str, list[Any]]:
    groups = defaultdict(list)
    for place in enrollments:
        groups[place.cohort.campus.time_zone].append(place)
    return groups


class _Beside:
    """What stands beside the program for the students of some places in one time zone, read once."""

    def __init__(self, places: list[Any], as_of: date, zone: str, application: Application | None = None) -> None:
        students = {place.student.public_id for place in places}
        campuses = {place.cohort.campus_id for place in places}
        self.outside, self.practice = outside_trainings(students, as_of), practice_of(students, as_of)
        self.filings = filings_of(students, as_of, zone, application)
        if application is None:
            self.organizations, self.names = organizations_of(campuses, as_of, zone), _names_of(campuses)
        else:
            asking = application.organization
            self.organizations = dict.fromkeys(campuses, organizations_called([asking.pk], as_of, zone)[asking.pk])
            self.names = dict.fromkeys(campuses, asking.public_id)
        self.evidence = evidence_of(students, as_of, self.names.values())
        self.shared = {DOCUMENTS: self._shared(places, DOCUMENTS, self.evidence), HOURS: self._shared(places, HOURS, self.outside)}
        self.edition = edition_in_use(as_of)

    def added(self, place: Any, dossier: Dossier) -> Dossier:
        student, campus, slug = place.student.public_id, place.cohort.campus_id, place.cohort.campus.slug
        outside = self._here(student, slug, HOURS, self.outside.get(student, ()))
        own = self._here(student, slug, DOCUMENTS, self.evidence.get(student, ()))
        organization: Organization | None = self.organizations.get(campus)
        filing = self.filings.get(student)
        whole = replace(
            dossier,
            trainings=(*dossier.trainings, *(_marked(training, filing) for training in outside)),
            organization=organization,
            evidence=(*_of_this(filing, own), *self.evidence.get(self.names.get(campus, ""), ())),
            practice=self.practice[student],
            filing=filing,
        )
        return replace(whole, worksheet=worksheet_of(whole, self.edition))

    def _shared(self, places: list[Any], record: str, held: Mapping[str, Iterable[Held]]) -> set[tuple[str, str]]:
        """Student and campus of the consents that open ``record`` for a filing, asked only where somebody handed something in on another campus."""
        who = {place.student.public_id: place.cohort.campus.slug for place in places}
        elsewhere = [student for student, campus in who.items() if any(one.campus != campus for one in held.get(student, ()))]
        return shared_for_a_filing(elsewhere, record) if elsewhere else set()

    def _here(self, student: str, campus: str, record: str, held: Iterable[Held]) -> list[Held]:
        """What the campus may read: what it holds itself, and of what was handed in elsewhere, what the student consented there to share for a filing."""
        return [one for one in held if one.campus == campus or (student, one.campus) in self.shared[record]]


def _of_this(filing: Filing | None, evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """Without the signed form and the proof of service of an earlier filing: a renewal is signed and served again (8 CFR 1292.13(a), 1292.16(b))."""
    for one in evidence:
        if filing is None or one.kind not in OF_ONE_FILING:
            yield one
        elif one.about:
            if one.about == filing.public_id:
                yield one
        elif filing.last_approved_on is None or (one.dated is not None and one.dated > filing.last_approved_on):
            yield one


def _marked(training: Training, filing: Filing | None) -> Training:
    """With the mark “no certificate” where the answers of the filing have it."""
    is_without = filing is not None and bool(training.public_id) and training.public_id in filing.without_certificate
    return replace(training, is_without_certificate=True) if is_without else training


def _names_of(campuses: set[int]) -> dict[int, str]:
    """Public ids of the organizations that sponsor the students of each campus, the first recorded where there are several."""
    through = SponsoringOrganization.campuses.through.objects.filter(campus__in=campuses).order_by("-sponsoringorganization")
    return dict(through.values_list("campus", "sponsoringorganization__public_id"))
