"""The accreditation record: the one query module behind screen, CSV, XLSX, JSON, PDF, certificate and packet.

One row per student, training (an enrollment in a program) and track. Minutes are whole; ``hours`` is minutes / 60 with
two digits, rounded down, and is never summed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from accreditation.models import Certificate, LedgerHead
from accreditation.models.entry import Mode
from accreditation.queries.certificates import REVOKED, certificates_of, status_of
from accreditation.queries.hours import Fold, entries_as_of, fold_by_track, holders_of
from assessments.api import CountedResult, assessments_of, counted_results
from curriculum.api import module_tracks, topic_titles, topics
from lms.core.clock import end_of_day, local_date

Zones = dict[str, list[Any]]  # places by the time zone of their campus
MODE_LABELS = dict(Mode.choices)
LARGE = ("pdf", "entries", "credential")  # of a certificate: nothing of a record is in them
COLUMNS = (
    "student_name", "email", "campus", "cohort", "training", "track", "provider", "first_date", "last_date", "hours", "minutes", "mode", "topics",
    "assessment", "score", "passed", "certificate_no", "ledger_head",
)  # fmt: skip


@dataclass(frozen=True)
class TestResult:
    """The counting attempt of one assessment; ``percent`` is rounded down, ``passed`` was compared exactly."""

    slug: str
    title: str
    required: bool
    pass_percent: int
    percent: int | None
    passed: bool
    finished_on: date | None


@dataclass(frozen=True)
class RecordRow:
    """One student's one track, as of a date, with everything any export or document prints of it."""

    enrollment: Any
    track: Any
    fold: Fold
    results: tuple[TestResult, ...]
    certificate: Certificate | None
    ledger_seq: int
    ledger_head: str
    titles: dict[str, str]

    @property
    def heading(self) -> str:
        """What a narrow table calls the row."""
        return str(self.track.title)

    @property
    def topics_text(self) -> str:
        parts = sorted((self.titles.get(slug, slug), minutes) for slug, minutes in self.fold.by_topic.items())
        return "; ".join(f"{title}: {minutes}" for title, minutes in parts)

    @property
    def mode_text(self) -> str:
        return "; ".join(f"{MODE_LABELS[mode]}: {minutes}" for mode, minutes in sorted(self.fold.by_mode.items()))

    def as_columns(self) -> dict[str, Any]:
        """The row by the column names of interface.md; dates as ISO text, ``None`` where there is nothing."""
        taken = [result for result in self.results if result.percent is not None]
        fold, student, cohort = self.fold, self.enrollment.student, self.enrollment.cohort
        campus = cohort.campus.name
        return {
            "student_name": student.legal_name,
            "email": student.email,
            "campus": campus,
            "cohort": cohort.name,
            "training": cohort.program.title,
            "track": self.track.title,
            "provider": campus,
            "first_date": fold.first_date.isoformat() if fold.first_date else None,
            "last_date": fold.last_date.isoformat() if fold.last_date else None,
            "hours": hours_text(fold.minutes),
            "minutes": fold.minutes,
            "mode": self.mode_text,
            "topics": self.topics_text,
            "assessment": "; ".join([result.title for result in taken]),
            "score": "; ".join([f"{result.percent}%" for result in taken]),
            "passed": "; ".join(["yes" if result.passed else "no" for result in taken]),
            "certificate_no": self.certificate.number if self.certificate else None,
            "ledger_head": self.ledger_head or None,
        }


