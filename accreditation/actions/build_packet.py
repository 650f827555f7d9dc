"""The packet a sponsoring organization files: built from a dossier, refused with a list when something is missing."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from accreditation.dossier import Dossier
from accreditation.models import Certificate
from accreditation.packet_parts import Scene, Sheet, packet_parts
from accreditation.packets.archive import packed
from accreditation.packets.joining import Placed, joined, page_count, stamped
from accreditation.queries.certificates import certificates_of, status_of
from accreditation.queries.filing_dossier import filing_dossier
from accreditation.schemes import Scheme
from lms.core.errors import Invalid
from lms.core.progress import Progress, untold

FRONT = ("cover_letter", "index")  # they list the others, so they are made last


class NotReady(Invalid):
    """Something the scheme requires is missing; ``sentences`` lists it with its source."""

    code = "not_ready"


def build_packet(*, enrollment: Any, scheme: Scheme, as_of: date, draft: bool = False, progress: Progress = untold) -> bytes:
    """The packet as a ZIP, byte-identical for the same facts. Raises ``NotReady`` unless ``draft``.

    ``progress(done, total, message)`` is told before each part is set, and before they are joined.
    """
    dossier = filing_dossier(enrollment, as_of)
    findings = scheme.findings(dossier)
    missing = [finding for finding in findings if finding.state == "missing"]
    if missing and not draft:
        raise NotReady(*[f"{finding.requirement.title}: {finding.sentence} ({finding.requirement.source})" for finding in missing])
    scene = Scene(
        dossier=dossier, scheme_title=scheme.title, at=datetime.combine(as_of, time(12), tzinfo=UTC), draft=draft,
        certificates=_certificates(enrollment, dossier),
        findings=tuple((f.requirement.title, f.state, f.sentence, f.requirement.source, f.requirement.mark) for f in findings),
    )  # fmt: skip
    placed = _placed(scheme, scene, progress)
    progress(len(scheme.parts), len(scheme.parts) + 1, "Joining the parts")
    parts = [(item, stamped(item, draft=draft, at=scene.at)) for item in placed]
    files = {"packet.pdf": joined(parts, scheme.title), **{item.file_name: pdf for item, pdf in parts}}
    return packed(files, _manifest(scheme, dossier, draft))


def _placed(scheme: Scheme, scene: Scene, progress: Progress) -> list[Placed]:
    """Every sheet in the scheme's order, numbered within its tab. Cover and index are built twice: once to know their own length."""
    sheets: dict[str, list[Sheet]] = {}
    for done, key in enumerate(key for key in scheme.parts if key not in FRONT):
        progress(done, len(scheme.parts) + 1, f"Setting {key.replace('_', ' ')}")
        sheets[key] = packet_parts.get(key).build(scene)
    progress(len(sheets), len(scheme.parts) + 1, "Setting the cover letter and index")
    for _ in range(2):
        placed = _numbered(scheme, sheets)
        contents = tuple((item.label, item.sheet.title, item.pages) for item in placed if item.label)
        filled = replace(scene, contents=contents)
        sheets |= {key: packet_parts.get(key).build(filled) for key in scheme.parts if key in FRONT}
    return _numbered(scheme, sheets)


def _numbered(scheme: Scheme, sheets: dict[str, list[Sheet]]) -> list[Placed]:
    placed: list[Placed] = []
    counts: dict[str, int] = {}
    for key in scheme.parts:
        tab = packet_parts.get(key).tab
        for sheet in sheets.get(key, []):
            counts[tab] = counts.get(tab, 0) + 1
            label = f"{tab}-{counts[tab]:02d}" if tab else ""
            placed.append(Placed(tab, label, sheet, page_count(sheet.pdf)))
    return placed


def _certificates(enrollment: Any, dossier: Dossier) -> tuple[tuple[str, str, bytes], ...]:
    listed = {training.certificate_number for training in dossier.eoir_trainings if training.certificate_status == "valid"}
    found: list[Certificate] = [c for c in certificates_of([enrollment.student.public_id]) if c.number in listed and status_of(c) == "valid"]
    return tuple((certificate.number, certificate.facts["course"], bytes(certificate.pdf)) for certificate in found)


def _manifest(scheme: Scheme, dossier: Dossier, draft: bool) -> dict[str, Any]:
    return {
        "scheme": scheme.key, "as_of": dossier.as_of.isoformat(), "draft": draft, "program": dossier.program, "program_version": dossier.program_version,
        "form_edition": dossier.worksheet.edition, "form_checked_on": dossier.worksheet.checked_on.isoformat() if dossier.worksheet.checked_on else None,
        "ledger_seq": dossier.ledger_seq, "ledger_head": dossier.ledger_head,
    }  # fmt: skip
