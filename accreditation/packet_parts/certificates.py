"""Certificates, as they were issued, in the order of the list of trainings."""

from accreditation.packet_parts.base import PacketPart, Scene, Sheet


def _build(scene: Scene) -> list[Sheet]:
    return [Sheet(proof.stem, proof.title, file=proof.file) for proof in scene.proofs]


PART = PacketPart("certificates", "G", "Certificates", _build)
