"""Every section a packet can have. A new one is a file and a line here."""

from accreditation.packet_parts import certificates, cover_letter, index, list_of_trainings, test_results, topic_coverage, worksheet
from accreditation.packet_parts.base import PacketPart, Scene, Sheet
from lms.core.registry import Registry

packet_parts: Registry[PacketPart] = Registry("packet part")
for _module in (cover_letter, index, worksheet, list_of_trainings, certificates, topic_coverage, test_results):
    packet_parts.register(_module.PART.key, _module.PART)

__all__ = ["PacketPart", "Scene", "Sheet", "packet_parts"]
