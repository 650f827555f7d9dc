"""Name note: where a certificate or a form shows another name, that all are the same person (domain reference, 4.3, rule 3)."""

from typing import Any

from accreditation.packet_parts.base import Scene, one_sheet


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _data(scene: Scene) -> dict[str, Any] | None:
    """Nothing where every document carries the legal name and no other name was ever used."""
    candidate = scene.dossier.candidate
    rows = [{"name": name, "where": "Other name used, as the form asks"} for name in candidate.other_names]
    for number, proof in enumerate(scene.proofs, start=1):
        printed = proof.training.certificate_name
        if printed and _plain(printed) != _plain(scene.name):
            rows.append({"name": printed, "where": f"Certificate at tab G-{number}"})
    return {"rows": rows} if rows else None


PART = one_sheet("name_note", "A", "Name note", _data)
