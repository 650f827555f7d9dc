"""What a packet would hold on a day: its sheets in order, and what keeps it from being filed. Nothing is typeset yet.

Worked example: tab G of somebody with the program’s certificate and an outside training is ``G-1``, the frozen certificate, and ``G-2``, the document
of the training, in the order of the list of trainings at ``F-1``; a document of another training that nobody listed follows as ``G-3``. Once that was
filed the labels stay (``policies/packet_labels.py``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from accreditation.dossier import Dossier, Evidence, Training
from accreditation.packet_parts import Enclosure, Proof, Scene, Sheet, packet_parts
from accreditation.packets.files import CERTIFICATE, stored_enclosures, valid_certificates
from accreditation.policies.packet_labels import WRITTEN_HERE, numbers_of
from accreditation.queries.course_outline import course_outline
from accreditation.queries.filing_dossier import filing_dossier
from accreditation.requirements import Finding
from accreditation.schemes import Scheme
from lms.core.clock import end_of_day

AT_FILING = ("signed_form", "proof_of_service")
BY_DATE = ("recommendation_letter", "character_letter", "advocacy_training", "writing_sample", "proof_of_service", "signed_form")
"""Kinds that lie in the order of the dates on them; the others in the order in which they were handed in."""
NEVER_WITHOUT = ("form_edition", "signatures", "proof_of_service", "recommendation_letters", "fundamentals_course", "training_proof")
"""Keys of the findings that nobody’s reason can take the place of (domain reference, 4.3, rule 1)."""
PROOFS_TAB = "G"
TWO_PERSONS = "Our rule: a second person looks at every document before it is filed"


@dataclass(frozen=True)
class Placed:
    """A sheet in its place behind a tab. In front of the tabs ``tab`` is empty."""

    tab: str
    tab_title: str
    number: int
    sheet: Sheet

    @property
    def label(self) -> str:
        """``G-3``"""
        return f"{self.tab}-{self.number}" if self.tab else ""

    @property
    def file_name(self) -> str:
        """``Tab-G-03_certificate.pdf``: ASCII, and nobody’s name in it."""
        ending = self.sheet.file.ending if self.sheet.file else "pdf"
        return f"Tab-{self.tab}-{self.number:02d}_{self.sheet.stem}.{ending}" if self.tab else f"{self.sheet.stem}.{ending}"


@dataclass(frozen=True)
class Gathered:
    """The sheets behind the tabs, the scene they were built from, the findings, and what else stands against filing: (title, sentence, source)."""

    scheme: Scheme
    scene: Scene
    placed: tuple[Placed, ...]
    findings: tuple[Finding, ...]
    gaps: tuple[tuple[str, str, str], ...]

    @property
    def dossier(self) -> Dossier:
        return self.scene.dossier

    @property
    def contents(self) -> list[dict[str, Any]]:
        """What it says, sheet by sheet, for comparing it with another day’s."""
        return [
            {"label": one.label, "stem": one.sheet.stem, "title": one.sheet.title, "sha256": one.sheet.digest, "at_filing": one.sheet.at_filing}
            for one in self.placed
        ]


Filed = Sequence[Mapping[str, Any]]
"""Sheets that were sent to EOIR under their labels, the newest first."""


def _bound(scheme: Scheme, dossier: Dossier, files: dict[str, Enclosure]) -> list[Evidence]:
    """The verified documents of the kinds that lie behind the scheme’s tabs, each once, in the order they were handed in."""
    kinds = {kind for tab in scheme.tabs if tab.letter for kind in tab.evidence}
    bound = {one.file for one in dossier.evidence_of(*kinds) if one.verified and one.file in files}
    return [one for one in dossier.evidence if one.verified and one.file in bound]


def gather(
    enrollment: Any, scheme: Scheme, as_of: date, *, draft: bool, application: Any = None, filed: Filed = (), with_removed: bool = False
) -> Gathered:  # fmt: skip
    """Everything a packet of ``scheme`` would hold for the student of ``enrollment`` as of ``as_of``; of one ``application``, where it is about one.

    What was ``filed`` of it before keeps its labels. ``with_removed`` counts files as there that were removed only after ``as_of``: for comparing, as such
    a packet cannot be built any more.
    """
    dossier = filing_dossier(enrollment, as_of, application)
    listed = _listed(dossier, scheme)
    wanted = {one.file for one in dossier.evidence if one.verified} | {training.document for training in listed}
    files = stored_enclosures(wanted, there_on=end_of_day(as_of, enrollment.cohort.campus.time_zone) if with_removed else None)
    proofs = _labeled(_proofs(listed, files, _certificates(enrollment, dossier)), filed)
    scene = Scene(
        dossier=dossier, scheme_title=scheme.title, kind=scheme.kind, level=scheme.level, draft=draft, trainings=tuple(listed),
        outline=course_outline(enrollment.cohort), proofs=tuple(proofs), documents=tuple(_bound(scheme, dossier, files)),
    )  # fmt: skip
    placed = tuple(placed_sheets(scheme, scene, files, filed))
    return Gathered(scheme, scene, placed, tuple(scheme.findings(dossier)), tuple(_gaps(scheme, dossier, files, proofs)))


def _listed(dossier: Dossier, scheme: Scheme) -> list[Training]:
    """The trainings that go to EOIR: of a renewal, those that went on after the last approval (domain reference, 4.1)."""
    approved = dossier.filing.last_approved_on if dossier.filing and scheme.kind == "renewal" else None
    return [one for one in dossier.eoir_trainings if approved is None or one.last_date is None or one.last_date > approved]


def _certificates(enrollment: Any, dossier: Dossier) -> dict[str, Enclosure]:
    found = valid_certificates(enrollment.student.public_id, dossier.as_of, enrollment.cohort.campus.time_zone)
    return {number: Enclosure(f"{CERTIFICATE}{number}", one.pdf_sha256, "application/pdf") for number, one in found.items()}


def _proofs(listed: Iterable[Training], files: dict[str, Enclosure], certificates: dict[str, Enclosure]) -> list[Proof]:
    proofs = []
    for training in listed:
        number, own = training.certificate_number, certificates.get(training.certificate_number)
        if own is not None and not training.document:
            proofs.append(Proof(training, f"Certificate {number}, {training.title}", f"certificate_{_ascii(number)}", own))
        elif training.document in files:
            proofs.append(Proof(training, f"Certificate of outside training: {training.title}", "outside_certificate", files[training.document]))
    return proofs


def _labeled(proofs: list[Proof], filed: Filed) -> list[Proof]:
    """With the labels they get as the first sheets of their tab: the list of trainings names them."""
    numbers = numbers_of(PROOFS_TAB, [(one.stem, one.file.sha256) for one in proofs], filed)
    return [replace(one, label=f"{PROOFS_TAB}-{number}") for one, number in zip(proofs, numbers, strict=True)]


def _ascii(text: str) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "-" for char in text.lower())


def placed_sheets(scheme: Scheme, scene: Scene, files: dict[str, Enclosure], filed: Filed) -> Iterable[Placed]:
    """Every sheet behind the tabs in the scheme’s order and that of its number within the tab; a document lies in the packet once."""
    seen: set[str] = set()
    for tab in scheme.tabs:
        if not tab.letter:
            continue
        made = [sheet for key in tab.parts for sheet in packet_parts.get(key).build(scene)]
        seen |= {sheet.file.sha256 for sheet in made if sheet.file}
        found = [sheet for kind in tab.evidence for sheet in _documents(scene, kind, files, seen)]
        ordered = [*found, *made] if tab.documents_first else [*made, *found]
        numbers = numbers_of(tab.letter, [(sheet.stem, sheet.file.sha256 if sheet.file else WRITTEN_HERE) for sheet in ordered], filed)
        placed = [Placed(tab.letter, tab.title, number, sheet) for number, sheet in zip(numbers, ordered, strict=True)]
        yield from sorted(placed, key=lambda one: one.number)


def _documents(scene: Scene, kind: str, files: dict[str, Enclosure], seen: set[str]) -> Iterable[Sheet]:
    own = [one for one in scene.dossier.evidence if one.kind == kind and one.verified and one.file in files]
    if kind in BY_DATE:
        own.sort(key=lambda one: one.dated or date.max)
    for one in own:
        if one.sha256 not in seen:
            seen.add(one.sha256)
            yield Sheet(kind, one.title, file=files[one.file], at_filing=kind in AT_FILING)


def _gaps(scheme: Scheme, dossier: Dossier, files: dict[str, Enclosure], proofs: list[Proof]) -> Iterable[tuple[str, str, str]]:
    """What the requirements do not see: documents nobody verified, and files that are gone."""
    kinds = {kind for tab in scheme.tabs for kind in tab.evidence}
    for one in dossier.evidence:
        if one.kind in kinds and not one.verified:
            yield one.title, "It was handed in and waits for a second person. Verify it, or do not accept it.", TWO_PERSONS
        elif one.kind in kinds and one.file and one.file not in files:
            yield one.title, "Its file is no longer there. Hand it in again.", TWO_PERSONS
    proved = {id(proof.training) for proof in proofs}
    for training in _listed(dossier, scheme):
        if training.certificate_status == "valid" and id(training) not in proved:
            yield training.title, "Its certificate is no longer there. Hand it in again.", "8 CFR 1292.12(c)"


def unaccepted(gathered: Gathered, accepted: Iterable[str] = ()) -> list[tuple[str, str, str]]:
    """What keeps it from being filed: (title, sentence, source). ``accepted`` are keys of findings that an officer files without, with a reason."""
    passed = {*accepted} - set(NEVER_WITHOUT)
    missing = [one for one in gathered.findings if one.state == "missing" and one.requirement.key not in passed]
    return [*((one.requirement.title, one.sentence, one.requirement.source) for one in missing), *gathered.gaps]


def documents_in(gathered: Gathered) -> list[Evidence]:
    """The documents of people and the organization that lie in it, for telling whose record was disclosed."""
    inside = {one.sheet.file.sha256 for one in gathered.placed if one.sheet.file}
    return [one for one in gathered.dossier.evidence if one.sha256 in inside]
