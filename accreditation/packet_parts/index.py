"""Index: every document with its tab, pages and volume, what lies beside, and how far the ledger had come."""

from typing import Any

from accreditation.packet_parts.base import PacketPart, Scene, Sheet
from lms.core.wording import day


def _data(scene: Scene) -> dict[str, Any]:
    dossier = scene.dossier
    return {
        "candidate": scene.name, "supplement": scene.supplement, "as_of": day(dossier.as_of), "volumes": scene.volumes,
        "rows": [
            {"tab": line.label, "title": line.title, "pages": line.pages, "volume": str(line.volume or ""), "beside": line.beside} for line in scene.contents
        ],
        "ledger": f"entry {dossier.ledger_seq}, {dossier.ledger_head}" if dossier.ledger_head else "no entry yet", "anchor": scene.anchor or "none yet",
    }  # fmt: skip


def _build(scene: Scene) -> list[Sheet]:
    return [Sheet("index", "Index", "index", _data(scene))]


PART = PacketPart("index", "", "Index", _build)
