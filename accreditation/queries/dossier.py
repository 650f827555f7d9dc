"""Building a dossier of the program: trainings, results and rules of a candidate on one date, from the same rows that every export shows.

What stands beside the program (documents, practice, organization, application) is added by ``queries.filing_dossier``.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import prefetch_related_objects

from accreditation.dossier import Candidate, Dossier, Result, TopicMinutes, Training
from accreditation.policies.worksheet import NO_EDITION
from accreditation.queries.certificates import status_of
from accreditation.queries.dated import make_up_minutes, minutes_by_date
from accreditation.queries.program_rules import rules_of
from accreditation.queries.record import RecordRow, record_rows, required_topics
from curriculum.api import stated_live_minutes

FUNDAMENTALS_TRACK = "law_and_skills"


def build_dossier(enrollment: Any, as_of: date) -> Dossier:
    """The dossier of the student of ``enrollment`` as of ``as_of``."""
    return build_dossiers([enrollment], as_of)[0]


def build_dossiers(enrollments: Sequence[Any], as_of: date) -> list[Dossier]:
    """The dossiers of many places as of ``as_of``, in their order: a constant number of queries per program and campus zone, however many there are."""
    return list(each_dossier(enrollments, as_of))


def each_dossier(enrollments: Sequence[Any], as_of: date) -> Iterator[Dossier]:
    """The same one after the other: everything is read before the first, and no dossier is kept for whoever needs only what follows from it."""
    places = list(enrollments)
    if places:
        prefetch_related_objects(places, "cohort__campus", "cohort__program", "student__other_names")
        known = _Known(places, as_of)
        yield from map(known.dossier, places)


class _Known:
    """What the dossiers of some places share, read once."""

    def __init__(self, places: list[Any], as_of: date) -> None:
        self.as_of = as_of
        self.rules = rules_of(places, as_of)
        self.rows: dict[str, list[RecordRow]] = defaultdict(list)
        for row in record_rows(places, as_of):
            self.rows[row.enrollment.public_id].append(row)
        self.dates, self.made_up = minutes_by_date(places, as_of), make_up_minutes(places, as_of)
        self.required = {topic.slug: topic.title for topic in required_topics()}
        programs = {place.cohort.program_id: place.cohort.program for place in places}
        self.live = {key: stated_live_minutes(program) for key, program in programs.items()}

    def dossier(self, enrollment: Any) -> Dossier:
        rows = self.rows[enrollment.public_id]
        candidate, cohort = _candidate(enrollment.student), enrollment.cohort
        return Dossier(
            as_of=self.as_of, candidate=candidate, organization=None, campus=cohort.campus.name, cohort=cohort.name,
            program=cohort.program.title, program_version=cohort.program_version, trainings=tuple(self._training(row) for row in rows),
            worksheet=NO_EDITION, ledger_seq=rows[0].ledger_seq if rows else 0,
            ledger_head=rows[0].ledger_head if rows else "", rules=self.rules[enrollment.public_id].rules,
        )  # fmt: skip

    def _training(self, row: RecordRow) -> Training:
        place = row.enrollment
        key, on_list, rules = (place.public_id, row.track.slug), row.track.on_eoir_list, self.rules[place.public_id].rules
        live = self.live[place.cohort.program_id].get(row.track.slug, 0) if on_list else 0
        training = _training(row, self.required if on_list else {}, self.as_of)
        return replace(
            training, minimum_percent=rules.minimum_percent, all_required_topics=rules.all_required_topics, stated_live_minutes=live,
            make_up_minutes=self.made_up.get(key, 0), minutes_by_date=self.dates.get(key, ()),
        )  # fmt: skip


def _candidate(student: Any) -> Candidate:
    others = sorted(student.other_names.all(), key=lambda other: other.pk)
    return Candidate(
        public_id=student.public_id, email=student.email, legal_first_name=student.legal_first_name, legal_middle_name=student.legal_middle_name,
        legal_last_name=student.legal_last_name, other_names=tuple(other.name for other in others),
        used=tuple((other.name, other.used_from, other.used_until) for other in others if other.used_from or other.used_until),
    )  # fmt: skip


def _training(row: RecordRow, required: dict[str, str], as_of: date) -> Training:
    program = row.enrollment.cohort.program
    on_list = row.track.on_eoir_list
    slugs = {**{slug: row.titles.get(slug, slug) for slug in row.fold.by_topic}, **required}
    return Training(
        title=program.title if on_list else f"{program.title}: {row.track.title}",
        provider=row.enrollment.cohort.campus.name,
        provider_address=row.certificate.facts.get("provider_address", "") if row.certificate else "",
        track=row.track.slug,
        track_title=row.track.title,
        on_eoir_list=on_list,
        stated_minutes=row.track.minutes,
        minutes=row.fold.minutes,
        minutes_by_mode=dict(row.fold.by_mode),
        minutes_by_category=dict(row.fold.by_category),
        first_date=row.fold.first_date,
        last_date=row.fold.last_date,
        topics=tuple(_topic(slug, title, row, required) for slug, title in sorted(slugs.items(), key=itemgetter(1, 0))),
        results=tuple(
            Result(
                assessment=result.slug, title=result.title, attempted=result.percent is not None, passed=result.passed, percent=result.percent,
                pass_percent=result.pass_percent, required=result.required, finished_on=result.finished_on,
            )
            for result in row.results
        ),
        minimum_percent=program.minimum_percent,
        all_required_topics=program.all_required_topics,
        is_fundamentals=row.track.slug == FUNDAMENTALS_TRACK,
        certificate_number=row.certificate.number if row.certificate else "",
        certificate_status=status_of(row.certificate, as_of) if row.certificate else "",
        certificate_name=row.certificate.facts.get("name", "") if row.certificate else "",
        course=row.certificate.facts.get("course", "") if row.certificate else "",
    )  # fmt: skip


def _topic(slug: str, title: str, row: RecordRow, required: dict[str, str]) -> TopicMinutes:
    return TopicMinutes(slug=slug, title=title, minutes=row.fold.by_topic.get(slug, 0), required=slug in required)
