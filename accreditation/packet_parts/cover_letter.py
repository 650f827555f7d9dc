"""Cover letter."""

from typing import Any

from accreditation.packet_parts.base import PacketPart, Scene, Sheet
from lms.core.typesetting import typeset
from lms.core.wording import day


def _data(scene: Scene) -> dict[str, Any]:
    dossier = scene.dossier
    organization = dossier.organization
    address = f"{organization.street}, {organization.city}, {organization.state} {organization.zip_code}" if organization else ""
    return {
        "date": day(dossier.as_of),
        "organization": organization.legal_name if organization else "",
        "address": address,
        "contact": ", ".join(filter(None, (organization.phone, organization.email))) if organization else "",
        "candidate": dossier.candidate.legal_name,
        "scheme": scene.scheme_title,
        "enclosures": [{"tab": tab, "title": title} for tab, title, _ in scene.contents],
        "draft": scene.draft,
        "missing": [{"title": title, "sentence": sentence, "source": source} for title, state, sentence, source, _ in scene.findings if state != "met"],
    }


def _build(scene: Scene) -> list[Sheet]:
    return [Sheet("cover_letter", "Cover letter", typeset("cover_letter", _data(scene), at=scene.at))]


PART = PacketPart("cover_letter", "", "Cover letter", _build)
