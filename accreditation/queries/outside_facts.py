"""Outside training as it counts: folded from the ledger by training, for documents, exports and filings.

An outside training has no track: it stands beside the program, never in its hours. What stands of it follows from the entries of its source:
the credit, less reversals, plus corrections. One that was taken back whole is not here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from accreditation.dossier import TopicMinutes, Training
from accreditation.models import Entry, OutsideTraining
from accreditation.models.entry import SourceKind
from accreditation.queries.hours import Fold
from curriculum.api import topics as every_topic
from lms.core.clock import end_of_day
from lms.people.api import Campus

TRACK_TITLE = "Outside training"


@dataclass(frozen=True)
class Folded:
    """One outside training of a student, as it stands. ``training`` is what was entered; ``None`` for a line of paper."""

    student: str
    enrollment: str
    source_id: str
    title: str
    provider: str
    fold: Fold
    training: OutsideTraining | None
    campus: str


def folded_outside(entries: QuerySet[Entry], until: dict[str, datetime] | None = None) -> list[Folded]:
    """The outside trainings that ``entries`` hold, in order of their days; two queries.

    ``until`` maps a campus to the instant before which its entries count; without it all do.
    """
    rows = entries.filter(source_kind=SourceKind.EXTERNAL_TRAINING, track="").order_by("student", "seq")
    groups: dict[tuple[str, str], list[Entry]] = {}
    for row in rows:
        if until is None or row.recorded_at < until[row.campus]:
            groups.setdefault((row.student, row.source_id), []).append(row)
    entered = {one.public_id: one for one in OutsideTraining.objects.filter(public_id__in={source for _student, source in groups})}
    found = [_folded(group, entered.get(source)) for (_student, source), group in groups.items()]
    return sorted((one for one in found if one.fold.minutes > 0), key=lambda one: (one.fold.first_date or date.min, one.title))


def _folded(group: list[Entry], training: OutsideTraining | None) -> Folded:
    fold, newest = Fold(), group[-1]
    for row in group:
        fold.minutes += row.minutes
        for totals, shares in (
            (fold.by_category, {row.category: row.minutes}), (fold.by_mode, {row.mode: row.minutes}), (fold.by_topic, row.topics),
        ):  # fmt: skip
            for key, minutes in shares.items():
                totals[key] = totals.get(key, 0) + minutes
    for name in ("by_category", "by_mode", "by_topic"):
        setattr(fold, name, {key: minutes for key, minutes in getattr(fold, name).items() if minutes})
    fold.first_date, fold.last_date = newest.occurred_from, newest.occurred_to
    return Folded(newest.student, newest.enrollment, newest.source_id, newest.title, newest.provider, fold, training, newest.campus)


def outside_trainings(students: Iterable[str], as_of: date | None = None) -> dict[str, tuple[Training, ...]]:
    """By public id of each student, their outside trainings for a dossier, recorded before the end of ``as_of`` on their campus; four queries."""
    wanted = list(students)
    entries = Entry.objects.filter(student__in=wanted)
    until = None
    if as_of is not None:
        until = {slug: end_of_day(as_of, zone) for slug, zone in Campus.objects.values_list("slug", "time_zone")}
    topics = {topic.slug: topic for topic in every_topic()}
    found: dict[str, list[Training]] = {student: [] for student in wanted}
    for one in folded_outside(entries, until):
        found[one.student].append(_training(one, topics))
    return {student: tuple(trainings) for student, trainings in found.items()}


def _training(one: Folded, topics: dict[str, Any]) -> Training:
    """A document that the second person looked at is what makes the certificate valid; its number is printed where there is one."""
    told, fold = one.training, one.fold
    has_document = bool(told and told.document)
    return Training(
        public_id=one.source_id if told else "",
        title=one.title,
        provider=one.provider,
        provider_address=told.provider_address if told else "",
        description=told.description if told else "",
        track="",
        track_title=TRACK_TITLE,
        on_eoir_list=True,
        stated_minutes=fold.minutes,
        minutes=fold.minutes,
        minutes_by_mode=dict(fold.by_mode),
        minutes_by_category=dict(fold.by_category),
        first_date=fold.first_date,
        last_date=fold.last_date,
        topics=tuple(_topic(slug, minutes, topics) for slug, minutes in sorted(fold.by_topic.items())),
        results=(),
        test_result=told.test_result if told else "",
        minimum_percent=0,
        all_required_topics=False,
        is_fundamentals=bool(told and told.is_fundamentals),
        certificate_number=(told.certificate_number or "without a number") if told and has_document else "",
        certificate_status="valid" if has_document else "",
        document=told.document if told else "",
        document_sha256=told.document_sha256 if told else "",
        is_from_paper=told is None,
        campus=one.campus,
    )


def _topic(slug: str, minutes: int, topics: dict[str, Any]) -> TopicMinutes:
    topic = topics.get(slug)
    return TopicMinutes(slug=slug, title=topic.title if topic else slug, minutes=minutes, required=bool(topic and topic.required))
