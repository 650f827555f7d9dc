"""Sheet for the proof of service: on whom a full copy is served, how and when, and where the packet itself goes. Signature lines stay blank."""

from typing import Any

from accreditation.packet_parts.base import Scene, one_sheet
from accreditation.policies.filing_channels import AS_OF, CHANNELS
from lms.core.wording import day


def _data(scene: Scene) -> dict[str, Any]:
    filing = scene.dossier.filing
    served = filing.dates.get("served") if filing else None
    return {
        "recipients": [
            {"name": one.name, "address": one.address, "state": f"confirmed on {day(one.confirmed_on)}" if one.confirmed_on else "to be confirmed"}
            for one in (filing.recipients if filing else ())
        ],
        "method": filing.service_method if filing else "",
        "server": filing.server if filing else "",
        "proofs": [{"recipient": one.recipient, "method": one.method, "on": day(one.dated) if one.dated else ""} for one in scene.verified("proof_of_service")],
        "served": day(served) if served else "",
        "channels": [{"title": one.title, "detail": one.detail, "source": one.source, "mark": one.mark, "to_confirm": one.mark != "A"} for one in CHANNELS],
        "channels_as_of": day(AS_OF),
    }


PART = one_sheet("service_sheet", "L", "Service and delivery", _data, uncompared=("served", "proofs"))
