"""A packet of an application: a draft, the one to file, or a supplement to what was filed."""

from typing import Any

from accreditation.actions.build_packet import Built, Supplement, assemble
from accreditation.actions.keep_packet import keep_packet
from accreditation.models import Application, Packet, PacketKind
from accreditation.packets.gathering import NEVER_WITHOUT, Gathered
from accreditation.packets.presenting import present
from accreditation.policies.application_states import AFTER_FILING, BEFORE_FILING
from accreditation.policies.packet_changes import changes_by_label
from accreditation.queries.packets import filed_contents, filed_packets, ready_review, title_of
from accreditation.queries.reviews import accepted_in
from curriculum.api import enrollment_called
from lms.core.access import require
from lms.core.errors import Conflict, Invalid
from lms.core.progress import Progress, untold

NOT_SHARED = "A packet is built by who keeps the application and may read everything that lies in it: hours, certificates and documents."


def build_application_packet(*, application: Application, kind: str, by: Any, key: str, progress: Progress = untold) -> Packet:
    """Build and keep a packet of ``kind``. Raises ``NotReady`` with what is missing, ``Invalid`` or ``Conflict`` where this kind has no place now.

    What the officer accepted with a reason does not stop a packet to file, but for the points that nobody can file without. ``key`` names the
    occasion: a job that runs twice keeps one packet.
    """
    require(by, "accreditation.build_application_packet", application, sentence=NOT_SHARED)
    _refuse_out_of_place(application, kind)
    gathered = present(application, draft=kind == PacketKind.DRAFT)
    accepted = _accepted(application) if kind != PacketKind.DRAFT else []
    supplement = _supplement(application, gathered) if kind == PacketKind.SUPPLEMENT else None
    built = _assembled(gathered, application, accepted, supplement, progress)
    number = supplement.number if supplement else 0
    return keep_packet(application=application, built=built, kind=kind, number=number, accepted=accepted, by=by, key=key)


def _assembled(gathered: Gathered, application: Application, accepted: list[str], supplement: Supplement | None, progress: Progress) -> Built:
    enrollment = enrollment_called(application.enrollment)
    zone = enrollment.cohort.campus.time_zone if enrollment else "UTC"
    return assemble(gathered, zone=zone, accepted=accepted, supplement=supplement, progress=progress)


def _refuse_out_of_place(application: Application, kind: str) -> None:
    if kind not in PacketKind.values:
        raise Invalid("There is no such packet.")
    if kind == PacketKind.SUPPLEMENT and (application.state not in AFTER_FILING or not filed_packets(application)):
        raise Conflict("A supplement follows a packet that was filed from here. None was.", code="nothing_filed")
    if kind == PacketKind.FINAL and application.state not in BEFORE_FILING:
        raise Conflict("This application was filed already. What is new goes into a supplement.", code="filed_already")


def _accepted(application: Application) -> list[str]:
    """Keys of the findings that the officer said would be filed without."""
    review = ready_review(application)
    return sorted({*accepted_in(review)} - {*NEVER_WITHOUT}) if review else []


def _supplement(application: Application, gathered: Gathered) -> Supplement:
    """What is new or changed; where something is only withdrawn, a letter that says so."""
    found = changes_by_label(filed_contents(application), gathered.contents)
    if not found:
        raise Conflict("Nothing is new, changed or withdrawn since what was filed.", code="nothing_new")
    labels = frozenset(one.label for one in found if one.what != "gone")
    gone = tuple(f"Tab {one.label}, {title_of(one.stem)}" for one in found if one.what == "gone")
    return Supplement(len(filed_packets(application)), labels, gone)
