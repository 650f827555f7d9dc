"""Certificates, as they were issued, in the order of the list of trainings."""

from accreditation.packet_parts.base import PacketPart, Scene, Sheet


def _build(scene: Scene) -> list[Sheet]:
    return [Sheet(f"certificate_{number.lower()}", f"Certificate {number}, {title}", pdf) for number, title, pdf in scene.certificates]


PART = PacketPart("certificates", "G", "Certificates", _build)
