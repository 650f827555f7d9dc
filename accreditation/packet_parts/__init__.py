"""Every section a packet can have. A new one is a file and a line here."""

from accreditation.packet_parts import (
    advocacy,
    background,
    certificates,
    cover_letter,
    index,
    list_of_trainings,
    name_note,
    practice_summary,
    resume_skeleton,
    role_description,
    service_sheet,
    support_sheet,
    syllabus,
    worksheet,
)
from accreditation.packet_parts.base import Enclosure, Line, PacketPart, Proof, Scene, Sheet
from lms.core.registry import Registry

packet_parts: Registry[PacketPart] = Registry("packet part")
for _module in (
    cover_letter,
    index,
    name_note,
    worksheet,
    resume_skeleton,
    role_description,
    practice_summary,
    list_of_trainings,
    certificates,
    syllabus,
    background,
    support_sheet,
    advocacy,
    service_sheet,
):
    packet_parts.register(_module.PART.key, _module.PART)

__all__ = ["Enclosure", "Line", "PacketPart", "Proof", "Scene", "Sheet", "packet_parts"]
