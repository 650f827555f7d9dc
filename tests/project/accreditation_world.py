"""What accreditation puts into the world: entries, certificates, corrections, supervised practice with its case rounds."""

from datetime import date

from django.utils import timezone

import tests.project.assessment_world  # noqa: F401  attempts that were handed in come before the entries
from accreditation.ledger.append import append
from accreditation.models import (
    AgendaItem,
    AttorneyProposal,
    CaseRound,
    Certificate,
    CertificateTemplate,
    Checkpoint,
    Correction,
    Entry,
    Matter,
    MatterStudent,
    PracticeEntry,
    Presentation,
    Signatory,
    SupervisingAttorney,
)
from curriculum.models import Enrollment, Topic
from lms.vault.api import seal_text, sign
from tests.factories.canary import canary
from tests.factories.ledger import draft
from tests.project.curriculum_world import TRACK
from tests.project.world import World, part


@part
def records(world: World) -> None:
    """For each student a ledger entry and a certificate; for each campus who signs."""
    world.entries, world.certificates, world.signatories = {}, {}, {}
    sign(b"the key is on record: lists are signed on reading")
    Topic.objects.get_or_create(slug="ethics_upl", defaults={"title": "Ethics"})
    for number, enrollment in enumerate(world.enrollments.values()):
        student = enrollment.student
        world.entries[student.pk] = _entry(world, enrollment)
        world.certificates[student.pk] = _certificate(enrollment, number)
        world.signatories[enrollment.cohort.campus.slug] = _signatory(enrollment)


def _entry(world: World, enrollment: Enrollment) -> Entry:
    student, slug = enrollment.student, enrollment.cohort.campus.slug
    return append(
        draft(
            student=student.public_id,
            enrollment=enrollment.public_id,
            cohort=enrollment.cohort.slug,
            campus=slug,
            track=TRACK,
            title=canary(slug, "entry", student.legal_last_name),
            source_id=world.lesson.public_id,
        )
    ).entry


def _certificate(enrollment: Enrollment, number: int) -> Certificate:
    student, slug = enrollment.student, enrollment.cohort.campus.slug
    facts = {"name": canary(slug, "certificate_name", "holder"), "course": "Law training", "email": canary(slug, "certificate_email", "holder")}
    return Certificate.objects.create(
        code=f"code{number:028d}", number=f"PW-{number:06d}", student=student.public_id, enrollment=enrollment.public_id, campus=slug, track=TRACK,
        facts=facts, entries=[], ledger_seq=1, ledger_hash="0" * 64, pdf=canary(slug, "certificate_file", "holder").encode(), pdf_sha256="0" * 64,
        issued_at=timezone.now(), issued_by="pathway", credential=canary(slug, "certificate_data", "holder"), status_list=1, status_index=number,
    )  # fmt: skip


def _signatory(enrollment: Enrollment) -> Signatory:
    """Who signs on the campus; one for all its students. What certificates of its program say is set once too."""
    campus, program = enrollment.cohort.campus, enrollment.cohort.program.public_id
    facts = {"provider": canary(campus.slug, "provider", ""), "provider_address": canary(campus.slug, "provider_address", ""), "title": "Certificate"}
    if not CertificateTemplate.objects.filter(campus=campus, program=program, track=TRACK).exists():
        CertificateTemplate.objects.create(campus=campus, program=program, track=TRACK, number=1, set_at=timezone.now(), set_by="pathway", **facts)
    named = {"name": canary(campus.slug, "signatory", ""), "title": "Director", "recorded_at": timezone.now(), "recorded_by": "pathway"}
    return Signatory.objects.get_or_create(campus=campus, program="", appointed_from=date(2026, 1, 1), defaults=named)[0]


@part
def corrections(world: World) -> None:
    """A correction of each student's entry, proposed by somebody who left."""
    world.corrections = {}
    for enrollment in world.enrollments.values():
        student, slug = enrollment.student, enrollment.cohort.campus.slug
        world.corrections[student.pk] = Correction.objects.create(
            student=student.public_id, enrollment=enrollment.public_id, campus=slug, seq=1, minutes=0, category="skills", proposed_by="gone",
            proposed_at=timezone.now(), sealed_reason=seal_text(student.public_id, canary(slug, "correction", student.legal_last_name)),
        )  # fmt: skip


@part
def supervised_practice(world: World) -> None:
    """For each campus an attorney and a proposed one; for each student a matter, a point of it, and an entry that waits."""
    world.attorneys, world.attorney_proposals, world.matters, world.practice = {}, {}, {}, {}
    for slug, campus in world.campus.items():
        facts = {"campus": campus.slug, "name": "Ada Ruiz", "bar_state": "MA", "organization": "Harbor Legal Aid"}
        world.attorneys[slug] = SupervisingAttorney.objects.create(email=f"ada@{slug}.example", bar_number=slug, **facts)
        world.attorney_proposals[slug] = AttorneyProposal.objects.create(
            email=f"bea@{slug}.example", bar_number=f"{slug} 2", proposed_by="somebody", proposed_at=timezone.now(), **facts
        )
    for number, enrollment in enumerate(world.enrollments.values()):
        _practice(world, enrollment, f"M-222{number + 2}")


def _practice(world: World, enrollment: Enrollment, code: str) -> None:
    student, slug, at = enrollment.student, enrollment.cohort.campus.slug, timezone.now()
    matter = Matter.objects.create(code=code, campus=slug, category="asylum", attorney=world.attorneys[slug], opened_on=date(2026, 9, 1), opened_by="somebody")
    ids = {"student": student.public_id, "enrollment": enrollment.public_id}
    world.matters[student.pk] = MatterStudent.objects.create(matter=matter, slot=1, assigned_by="somebody", assigned_at=at, **ids)
    Checkpoint.objects.create(matter=matter, student=student.public_id, kind="intake", reached_at=at)
    learned = canary(slug, "learned", student.legal_last_name)
    world.practice[student.pk] = PracticeEntry.objects.create(
        line=student.public_id, campus=slug, matter=matter, date=date(2026, 10, 5), minutes=30, task="intake", forum="uscis", skill="drafting",
        topic="asylum", sealed_learned=seal_text(student.public_id, learned), learned_sha256="0" * 64, state="sent", written_at=at, sent_at=at, **ids,
    )  # fmt: skip


@part
def case_rounds(world: World) -> None:
    """The session of each cohort is a case round of its students' matters; each student noted what they presented."""
    for enrollment in world.enrollments.values():
        student, slug = enrollment.student, enrollment.cohort.campus.slug
        facts = {"campus": slug, "attorney": world.attorneys[slug], "kept_by": "somebody", "kept_at": timezone.now()}
        found, _ = CaseRound.objects.get_or_create(session=world.live_sessions[enrollment.cohort_id].public_id, defaults=facts)
        item = AgendaItem.objects.create(round=found, matter=world.matters[student.pk].matter)
        note = seal_text(student.public_id, canary(slug, "presented", student.legal_last_name))
        Presentation.objects.create(item=item, student=student.public_id, number=1, sealed_note=note, at=timezone.now())
