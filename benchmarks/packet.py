"""Row 13: a packet of 60 pages and 12 PDFs, against a bare typst compile of the same parts and a bare pypdf join of the same files.

    python -m benchmarks.packet [--rounds 7] [--memory 30]

Ours also stamps every page, writes each document as a file of its own with its tags, and hashes and packs them. ``--memory N`` builds N packets into one
streamed ZIP instead, as the job of a cohort does, and prints the peak memory after the third and after the last. No database is needed.
"""

import argparse
import io
import json
import os
import resource
import time
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from typing import Any

MUST, AIM = 1.5, 1.2
PAGES, FILES = 60, 12
AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--memory", type=int, default=0, metavar="N")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    import django

    django.setup()
    found = memory(options.memory) if options.memory else row(options.rounds)
    print(json.dumps(found, indent=1))
    return int(not found["must_met"])


def row(rounds: int) -> dict[str, Any]:
    """The median of the rounds after one that is thrown away, processor time of both in turn."""
    case = Case()
    measured = [(_seconds(case.floor), _seconds(case.ours)) for _ in range(rounds + 1)][1:]
    ratios = sorted(ours / floor for floor, ours in measured)
    typical = median(ratios)
    return {
        "row": 13, "task": f"packet, {case.pages} pages and {FILES} PDFs", "floor": "typst + join", "ratio": round(typical, 2), "must": MUST, "aim": AIM,
        "spread": [round(ratios[0], 2), round(ratios[-1], 2)], "floor_ms": round(1000 * median(one for one, _ in measured)),
        "ours_ms": round(1000 * median(two for _, two in measured)), "sql": 0, "sql_must": None, "kb": round(len(case.ours()) / 1024), "kb_must": None,
        "must_met": typical <= MUST, "aim_met": typical <= AIM,
    }  # fmt: skip


def memory(count: int) -> dict[str, Any]:
    """Peak memory in MB while ``count`` packets go into one ZIP that is thrown away as it comes."""
    from accreditation.packets.streaming import streamed

    case, peaks = Case(), []

    def members() -> Any:
        for number in range(count):
            yield f"packet-{number}.zip", [case.ours()]
            peaks.append(_peak())

    size = sum(len(piece) for piece in streamed(members()))
    grown = peaks[-1] - peaks[min(2, count - 1)]
    return {"packets": count, "megabytes_of_zip": round(size / 1e6), "peak_after_3": round(peaks[min(2, count - 1)]), "peak_after_last": round(peaks[-1]),
            "must_grow": 32, "must_met": grown <= 32}  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(act: Any) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


class Case:
    """One packet, gathered once; ``floor`` and ``ours`` make the same parts and files into PDFs."""

    def __init__(self) -> None:
        from accreditation.actions import build_packet
        from accreditation.packets.gathering import Gathered, placed_sheets
        from accreditation.schemes import schemes
        from lms.core.canonical import sha256_hex

        self.scheme = schemes.get("doj-full-initial")
        self.files = {f"vault:{number}": _file(number) for number in range(FILES)}
        self.digests = {key: sha256_hex(data) for key, data in self.files.items()}
        build_packet.fetched = lambda enclosure: self.files[enclosure.key]  # type: ignore[assignment]
        self.assembly = build_packet._Assembly
        listed = 20
        while True:  # as many trainings as fill the pages
            self.scene = self._scene(listed)
            placed = tuple(placed_sheets(self.scheme, self.scene, self._enclosures(), ()))
            self.gathered = Gathered(self.scheme, self.scene, placed, (), ())
            self.pages = self._typeset_pages()
            if self.pages >= PAGES:
                break
            listed += 5

    def ours(self) -> bytes:
        from lms.core.progress import untold

        return self.assembly(self.gathered, self.scene, self.gathered.placed, None, untold).built().data

    def floor(self) -> bytes:
        """The same sheets through typst, the same files, appended one after another."""
        from pypdf import PdfWriter

        writer = PdfWriter()
        for data in [*(self._set(sheet) for sheet in self._front()), *(self._bare(one.sheet) for one in self.gathered.placed)]:
            writer.append(io.BytesIO(data))
        file = io.BytesIO()
        writer.write(file)
        return file.getvalue()

    def _bare(self, sheet: Any) -> bytes:
        return self.files[sheet.file.key] if sheet.file else self._set(sheet)

    def _set(self, sheet: Any) -> bytes:
        from lms.core.typesetting import typeset

        return typeset(sheet.template, sheet.data, at=AT)

    def _front(self) -> list[Any]:
        from accreditation.packet_parts import Line, packet_parts

        lines = tuple(Line(one.label, one.sheet.title, 1) for one in self.gathered.placed)
        return [sheet for key in ("cover_letter", "index") for sheet in packet_parts.get(key).build(replace(self.scene, contents=lines))]

    def _typeset_pages(self) -> int:
        from pypdf import PdfReader

        sheets = [*self._front(), *(one.sheet for one in self.gathered.placed if one.sheet.file is None)]
        return sum(len(PdfReader(io.BytesIO(self._set(sheet))).pages) for sheet in sheets)

    def _enclosures(self) -> dict[str, Any]:
        from accreditation.packet_parts import Enclosure

        return {key.partition(":")[2]: Enclosure(key, digest, "application/pdf") for key, digest in self.digests.items()}

    def _scene(self, listed: int) -> Any:
        from accreditation.dossier import Evidence, Field
        from accreditation.packet_parts import Scene
        from tests.factories.dossiers import outside, ready

        letters = tuple(
            Evidence(kind="recommendation_letter", title=f"Letter {number}", file=str(number), sha256=self.digests[f"vault:{number}"], verified=True)
            for number in range(FILES)
        )
        trainings = tuple(
            outside(title=f"Course {number}", is_fundamentals=number % 2 == 0, topics=ready(self.scheme.key).trainings[0].topics) for number in range(listed)
        )
        fields = tuple(Field(key=f"f{number}", group="Group", asks="What it asks " * 4, answer="Answer " * 5, confirmed=True, mark="A") for number in range(60))
        dossier = ready(self.scheme.key, evidence=letters, trainings=trainings)
        dossier = replace(dossier, worksheet=replace(dossier.worksheet, fields=fields))
        return Scene(dossier=dossier, scheme_title=self.scheme.title, kind="initial", level="full", draft=False, trainings=trainings)


def _file(number: int) -> bytes:
    """A PDF as people hand them in: half of them two pages of text, half a scanned page of 200 KB."""
    from lms.core.typesetting import typeset

    if number % 2:
        return _scan(number)
    rows = [{"tab": f"{number}-{line}", "title": "A line of a letter that somebody wrote " * 2, "pages": 1, "volume": "", "beside": ""} for line in range(40)]
    facts = {"candidate": f"Letter {number}", "supplement": 0, "as_of": "today", "volumes": 1, "rows": rows, "ledger": "", "anchor": ""}
    return typeset("index", facts, at=AT)


def _scan(number: int) -> bytes:
    import random

    from PIL import Image

    chance = random.Random(number)
    picture = Image.frombytes("L", (300, 400), chance.randbytes(300 * 400)).resize((1200, 1600))
    file = io.BytesIO()
    picture.save(file, "PDF", resolution=150.0)
    return file.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
