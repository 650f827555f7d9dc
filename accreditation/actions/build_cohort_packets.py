"""The packets of a whole cohort in one go: one after another, in constant memory; who cannot have one yet is listed with the reasons."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from accreditation.actions.build_application_packet import build_application_packet
from accreditation.actions.build_packet import NotReady, assemble
from accreditation.models import Application, PacketKind
from accreditation.packets.gathering import gather, unaccepted
from accreditation.packets.streaming import streamed
from accreditation.policies.application_states import BEFORE_FILING
from accreditation.queries.packets import open_applications
from accreditation.rules.records import places_whose_packet_is_shared_with
from accreditation.schemes import FIRST
from curriculum.api import roster
from lms.audit.api import record_disclosure
from lms.core.clock import local_date, now
from lms.core.errors import Invalid, Refusal
from lms.core.progress import Progress, untold
from lms.vault.api import StoredFile, file_called, store, stream

LIST = "packets.json"
NOTHING_TO_FILE = "There is no application before its filing, so nothing can be built to file."


@dataclass
class Outcome:
    """What became of one student: the name of the file inside, or the sentences of the refusal."""

    number: int
    name: str
    file: str = ""
    refused: list[str] = field(default_factory=list)


@dataclass
class CohortPackets:
    """The file, and what became of each student; without outcomes where the file had been made before."""

    file: StoredFile
    outcomes: list[Outcome]

    @property
    def built(self) -> int:
        return sum(bool(one.file) for one in self.outcomes)

    @property
    def refused(self) -> list[Outcome]:
        return [one for one in self.outcomes if one.refused]


def build_cohort_packets(*, cohort: Any, kind: str, by: Any, key: str, progress: Progress = untold) -> CohortPackets:
    """One ZIP of a packet each, drafts or those to file, and a list with the refused ones. ``key`` names the occasion: done twice, it is one file."""
    if kind not in (PacketKind.DRAFT, PacketKind.FINAL):
        raise Invalid("A cohort’s packets are drafts, or packets to file.")
    batch = _Batch(cohort, kind, by, key, progress)
    file = store(
        "accreditation.packets", streamed(batch.members()), name=f"packets-{cohort.slug}.zip", media_type="application/zip", campus=cohort.campus.slug,
        by=by.public_id, key=key, people={cohort.campus.slug: [place.student.public_id for place in batch.places]},
    )  # fmt: skip
    return CohortPackets(file, batch.outcomes)


class _Batch:
    """One student after the other; nothing of the one before is held."""

    def __init__(self, cohort: Any, kind: str, by: Any, key: str, progress: Progress) -> None:
        self.cohort, self.kind, self.by, self.key, self.progress = cohort, kind, by, key, progress
        self.places = places_whose_packet_is_shared_with(by, roster(cohort))
        self.applications = open_applications(place.public_id for place in self.places)
        self.outcomes: list[Outcome] = []

    def members(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        for number, place in enumerate(self.places, start=1):
            self.progress(number - 1, len(self.places) + 1, f"Packet {number} of {len(self.places)}")
            outcome = Outcome(number, place.student.legal_name)
            self.outcomes.append(outcome)
            try:
                pieces = self._packet(place)
            except Refusal as refused:
                outcome.refused = list(getattr(refused, "sentences", [refused.sentence]))
                continue
            outcome.file = f"packet-{number:03d}.zip"
            yield outcome.file, pieces
        told = {"cohort": self.cohort.slug, "kind": self.kind, "packets": [asdict(one) for one in self.outcomes]}
        yield LIST, [json.dumps(told, ensure_ascii=False, indent=1).encode()]

    def _packet(self, place: Any) -> Iterable[bytes]:
        application = self.applications.get(place.public_id)
        if application is not None and application.state in BEFORE_FILING:
            return self._of_application(application)
        zone = place.cohort.campus.time_zone
        if self.kind == PacketKind.FINAL:
            lacks = unaccepted(gather(place, FIRST, local_date(now(), zone), draft=False)) if application is None else []
            raise NotReady(NOTHING_TO_FILE, *(f"{title}: {sentence} ({source})" for title, sentence, source in lacks))
        gathered = gather(place, FIRST, local_date(now(), zone), draft=True)
        built = assemble(gathered, zone=zone)
        campus = place.cohort.campus.slug
        record_disclosure(viewer=self.by, owner=place.student.public_id, what="Packet built", purpose="Preparing a filing", campus=campus)
        return [built.data]

    def _of_application(self, application: Application) -> Iterable[bytes]:
        key = f"{self.key}:{application.public_id}"
        packet = build_application_packet(application=application, kind=self.kind, by=self.by, key=key)
        file = file_called(packet.file)
        if file is None:
            raise Invalid("Its file was removed meanwhile. Build it again.")
        return stream(file)
