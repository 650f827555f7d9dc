"""Packets: jobs, events, files, and the proof of those that were filed."""

from typing import Any

from accreditation.ledger import packets  # noqa: F401  registers itself
from accreditation.policies.sharing import IN_A_PACKET
from accreditation.queries.packet_retention import why_kept
from accreditation.registers.records import may_read_export
from accreditation.rules.records import EXPORTERS, exports_records_of
from accreditation.rules.sharing import is_packet_shared_with
from accreditation.tasks import packets as tasks
from lms.audit.api import register_event_kind
from lms.jobs.api import register_job
from lms.people.api import campus_called
from lms.vault.api import register_file_kind

register_job("accreditation.build_packet", tasks.run_packet, label="Packet")
register_job("accreditation.build_packets", tasks.run_packets, label="Packets of a cohort")
register_event_kind("accreditation.packet_built", "{actor} built a packet: {kind}, SHA-256 {sha256}")
register_event_kind("accreditation.packet_filed", "{actor} filed a packet, frozen with SHA-256 {sha256}")
register_event_kind("accreditation.packet_purged", "{actor} removed the file of a filed packet after its time: {sha256}. {why}")


def may_read_packet(person: Any, file: Any) -> bool:
    """Whoever may export the campus’s records now, where everything that lies in the student’s packet is shared with them."""
    campus = campus_called(file.campus)
    return campus is not None and exports_records_of(person, campus) and is_packet_shared_with(person, file.campus, file.owner, *EXPORTERS)


def may_read_filed(person: Any, file: Any) -> bool:
    """Whose it is, coordinators and officers of the campus; no auditors, since it holds what the student states about their background."""
    return file.owner == person.public_id or is_packet_shared_with(person, file.campus, file.owner, *EXPORTERS)


def may_read_packets(person: Any, file: Any) -> bool:
    """The same of everybody in a cohort’s file, for every class of record in it."""
    return all(may_read_export(person, file, record) for record in IN_A_PACKET)


register_file_kind("accreditation.packet", "Packet", may_read_packet, keep_days=30)
register_file_kind("accreditation.packets", "Packets of a cohort", may_read_packets, keep_days=7)
register_file_kind("accreditation.filed_packet", "Filed packet", may_read_filed, why_kept=why_kept)
