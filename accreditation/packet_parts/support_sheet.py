"""Technical legal support: who helps with the law, since when, and for what (Matter of EAC, Inc., 24 I&N Dec. 556)."""

from typing import Any

from accreditation.packet_parts.base import Scene, one_sheet
from lms.core.wording import day

KINDS = {
    "staff_attorney": "Staff attorney", "pro_bono_attorney": "Pro bono attorney", "consulting_attorney": "Attorney under a consultation agreement",
    "full_representative": "Fully accredited representative", "partial_representative": "Partially accredited representative",
}  # fmt: skip


def _data(scene: Scene) -> dict[str, Any]:
    organization = scene.dossier.organization
    found = organization.technical_support if organization else ()
    return {
        "organization": organization.legal_name if organization else "",
        "has_letters": any(one.verified for one in scene.dossier.evidence_of("technical_support_letter")),
        "rows": [
            {
                "name": one.name, "kind": KINDS.get(one.kind, one.kind), "bar": " ".join(filter(None, (one.bar_state, one.bar_number))),
                "dates": _dates(one), "scope": one.scope,
            }
            for one in found
        ],
    }  # fmt: skip


def _dates(support: Any) -> str:
    since = f"since {day(support.agreed_on)}" if support.agreed_on else ""
    return " ".join(filter(None, (since, f"until {day(support.ends_on)}" if support.ends_on else "")))


PART = one_sheet("support_sheet", "J", "Technical legal support", _data)
