"""The accreditation record: the one query module behind screen, CSV, XLSX, JSON, PDF, certificate and packet.

One row per student, training (an enrollment in a program) and track. Minutes are whole; ``hours`` is minutes / 60 with
two digits, rounded down, and is never summed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accreditation.models import Certificate, Entry, LedgerHead
from accreditation.models.entry import Mode
from accreditation.queries.certificates import REVOKED, certificates_of, status_of
from accreditation.queries.hours import Fold, folds_of, holders_of
from assessments.api import CountedResult, assessments_of, counted_results
from curriculum.api import module_tracks, topic_titles, topics, tracks_of
from lms.core.clock import end_of_day, local_date
from lms.core.composed import Composed, Texts

Zones = dict[str, list[Any]]  # places by the time zone of their campus
MODE_LABELS = dict(Mode.choices)
LARGE = ("pdf", "entries", "credential")  # of a certificate: nothing of a record is in them
COLUMNS = (
    "student_name", "email", "campus", "cohort", "training", "track", "provider", "first_date", "last_date", "hours", "minutes", "mode", "topics",
    "assessment", "score", "passed", "certificate_no", "ledger_head",
)  # fmt: skip


class TestResult(NamedTuple):
    """The counting attempt of one assessment; ``percent`` is rounded down, ``passed`` was compared exactly."""

    slug: str
    title: str
    required: bool
    pass_percent: int
    percent: int | None
    passed: bool
    finished_at: datetime | None
    zone: str

    @property
    def finished_on(self) -> date | None:
        return local_date(self.finished_at, self.zone) if self.finished_at else None


class Named(NamedTuple):
    """What the row of a place says of whose it is."""

    student_name: str
    email: str
    campus: str
    cohort: str
    training: str


@dataclass(frozen=True)
class RecordRow:
    """One student's one track, as of a date, with everything any export or document prints of it."""

    enrollment: Any
    named: Named
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
        parts = sorted([(self.titles.get(slug, slug), minutes) for slug, minutes in self.fold.by_topic.items()])
        return "; ".join([f"{title}: {minutes}" for title, minutes in parts])

    @property
    def mode_text(self) -> str:
        return "; ".join([f"{MODE_LABELS[mode]}: {minutes}" for mode, minutes in sorted(self.fold.by_mode.items())])

    def as_columns(self) -> dict[str, Any]:
        """The row by the column names of interface.md; dates as ISO text, ``None`` where there is nothing."""
        taken = [result for result in self.results if result.percent is not None]
        fold, named = self.fold, self.named
        return {
            "student_name": named.student_name,
            "email": named.email,
            "campus": named.campus,
            "cohort": named.cohort,
            "training": named.training,
            "track": self.track.title,
            "provider": named.campus,
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
    cohorts = {enrollment.cohort_id: enrollment.cohort for enrollment in enrollments}
    zones = _by_zone(enrollments, cohorts)
    titles = topic_titles()
    folds: dict[tuple[str, str], Fold] = {}
    heads: dict[str, tuple[int, str]] = {}
    holders = holders_of(enrollments)
    for zone, group in zones.items():
        students, own = {enrollment.student.public_id for enrollment in group}, {enrollment.public_id for enrollment in group}
        heads |= _heads(students, as_of, zone)
        folds |= {key: fold for key, fold in folds_of(students, as_of, zone, holders).items() if key[0] in own}
    results = _results(enrollments, cohorts, as_of)
    certificates = _certificates(zones, as_of)
    tracks = {program: tracks_of(program) for program in {cohort.program_id for cohort in cohorts.values()}}
    said = {key: (cohort.campus.name, cohort.name, cohort.program.title) for key, cohort in cohorts.items()}
    rows = []
    for enrollment in enrollments:
        student, cohort = enrollment.student, cohorts[enrollment.cohort_id]
        named = Named(student.legal_name, student.email, *said[enrollment.cohort_id])
        seq, head = heads.get(student.public_id, (0, ""))
        shown = results[enrollment.pk]
        for track in tracks[cohort.program_id]:
            key = enrollment.public_id, track.slug
            fold = folds.get(key) or Fold()
            rows.append(RecordRow(enrollment, named, track, fold, shown.get(track.slug, ()), certificates.get(key), seq, head, titles))
    return Recorded(rows, {place for place, track in folds if not track})


def _by_zone(enrollments: list[Any], cohorts: dict[int, Any]) -> Zones:
    zone_of = {key: cohort.campus.time_zone for key, cohort in cohorts.items()}
    groups = defaultdict(list)
    for enrollment in enrollments:
        groups[zone_of[enrollment.cohort_id]].append(enrollment)
    return groups


def _heads(students: Iterable[str], as_of: date | None, zone: str) -> dict[str, tuple[int, str]]:
    """Number and hash of the newest entry of each student as of a date; one query, and with a date one look into the index a student."""
    if as_of is None:
        return {student: (seq, head) for student, seq, head in _ends.rows(students=[*students])}
    newest = Entry.objects.filter(student=OuterRef("student"), recorded_at__lt=end_of_day(as_of, zone)).order_by("-seq")
    end = Subquery(newest.values(end=JSONObject(seq="seq", hash="hash"))[:1], output_field=JSONField())
    heads = LedgerHead.objects.filter(student__among=students).annotate(end=end)
    return {student: (end["seq"], end["hash"]) for student, end in heads.values_list("student", "end") if end}


_ends = Composed(lambda students: LedgerHead.objects.filter(student__among=students, seq__gt=0).values_list("student", "seq", "hash"), students=Texts)


def _results(enrollments: list[Any], cohorts: dict[int, Any], as_of: date | None) -> dict[int, dict[str, tuple[TestResult, ...]]]:
    """By key of the place and track; a program's assessments in its own order, sat or not."""
    zone_of = {key: cohort.campus.time_zone for key, cohort in cohorts.items()}
    ends = {zone: end_of_day(as_of, zone) for zone in zone_of.values()} if as_of is not None else {}
    counted = counted_results(enrollments, {place.pk: ends[zone_of[place.cohort_id]] for place in enrollments} if ends else None)
    pages = {program.pk: _tracks_of(assessments_of(program)) for program in {cohort.program_id: cohort.program for cohort in cohorts.values()}.values()}
    found: dict[int, dict[str, tuple[TestResult, ...]]] = {}
    for place in enrollments:
        by_track: dict[str, list[TestResult]] = defaultdict(list)
        for asked, track in pages[cohorts[place.cohort_id].program_id]:
            by_track[track].append(_result(asked, counted.get((place.pk, asked.pk)), zone_of[place.cohort_id]))
        found[place.pk] = {track: tuple(results) for track, results in by_track.items()}
    return found


class _Asked(NamedTuple):
    """What a result says of its assessment."""

    pk: int
    slug: str
    title: str
    required: bool
    pass_percent: int


def _tracks_of(pages: list[Any]) -> list[tuple[_Asked, str]]:
    """Each assessment with the track of its module; those of the program itself count for law and skills."""
    tracks = module_tracks()
    return [(_Asked(page.pk, page.slug, page.title, page.required, page.pass_percent), tracks.get(page.path[:-4], "law_and_skills")) for page in pages]


def _result(asked: _Asked, result: CountedResult | None, zone: str) -> TestResult:
    _, slug, title, required, needed = asked
    if result is None:
        return TestResult(slug, title, required, needed, None, False, None, zone)
    return TestResult(slug, title, required, needed, result.percent, result.passed, result.submitted_at, zone)


def _certificates(zones: Zones, as_of: date | None) -> dict[tuple[str, str], Certificate]:
    """The newest edition of each place and track as of then; left out when that was revoked by then."""
    found = {}
    for zone, group in zones.items():
        own, students = {enrollment.public_id for enrollment in group}, [enrollment.student.public_id for enrollment in group]
        editions = _editions.rows(students=students) if as_of is None else _ordered(certificates_of(students, end_of_day(as_of, zone)))
        for certificate in editions:
            if certificate.enrollment in own:
                found[certificate.enrollment, certificate.track] = certificate
    return {place: certificate for place, certificate in found.items() if status_of(certificate, as_of) != REVOKED}


def _ordered(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    return certificates.defer(*LARGE).order_by("edition")


_editions = Composed(lambda students: _ordered(certificates_of(students)), students=Texts)


def required_topics() -> list[Any]:
    return [topic for topic in topics() if topic.required]
