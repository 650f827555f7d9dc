"""Building a dossier: everything known of one candidate on one date, from the same rows that every export shows."""

from datetime import date
from typing import Any

from accreditation.dossier import Candidate, Dossier, Field, Organization, Result, TopicMinutes, Training, Worksheet
from accreditation.models import FormEdition, SponsoringOrganization
from accreditation.queries.certificates import status_of
from accreditation.queries.record import RecordRow, record_rows, required_topics
from lms.people.api import other_names_of

FUNDAMENTALS_TRACK = "law_and_skills"


def build_dossier(enrollment: Any, as_of: date) -> Dossier:
    """The dossier of the student of ``enrollment`` as of ``as_of``."""
    rows = record_rows([enrollment], as_of)
    organization = SponsoringOrganization.objects.filter(campuses=enrollment.cohort.campus_id).first()
    candidate = _candidate(enrollment.student)
    return Dossier(
        as_of=as_of,
        candidate=candidate,
        organization=_organization(organization),
        campus=enrollment.cohort.campus.name,
        cohort=enrollment.cohort.name,
        program=enrollment.cohort.program.title,
        program_version=enrollment.cohort.program_version,
        trainings=tuple(_training(row) for row in rows),
        worksheet=_worksheet(candidate, organization),
        ledger_seq=rows[0].ledger_seq if rows else 0,
        ledger_head=rows[0].ledger_head if rows else "",
    )


def _candidate(student: Any) -> Candidate:
    return Candidate(
        public_id=student.public_id, email=student.email, legal_first_name=student.legal_first_name, legal_middle_name=student.legal_middle_name,
        legal_last_name=student.legal_last_name, other_names=tuple(other_names_of(student)),
    )  # fmt: skip


def _organization(organization: SponsoringOrganization | None) -> Organization | None:
    if organization is None:
        return None
    names = ("legal_name", "doing_business_as", "street", "city", "state", "zip_code", "phone", "email", "recognition_state", "recognition_date")
    return Organization(**{name: getattr(organization, name) for name in names})


def _training(row: RecordRow) -> Training:
    return training_of(row, {topic.slug: topic.title for topic in required_topics()} if row.track.on_eoir_list else {})


def training_of(row: RecordRow, required: dict[str, str]) -> Training:
    """A row of the record as a training; ``required``: titles of the topics that a law training must cover, by slug."""
    program = row.enrollment.cohort.program
    on_list = row.track.on_eoir_list
    slugs = {**{slug: row.titles.get(slug, slug) for slug in row.fold.by_topic}, **required}
    return Training(
        title=program.title if on_list else f"{program.title}: {row.track.title}",
        provider=row.enrollment.cohort.campus.name,
        provider_address="",
        track=row.track.slug,
        track_title=row.track.title,
        on_eoir_list=on_list,
        stated_minutes=row.track.minutes,
        minutes=row.fold.minutes,
        minutes_by_mode=dict(row.fold.by_mode),
        minutes_by_category=dict(row.fold.by_category),
        first_date=row.fold.first_date,
        last_date=row.fold.last_date,
        topics=tuple(_topic(slug, title, row, required) for slug, title in sorted(slugs.items(), key=lambda pair: pair[1])),
        results=tuple(
            Result(
                assessment=result.slug, title=result.title, attempted=result.percent is not None, passed=result.passed, percent=result.percent,
                pass_percent=result.pass_percent, required=result.required, finished_on=result.finished_on,
            )
            for result in row.results
        ),
        minimum_percent=program.minimum_percent,
        all_required_topics=program.all_required_topics,
        is_fundamentals=row.track.slug == FUNDAMENTALS_TRACK,
        certificate_number=row.certificate.number if row.certificate else "",
        certificate_status=status_of(row.certificate) if row.certificate else "",
    )  # fmt: skip


def _topic(slug: str, title: str, row: RecordRow, required: dict[str, str]) -> TopicMinutes:
    return TopicMinutes(slug=slug, title=title, minutes=row.fold.by_topic.get(slug, 0), required=slug in required)


def _worksheet(candidate: Candidate, organization: SponsoringOrganization | None) -> Worksheet:
    edition = FormEdition.objects.filter(form="EOIR-31A").order_by("-effective_from").first()
    if edition is None:
        return Worksheet(edition="no edition on record", source="", confirmed=False, checked_on=None)
    answers = _answers(candidate, organization)
    fields = tuple(
        Field(
            key=item["key"], group=item["group"], asks=item["asks"], answer=answers.get(item["key"], ""),
            confirmed=item["confirmed"] and edition.checked_on is not None, mark=item["mark"],
        )
        for item in edition.fields
    )  # fmt: skip
    confirmed = edition.checked_on is not None and all(field.confirmed for field in fields)
    return Worksheet(edition=edition.edition, source=edition.source, confirmed=confirmed, checked_on=edition.checked_on, fields=fields)


def _answers(candidate: Candidate, organization: SponsoringOrganization | None) -> dict[str, str]:
    """What the platform can fill in; signatures and attestations stay blank."""
    answers = {
        "rep.first": candidate.legal_first_name, "rep.middle": candidate.legal_middle_name, "rep.last": candidate.legal_last_name,
        "rep.other_names": ", ".join(candidate.other_names), "rep.contact": candidate.email, "req.kind": "Initial", "req.level": "Partial (DHS)",
        "kn.training_list": "See the list of trainings, tab F", "kn.training_proof": "See the certificates, tab G", "kn.fundamentals": "See tab H",
    }  # fmt: skip
    if organization is not None:
        address = f"{organization.street}, {organization.city}, {organization.state} {organization.zip_code}"
        answers |= {
            "org.legal_name": organization.legal_name, "org.dba": organization.doing_business_as, "org.address": address, "org.phone": organization.phone,
            "org.email": organization.email, "org.recognition_state": organization.get_recognition_state_display(),
            "org.recognition_date": organization.recognition_date.isoformat() if organization.recognition_date else "",
        }  # fmt: skip
    return answers
