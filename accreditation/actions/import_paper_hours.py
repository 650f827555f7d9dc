"""Bringing in hours that earlier cohorts kept on paper: every line is right, or nothing is kept; the same file again changes nothing."""

import hashlib
from collections import defaultdict
from typing import Any, NamedTuple

from django.db import transaction

from accreditation.actions.keep_batch import id_of, keep_batch
from accreditation.actions.record_outside_training import faults_of_dates
from accreditation.importers.paper_hours import PaperLine, read_paper_hours
from accreditation.models import BatchKind, BatchLine, HoursBatch
from accreditation.models.entry import Category, Mode
from accreditation.queries.batches import paper_with, trainings_there
from accreditation.queries.day_room import Held, held_by_students, why_overfull
from accreditation.queries.outside import Told
from curriculum.api import roster, topic_titles
from lms.core.errors import Conflict, Invalid
from lms.vault.api import Accepts, inspect, store

PAPER_FILE = "accreditation.paper_hours"
ACCEPTS = Accepts(types=("csv", "xlsx"), megabytes=2)


class Imported(NamedTuple):
    """The batch (``None`` on a dry run), its lines, and whether this call made it."""

    batch: HoursBatch | None
    lines: list[BatchLine]
    created: bool


@transaction.atomic
def import_paper_hours(*, cohort: Any, name: str, data: bytes, reason: str, by: Any, dry_run: bool = False) -> Imported:
    """Propose what the file says; ``dry_run`` only checks. ``by`` is ``None`` on the command line.

    Raises ``Invalid`` with a sentence for each fault of each line, and ``Conflict`` when the same file is brought in at the same moment.
    """
    found = inspect(data, name=name, accepts=ACCEPTS)
    if not found.accepted:
        raise Invalid(found.reason, code="file_refused")
    sha256 = hashlib.sha256(found.data).hexdigest()
    there = paper_with(cohort, sha256)
    if there is not None:
        return Imported(there, list(there.lines.select_related("batch")), created=False)
    lines = _lines(cohort, read_paper_hours(found.name, found.data, topic_titles()), by)
    if dry_run:
        return Imported(None, lines, created=False)
    if not reason.strip():
        raise Invalid("Say where the paper is kept and who vouches for it; the reason stands with every entry.")
    file = store(
        PAPER_FILE, found.data, name=found.name, media_type=found.stored_type, campus=cohort.campus.slug, by=id_of(by), key=f"paper:{cohort.slug}:{sha256}"
    )  # fmt: skip
    batch = keep_batch(
        cohort=cohort, lines=lines, reason=reason, by=by, kind=BatchKind.PAPER, title=found.name[:255], file=file.public_id, file_sha256=file.sha256
    )  # fmt: skip
    if file.sha256 != sha256:
        raise Conflict("The file was stored differently from how it was read. Try again.")
    return Imported(batch, lines, created=True)


def _lines(cohort: Any, paper: list[PaperLine], by: Any) -> list[BatchLine]:
    places = {place.student.email.lower(): place for place in roster(cohort)}
    tracks = {track.slug: track for track in cohort.program.tracks.all()}
    known = [places[line.email].student.public_id for line in paper if line.email in places]
    held, there = held_by_students(known), trainings_there(known)
    so_far: dict[str, list[Held]] = defaultdict(list, held)
    told: dict[str, list[Told]] = defaultdict(list, there)
    faults, lines = [], []
    for line in paper:
        place = places.get(line.email)
        why = _why(cohort, line, place, tracks, so_far, told, by)
        if why or place is None:
            faults += [f"Line {line.number}: {sentence}" for sentence in why]
        else:
            student = place.student.public_id
            so_far[student].append(Held(line.first_on, line.last_on, line.minutes))
            told[student].append(Told(line.title, line.provider, line.first_on, line.last_on))
            lines.append(_line(line, place, tracks))
    if faults:
        raise Invalid(*faults)
    return lines


def _why(cohort: Any, line: PaperLine, place: Any, tracks: dict[str, Any], so_far: dict[str, list[Held]], told: dict[str, list[Told]], by: Any) -> list[str]:
    """Everything that speaks against one line."""
    if place is None:
        return [f"{line.email} has no place in {cohort.name}. Enroll them first, or take the line out."]
    faults = faults_of_dates(line.first_on, line.last_on, cohort.campus.time_zone)
    if line.track and line.track not in tracks:
        faults.append(f"this program has no track called “{line.track[:40]}”. It has: {', '.join(tracks)}.")
    if by is not None and place.student_id == by.pk:
        faults.append("nobody brings in hours for themselves.")
    new, student = Told(line.title, line.provider, line.first_on, line.last_on), place.student.public_id
    if any(new.name == other.name and new.overlaps(other.first_on, other.last_on) for other in told[student]):
        faults.append(f"“{line.title}” by {line.provider} is there already for these days. Each training counts once.")
    if not faults:
        full = why_overfull(so_far[student], Held(line.first_on, line.last_on, line.minutes))
        faults += [full] if full else []
    return faults


def _line(line: PaperLine, place: Any, tracks: dict[str, Any]) -> BatchLine:
    return BatchLine(
        number=line.number, student=place.student.public_id, enrollment=place.public_id, title=line.title, provider=line.provider, track=line.track,
        category=line.category or _usual_category(line, tracks), mode=line.mode, first_on=line.first_on, last_on=line.last_on, minutes=line.minutes,
        topics=line.topics,
    )  # fmt: skip


def _usual_category(line: PaperLine, tracks: dict[str, Any]) -> str:
    """What a line without a kind counts as: a track that is not for EOIR's list is organizing; the rest is law."""
    if not line.track:
        return str(Category.EXTERNAL_TRAINING.value)
    if not tracks[line.track].on_eoir_list:
        return str(Category.ORGANIZING.value)
    return str((Category.LAW_SELF_STUDY if line.mode == Mode.SELF_PACED else Category.LAW_CONTACT).value)