def hours_text(minutes: int) -> str:
    """``2159`` → ``35.98``: two digits, rounded down (toward zero for a negative sum)."""
    sign, absolute = ("-", -minutes) if minutes < 0 else ("", minutes)
    whole, hundredths = divmod(absolute * 100 // 60, 100)
    return f"{sign}{whole}.{hundredths:02d}"


@dataclass(frozen=True)
class Recorded:
    """Rows, and the public ids of the places that hold entries without a track: what stands beside the program."""

    rows: list[RecordRow]
    beside: set[str]


def record_rows(enrollments: list[Any], as_of: date | None = None) -> list[RecordRow]:
    """Rows of ``enrollments`` (with student, cohort, campus and program), in their order and each program's order of tracks.

    A constant number of queries per program and campus zone, whatever the number of students.
    """
    return recorded(enrollments, as_of).rows


def recorded(enrollments: list[Any], as_of: date | None = None) -> Recorded:
    """``record_rows``, with where to look for outside training."""
    titles = topic_titles()
    folds: dict[tuple[str, str], Fold] = {}
    heads: dict[str, tuple[int, str]] = {}
    holders = holders_of(enrollments)
    zones = _by_zone(enrollments)
    for zone, group in zones.items():
        students, own = {enrollment.student.public_id for enrollment in group}, {enrollment.public_id for enrollment in group}
        heads |= _heads(students, as_of, zone)
        entries = entries_as_of(as_of, zone).filter(student__among=students)
        folds |= {key: fold for key, fold in fold_by_track(entries, holders).items() if key[0] in own}
    results = _results(enrollments, zones, as_of)
    certificates = _certificates(zones, as_of)
    tracks = {program.pk: list(program.tracks.all()) for program in {enrollment.cohort.program for enrollment in enrollments}}
    rows = []
    for enrollment in enrollments:
        seq, head = heads.get(enrollment.student.public_id, (0, ""))
        shown = results[enrollment.pk]
        for track in tracks[enrollment.cohort.program_id]:
            key = enrollment.public_id, track.slug
            fold = folds.get(key) or Fold()
            rows.append(RecordRow(enrollment, track, fold, shown.get(track.slug, ()), certificates.get(key), seq, head, titles))
    return Recorded(rows, {place for place, track in folds if not track})


def _by_zone(enrollments: list[Any]) -> Zones:
    groups = defaultdict(list)
    for enrollment in enrollments:
        groups[enrollment.cohort.campus.time_zone].append(enrollment)
    return groups


def _heads(students: Iterable[str], as_of: date | None, zone: str) -> dict[str, tuple[int, str]]:
    """Number and hash of the newest entry of each student as of a date; one query, one look into the index a student."""
    newest = entries_as_of(as_of, zone).filter(student=OuterRef("student")).order_by("-seq").values(end=JSONObject(seq="seq", hash="hash"))[:1]
    heads = LedgerHead.objects.filter(student__among=students).annotate(end=Subquery(newest, output_field=JSONField()))
    return {student: (end["seq"], end["hash"]) for student, end in heads.values_list("student", "end") if end}


def _results(enrollments: list[Any], zones: Zones, as_of: date | None) -> dict[int, dict[str, tuple[TestResult, ...]]]:
    zone_of = {enrollment.pk: zone for zone, group in zones.items() for enrollment in group}
    ends = {zone: end_of_day(as_of, zone) for zone in zones} if as_of is not None else {}
    counted = counted_results(enrollments, {pk: ends[zone] for pk, zone in zone_of.items()} if ends else None)
    programs = {enrollment.cohort.program for enrollment in enrollments}
    pages = {program.pk: _tracks_of(assessments_of(program)) for program in programs}
    found: dict[int, dict[str, tuple[TestResult, ...]]] = {}
    for enrollment in enrollments:
        by_track: dict[str, list[TestResult]] = defaultdict(list)
        for page, track in pages[enrollment.cohort.program_id]:
            by_track[track].append(_result(page, counted.get((enrollment.pk, page.pk)), zone_of[enrollment.pk]))
        found[enrollment.pk] = {track: tuple(results) for track, results in by_track.items()}
    return found


def _tracks_of(pages: list[Any]) -> list[tuple[Any, str]]:
    """Each assessment with the track of its module; those of the program itself count for law and skills."""
    tracks = module_tracks()
    return [(page, tracks.get(page.path[:-4], "law_and_skills")) for page in pages]


def _result(page: Any, result: CountedResult | None, zone: str) -> TestResult:
    finished = local_date(result.submitted_at, zone) if result else None
    return TestResult(page.slug, page.title, page.required, page.pass_percent, result.percent if result else None, bool(result and result.passed), finished)


def _certificates(zones: Zones, as_of: date | None) -> dict[tuple[str, str], Certificate]:
    """The newest edition of each place and track as of then; left out when that was revoked by then."""
    found = {}
    for zone, group in zones.items():
        own = {enrollment.public_id for enrollment in group}
        before = end_of_day(as_of, zone) if as_of else None
        for certificate in certificates_of({enrollment.student.public_id for enrollment in group}, before).defer(*LARGE).order_by("edition"):
            if certificate.enrollment in own:
                found[certificate.enrollment, certificate.track] = certificate
    return {place: certificate for place, certificate in found.items() if status_of(certificate, as_of) != REVOKED}


def required_topics() -> list[Any]:
    return [topic for topic in topics() if topic.required]
