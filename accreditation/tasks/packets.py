"""Packets in the background: of one student, of one application, of a cohort. The right is asked again: it may have ended meanwhile."""

from typing import Any

from django.urls import reverse

from accreditation.actions.build_application_packet import build_application_packet
from accreditation.actions.build_cohort_packets import build_cohort_packets
from accreditation.actions.build_packet import build_packet
from accreditation.models import PacketKind
from accreditation.queries.applications import application_called
from accreditation.schemes import schemes
from curriculum.api import cohort_called, enrollment_called
from lms.audit.api import record_disclosure
from lms.core.clock import local_date, now
from lms.core.errors import NotFound
from lms.core.wording import counted
from lms.jobs.api import JobRun
from lms.people.api import person_called
from lms.vault.api import store

SENTENCES = {
    PacketKind.DRAFT: "The draft packet is ready. It lists what is still missing.", PacketKind.FINAL: "The packet is ready.",
    PacketKind.SUPPLEMENT: "The supplement is ready. It holds what is new or changed, and says what is no longer relied on.",
}  # fmt: skip


def run_packet(job: JobRun) -> dict[str, Any]:
    """Build a packet; payload ``{application, kind}``, or ``{enrollment, scheme, draft}`` for a student without an application."""
    if "application" in job.payload:
        return _of_application(job)
    enrollment = enrollment_called(job.payload["enrollment"])
    person = person_called(job.owner)
    if enrollment is None or person is None or not person.has_perm("accreditation.build_packet", enrollment):
        raise NotFound("This student’s packet is not yours to build any more.")
    as_of = local_date(now(), enrollment.cohort.campus.time_zone)
    draft = bool(job.payload["draft"])
    data = build_packet(enrollment=enrollment, scheme=schemes.get(job.payload["scheme"]), as_of=as_of, draft=draft, progress=job.advance)
    name = f"packet-{job.payload['scheme']}{'-draft' if draft else ''}.zip"
    owner, campus = enrollment.student.public_id, enrollment.cohort.campus.slug
    file = store("accreditation.packet", data, name=name, media_type="application/zip", owner=owner, campus=campus, by=job.owner, key=job.public_id)
    record_disclosure(viewer=person, owner=owner, what="Packet built", purpose="Preparing a filing", campus=campus, job=job.public_id)
    return {"file": file.public_id, "sentence": SENTENCES[PacketKind.DRAFT if draft else PacketKind.FINAL]}


def _of_application(job: JobRun) -> dict[str, Any]:
    application, person = application_called(job.payload["application"]), person_called(job.owner)
    if application is None or person is None or not person.has_perm("accreditation.build_application_packet", application):
        raise NotFound("This application’s packet is not yours to build any more.")
    kind = job.payload["kind"]
    packet = build_application_packet(application=application, kind=kind, by=person, key=job.public_id, progress=job.advance)
    at = reverse("applications:packets", args=[application.public_id])
    return {"file": packet.file, "url": at, "sentence": SENTENCES[PacketKind(kind)]}


def run_packets(job: JobRun) -> dict[str, Any]:
    """Build the packets of a cohort; payload ``{cohort, kind}``."""
    cohort, person = cohort_called(job.payload["cohort"]), person_called(job.owner)
    if cohort is None or person is None or not person.has_perm("accreditation.export_records", cohort):
        raise NotFound("This cohort’s packets are not yours to build any more.")
    made = build_cohort_packets(cohort=cohort, kind=job.payload["kind"], by=person, key=job.public_id, progress=job.advance)
    if not made.outcomes:
        return {"file": made.file.public_id, "sentence": "The packets are ready."}
    refused = f" {len(made.refused)} could not be built; the list inside says why." if made.refused else ""
    return {"file": made.file.public_id, "sentence": f"{counted(made.built, 'packet')} of {cohort.name}.{refused}"}
