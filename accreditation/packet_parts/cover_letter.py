"""Cover letter: what is asked, what is enclosed, and whom to call. The signature stays blank."""

from typing import Any

from accreditation.dossier import Organization
from accreditation.packet_parts.base import PacketPart, Scene, Sheet
from accreditation.policies.application_facts import FULL
from accreditation.policies.filing_channels import RECIPIENT
from lms.core.wording import day

BEFORE = {
    "partial": "the Department of Homeland Security", FULL: "the Department of Homeland Security, the immigration courts and the Board of Immigration Appeals",
}  # fmt: skip
KINDS = {"initial": "initial {level} accreditation", "change": "change from partial to full accreditation", "renewal": "renewal of {level} accreditation"}


def asked(scene: Scene) -> str:
    """``initial partial accreditation``"""
    return KINDS[scene.kind].format(level=scene.level)


def _data(scene: Scene) -> dict[str, Any]:
    dossier = scene.dossier
    return {
        "date": day(dossier.as_of), "scheme": scene.scheme_title, "candidate": scene.name, "asked": asked(scene), "before": BEFORE[scene.level],
        "rule": "8 CFR 1292.16" if scene.kind == "renewal" else "8 CFR 1292.12", "to": list(RECIPIENT), "draft": scene.draft, "supplement": scene.supplement,
        "gone": list(scene.gone), "volumes": scene.volumes, "enclosures": [_line(line.label, line.title, line.beside) for line in scene.contents],
        "missing": [{"title": title, "sentence": sentence, "source": source} for title, sentence, source in scene.missing],
        **_from(dossier.organization),
    }  # fmt: skip


def _line(label: str, title: str, beside: str) -> dict[str, str]:
    return {"tab": label, "title": f"{title} (enclosed separately)" if beside else title}


def _from(organization: Organization | None) -> dict[str, str]:
    if organization is None:
        return {"organization": "", "address": "", "contact": "", "officer": ""}
    officer = organization.officer
    return {
        "organization": organization.legal_name,
        "address": f"{organization.street}, {organization.city}, {organization.state} {organization.zip_code}",
        "contact": ", ".join(filter(None, (organization.phone, organization.email))),
        "officer": f"{officer.name}, {officer.title}" if officer else "",
    }


def _build(scene: Scene) -> list[Sheet]:
    return [Sheet("cover_letter", "Cover letter", "cover_letter", _data(scene))]


PART = PacketPart("cover_letter", "", "Cover letter", _build)
