"""Index."""

from typing import Any

from accreditation.packet_parts.base import PacketPart, Scene, Sheet
from lms.core.typesetting import typeset


def _data(scene: Scene) -> dict[str, Any]:
    return {
        "candidate": scene.dossier.candidate.legal_name,
        "rows": [{"tab": tab, "title": title, "pages": pages} for tab, title, pages in scene.contents],
    }


def _build(scene: Scene) -> list[Sheet]:
    return [Sheet("index", "Index", typeset("index", _data(scene), at=scene.at))]


PART = PacketPart("index", "", "Index", _build)
