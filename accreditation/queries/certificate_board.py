"""Certificates of a cohort, student by student: issued, ready, or what is missing; the same number of queries for three students and thirty."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accreditation.dossier import ProgramRules, Training
from accreditation.models import Certificate, CertificateEventKind, CertificateTemplate, Signatory
from accreditation.queries.certificate_conditions import missing_for_certificate
from accreditation.queries.certificate_settings import missing_from_settings, signatory_on, templates_by_track, wording_of
from accreditation.queries.certificates import current_certificates, standing_as, status_of
from accreditation.queries.dossier import build_dossiers
from accreditation.rules.certificates import certificates_changed_by
from curriculum.api import roster
from lms.core.clock import local_date, now


@dataclass(frozen=True)
class CertificateRow:
    """One student's one track: the current certificate with its status, or what is missing for one (nothing: it is ready)."""

    enrollment: Any
    name: str
    minutes: int
    certificate: Certificate | None
    status: str
    missing: list[str]

    @property
    def is_ready(self) -> bool:
        return self.certificate is None and not self.missing


@dataclass(frozen=True)
class TrackBoard:
    """A track of the cohort's program: what its certificates say and who signs them today, and a row a student.

    ``missing`` is what a coordinator has to set before any can be issued.
    """

    track: Any
    template: CertificateTemplate | None
    signatory: Signatory | None
    missing: list[str]
    rows: list[CertificateRow]

    @property
    def ready(self) -> int:
        return 0 if self.missing else sum(row.is_ready for row in self.rows)

    @property
    def issued(self) -> int:
        return sum(row.certificate is not None for row in self.rows)


def certificate_board(cohort: Any) -> list[TrackBoard]:
    """The certificates of ``cohort`` by track, in the program's order."""
    places = list(roster(cohort))
    for place in places:
        place.cohort = cohort
    today = local_date(now(), cohort.campus.time_zone)
    templates, signatory = templates_by_track(cohort.campus, cohort.program.public_id), signatory_on(cohort.campus, cohort.program.public_id, today)
    current = current_certificates([place.public_id for place in places])
    by_track: dict[str, list[CertificateRow]] = {}
    for place, dossier in zip(places, build_dossiers(places, today), strict=True):
        for training in dossier.trainings:
            by_track.setdefault(training.track, []).append(_row(place, training, dossier.rules, current.get((place.public_id, training.track))))
    boards = []
    for track in cohort.program.tracks.all():
        template = templates.get(track.slug)
        missing = missing_from_settings(wording_of(template, cohort.campus), signatory)
        boards.append(TrackBoard(track, template, signatory, missing, by_track.get(track.slug, [])))
    return boards


def _row(place: Any, training: Training, rules: ProgramRules, certificate: Certificate | None) -> CertificateRow:
    student = place.student
    missing = [] if certificate else missing_for_certificate(training, student.legal_last_name, rules)
    status = status_of(certificate) if certificate else ""
    return CertificateRow(place, student.legal_name or student.display_name, training.minutes, certificate, status, missing)


def certificates_to_look_at(person: Any) -> QuerySet[Certificate]:
    """Certificates under review that ``person`` may decide about, the oldest first."""
    return standing_as(certificates_changed_by(person), CertificateEventKind.FLAGGED).defer("pdf", "entries", "credential")
