"""The packet a sponsoring organization files: built from a dossier, refused with a list when something is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings

from accreditation.packet_parts import Enclosure, Line, Scene, packet_parts
from accreditation.packets.archive import packed
from accreditation.packets.binding import Bound, Leaf, Press, joined, leaf, stamped, volumes
from accreditation.packets.files import fetched
from accreditation.packets.gathering import Gathered, Placed, gather, unaccepted
from accreditation.packets.sealing import SEAL_BYTES
from accreditation.policies.filing_channels import VOLUME_MARK
from accreditation.queries.anchors import AnchorInForce, anchor_in_force
from accreditation.schemes import Scheme
from lms.core.canonical import sha256_hex
from lms.core.errors import Invalid
from lms.core.progress import Progress, untold

MEGABYTE = 1_000_000
FRONT_BYTES = 200_000
"""What cover letter and index may take of the first volume: they say how many volumes there are, so they are set last."""

STAMP_BYTES = 600
"""What a stamp adds to a page, generously."""


class NotReady(Invalid):
    """Something the scheme requires is missing; ``sentences`` lists it with its source."""

    code = "not_ready"


@dataclass(frozen=True)
class Built:
    """A packet: the ZIP, how many pages are in it, what it says sheet by sheet, and how far the ledger had come."""

    data: bytes
    pages: int
    contents: list[dict[str, Any]]
    gathered: Gathered
    anchor: AnchorInForce | None

    @property
    def sha256(self) -> str:
        return sha256_hex(self.data)


@dataclass(frozen=True)
class Supplement:
    """What a supplement is made of: its number, the labels that are new or changed, and what is no longer relied on."""

    number: int
    labels: frozenset[str]
    gone: tuple[str, ...] = ()


def build_packet(*, enrollment: Any, scheme: Scheme, as_of: date, draft: bool = False, progress: Progress = untold) -> bytes:
    """The packet as a ZIP, byte-identical for the same facts. Raises ``NotReady`` unless ``draft``.

    ``progress(done, total, message)`` is told before each part is set, and before they are joined.
    """
    return assemble(gather(enrollment, scheme, as_of, draft=draft), zone=enrollment.cohort.campus.time_zone, progress=progress).data


def assemble(
    gathered: Gathered, *, zone: str, accepted: Iterable[str] = (), supplement: Supplement | None = None, progress: Progress = untold
) -> Built:  # fmt: skip
    """The packet of what was gathered. ``accepted`` are findings that an officer files without; what else is missing stops all but drafts."""
    missing = unaccepted(gathered, accepted)
    draft = gathered.scene.draft
    if missing and not draft:
        raise NotReady(*[f"{title}: {sentence} ({source})" for title, sentence, source in missing])
    anchor = anchor_in_force(gathered.dossier.as_of, zone)
    scene = replace(
        gathered.scene, missing=tuple(missing) if draft else (), anchor=anchor.words if anchor else "", supplement=supplement.number if supplement else 0,
        gone=supplement.gone if supplement else (),
    )  # fmt: skip
    placed = [one for one in gathered.placed if supplement is None or one.label in supplement.labels]
    return _Assembly(gathered, scene, placed, anchor, progress).built()


class _Assembly:
    """The steps from sheets to a ZIP."""

    def __init__(self, gathered: Gathered, scene: Scene, placed: Sequence[Placed], anchor: AnchorInForce | None, progress: Progress) -> None:
        self.gathered, self.scene, self.anchor, self.progress = gathered, scene, anchor, progress
        self.press = Press(datetime.combine(gathered.dossier.as_of, time(12), tzinfo=UTC), draft=scene.draft, supplement=scene.supplement)
        self.bindable = [one for one in placed if one.sheet.file is None or one.sheet.file.is_bindable]
        self.beside = [one for one in placed if one.sheet.file is not None and not one.sheet.file.is_bindable]
        self.placed = placed
        self.most = settings.PACKET_MEGABYTES * MEGABYTE - (SEAL_BYTES if settings.PACKET_SEAL else 0)

    def built(self) -> Built:
        leaves = self._leaves()
        places = _volume_of(leaves, self.most)
        count = max(places.values(), default=1)
        front = self._front(leaves, places, count)
        self.progress(len(self.bindable), len(self.bindable) + 1, "Joining the parts")
        bound, stamps = stamped([*front, *leaves], self.press)
        parts = [[one for one in bound if places.get(one.placed.label, 1) == number] for number in range(1, count + 1)]
        title = self._title()
        names = ["packet.pdf"] if count == 1 else [f"packet-{number}-of-{count}.pdf" for number in range(1, count + 1)]
        titles = [title] if count == 1 else [f"{title}, part {number} of {count}" for number in range(1, count + 1)]
        files = {name: joined(part, said, stamps) for name, said, part in zip(names, titles, parts, strict=True)}
        files |= {one.placed.file_name: one.pdf for one in bound} | {one.file_name: self._fetched(one) for one in self.beside}
        manifest = self._manifest(bound, places, names)
        return Built(packed(files, manifest), sum(one.pages for one in bound), self._contents(bound), self.gathered, self.anchor)

    def _leaves(self) -> list[Leaf]:
        leaves = []
        for done, one in enumerate(self.bindable):
            self.progress(done, len(self.bindable) + 1, f"Setting {one.sheet.stem.replace('_', ' ')}")
            leaves.append(leaf(one, self._fetched(one) if one.sheet.file else None, self.press))
        return leaves

    def _fetched(self, placed: Placed) -> bytes:
        """The bytes of the file that was verified, and no others."""
        file: Enclosure | None = placed.sheet.file
        data = fetched(file) if file else None
        if file is None or data is None or sha256_hex(data) != file.sha256:
            raise Invalid(f"{placed.sheet.title}: its file is not the one that was verified. Hand it in again.", code="file_changed")
        return data

    def _front(self, leaves: list[Leaf], places: dict[str, int], count: int) -> list[Leaf]:
        pages = {one.placed.label: one.pages for one in leaves}
        in_one = count == 1
        lines = [
            Line(one.label, one.sheet.title, pages.get(one.label, 0), 0 if in_one else places.get(one.label, 0), "" if one.label in pages else one.file_name)
            for one in self.placed
        ]
        scene = replace(self.scene, contents=tuple(lines), volumes=count)
        tabs = [tab for tab in self.gathered.scheme.tabs if not tab.letter]
        sheets = [sheet for tab in tabs for key in tab.parts for sheet in packet_parts.get(key).build(scene)]
        return [leaf(Placed("", "", number, sheet), None, self.press) for number, sheet in enumerate(sheets, start=1)]

    def _title(self) -> str:
        number = self.scene.supplement
        return f"{self.gathered.scheme.title}, supplement {number}" if number else self.gathered.scheme.title

    def _contents(self, bound: list[Bound]) -> list[dict[str, Any]]:
        """What it says, with pages, and whether it lies in here: a supplement leaves out what was filed before."""
        pages, labels = {one.placed.label: one.pages for one in bound}, {one.label for one in self.placed}
        return [{**one, "pages": pages.get(one["label"], 0), "inside": one["label"] in labels} for one in self.gathered.contents]

    def _manifest(self, bound: list[Bound], places: dict[str, int], names: list[str]) -> dict[str, Any]:
        dossier = self.gathered.dossier
        sheet, anchor = dossier.worksheet, self.anchor
        return {
            "scheme": self.gathered.scheme.key, "as_of": dossier.as_of.isoformat(), "draft": self.scene.draft, "supplement": self.scene.supplement,
            "program": dossier.program, "program_version": dossier.program_version, "form_edition": sheet.edition,
            "form_checked_on": sheet.checked_on.isoformat() if sheet.checked_on else None, "ledger_seq": dossier.ledger_seq,
            "ledger_head": dossier.ledger_head, "anchor": anchor.facts if anchor else None, "pages": sum(one.pages for one in bound),
            "contents": [{**one, "volume": places.get(one["label"], 0)} for one in self._contents(bound) if one["inside"]], "volumes": names,
            "enclosed_separately": [one.file_name for one in self.beside], "most_megabytes": settings.PACKET_MEGABYTES, "most_megabytes_mark": VOLUME_MARK,
        }  # fmt: skip


def _volume_of(leaves: list[Leaf], most: int) -> dict[str, int]:
    """By label, the volume (from 1) in which it lies."""
    unstamped = [Bound(one.placed, one.pdf, one.pages) for one in leaves]
    found = volumes(unstamped, most, first=FRONT_BYTES, a_page=STAMP_BYTES)
    return {one.placed.label: number for number, volume in enumerate(found, start=1) for one in volume}
