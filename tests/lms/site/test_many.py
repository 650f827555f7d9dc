"""A large demonstration is written in bulk: the same rows, in every table, as the product writes for the same facts; and it verifies."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction

from accreditation.actions.evaluate_completion import evaluate_completion
from accreditation.api import record_rows, verify
from accreditation.models import CompletionEvent, Entry, PlaceSummary
from accreditation.queries.place_facts import PlaceFacts, place_facts
from curriculum.api import (
    CHECKS_APART_MS,
    SWEPT_AFTER_MS,
    Sitting,
    answer_checks_blank,
    complete_lesson,
    hear,
    new_token,
    open_lesson,
    put_enrollment,
    replay_study_log,
    seal_ended_sessions,
    see_to_end,
)
from curriculum.models import Cohort, Enrollment, LessonCompletion, ProgramPage, StudyFlag, StudySegment, StudySession, StudyState
from lms.core.clock import from_ms, local_date, now
from lms.core.telling import telling_of
from lms.people.actions.keep_acceptances import keep_acceptances
from lms.people.models import Campus, Membership, User
from lms.site.demonstration.many.batch import BatchOrder, email_of, make_batch
from lms.site.demonstration.many.seed import look_at_cohort, seed_many
from lms.site.demonstration.many.sittings import sittings_of, told_lessons
from lms.site.demonstration.people import invented_name
from tests.factories.cohorts import coordinator_of
from tests.factories.course import load_written, signed_in, write_course

pytestmark = [pytest.mark.django_db, pytest.mark.services]

NUMBERS = range(100, 103)  # number 101 has every beat of a page
SEED = 7
MADE_UP = {"created_at", "started_at", "session_seed", "last_login", "password"}
"""Of a person and a membership: when the row was made, and what is random."""


@pytest.fixture(autouse=True)
def demonstrations_are_allowed(settings: Any) -> None:
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True


@pytest.fixture
def program(tmp_path: Path) -> ProgramPage:
    """The small course with a lesson of stated minutes, two checks in a row, and a required quiz: nobody is trained by lessons alone."""
    root = write_course(tmp_path / "course")
    module = root / "01-first-module"
    lesson = (module / "01-one.md").read_text()
    lesson = lesson.replace("slug: one\n", "slug: three\n").replace("Lesson one", "Lesson three\ncredit_mode: nominal")
    check = lesson[lesson.index("\n::: check") : lesson.index("explanation: 8 CFR 1292.12(a).\n:::\n") + len("explanation: 8 CFR 1292.12(a).\n:::\n")]
    (module / "03-three.md").write_text(lesson.replace(check, check + check.replace("check-1", "check-2")))
    file = module / "module.md"
    file.write_text(file.read_text().replace("self_paced: 15", "self_paced: 25").replace("asylum: 10", "asylum: 20"))
    quiz = module / "assessment.md"
    quiz.write_text(quiz.read_text().replace("pass_percent: 60", "pass_percent: 60\nrequired: true"))
    load_written(root)
    return ProgramPage.objects.get(slug="small-course")


@pytest.fixture
def campus() -> Campus:
    return Campus.objects.create(slug="north", name="North Campus", time_zone="America/New_York")


@pytest.fixture
def cohort(program: ProgramPage, campus: Campus) -> Cohort:
    day = now().date()
    return Cohort.objects.create(
        slug="north-group-1", name="Group 1", campus=campus, program=program, program_version=program.version, starts_on=day - timedelta(days=75),
        ends_on=day + timedelta(days=45),
    )  # fmt: skip


def in_bulk(cohort: Cohort) -> None:
    make_batch(BatchOrder(cohort.pk, 0, NUMBERS, "!", SEED))
    look_at_cohort(cohort.pk)


class Names:
    """The random names of what was made in bulk, to give the product the same."""

    def __init__(self) -> None:
        self.people = dict(User.objects.values_list("email", "public_id"))
        self.places = dict(Enrollment.objects.values_list("student__email", "public_id"))
        self.sessions = {(email, lesson): name for email, lesson, name in StudySession.objects.values_list("student__email", "lesson", "public_id")}
        rows = LessonCompletion.objects.values_list("enrollment__student__email", "lesson", "public_id")
        self.completions = {(email, lesson): name for email, lesson, name in rows}


@contextmanager
def named(model: type[models.Model], name: str) -> Iterator[None]:
    """Rows of ``model`` are given this public id."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model._meta.get_field("public_id"), "_get_default", lambda: name)
        yield


def by_the_product(cohort: Cohort, names: Names) -> None:
    """The same students, acting through the product's doors at the times they are told to have acted."""
    for number in NUMBERS:
        email = email_of(number, cohort.campus)
        facts = {"privacy_version": "2026-11", "is_demonstration": True, "public_id": names.people[email], "password": "!"}
        begins = from_ms(1000 * int((now() - timedelta(days=75)).replace(hour=13, minute=0, second=0, microsecond=0).timestamp()))
        student = User.objects.create(email=email, **invented_name(number), **facts | {"privacy_version": _privacy(), "privacy_accepted_at": begins})
        keep_acceptances([student], begins)
        Membership.objects.create(user=student, campus=cohort.campus, role="student")
        with telling_of(begins), named(Enrollment, names.places[email]):
            place = put_enrollment(student=student, cohort=cohort, since=begins)
        for sitting in sittings_of(number, told_lessons(cohort.program), begins, SEED):
            _sit(place, sitting, names)


def _privacy() -> str:
    from django.conf import settings

    return str(settings.PRIVACY_NOTICE_VERSION)


def _sit(place: Enrollment, sitting: Sitting, names: Names) -> None:
    email, lesson, snapshot = place.student.email, sitting.lesson, sitting.snapshot
    token = replace(new_token(place, lesson, snapshot), session=names.sessions[email, lesson.pk])
    with telling_of(from_ms(sitting.opened_ms)):
        open_lesson(enrollment=place, lesson=lesson)
        hear(token=token, kind="open", seq=0, active_ms=0, visible=True)
    for seq, beat in enumerate(sitting.beats, start=1):
        with telling_of(from_ms(beat.at_ms)):
            hear(token=token, kind="beat", seq=seq, active_ms=beat.active_ms, visible=True, noticed=beat.noticed)
    with telling_of(from_ms(sitting.ended_ms)), named(LessonCompletion, names.completions[email, lesson.pk]):
        answer_checks_blank(enrollment=place, lesson=lesson, snapshot=snapshot, apart=timedelta(milliseconds=CHECKS_APART_MS))
        see_to_end(enrollment=place, lesson=lesson)
        complete_lesson(enrollment=place, lesson=lesson, snapshot=snapshot)
    with telling_of(from_ms(sitting.ended_ms + SWEPT_AFTER_MS)):
        seal_ended_sessions(place.student)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours. Numbers that a database gives out are replaced by their rank: they are no facts."""
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in ("lms", "curriculum", "assessments", "accreditation")]
    ranks = {model: {pk: rank for rank, pk in enumerate(model._base_manager.order_by("pk").values_list("pk", flat=True))} for model in ours}
    return {model.__name__: [_plain(model, row, ranks) for row in model._base_manager.order_by("pk").values()] for model in ours}


def _plain(model: type[models.Model], row: dict[str, Any], ranks: dict[Any, dict[Any, int]]) -> dict[str, Any]:
    plain = {}
    for field in model._meta.concrete_fields:
        value = row[field.attname]
        if isinstance(field, models.ForeignKey) and field.related_model in ranks:
            plain[field.attname] = ranks[field.related_model].get(value)
        elif not field.primary_key and field.name not in MADE_UP:
            plain[field.attname] = bytes(value) if isinstance(value, memoryview) else value
    return plain


def test_the_bulk_path_writes_what_the_product_writes(cohort: Cohort) -> None:
    """Table by table: sessions, sealed segments with their hashes, running state, progress, completions, entries with theirs, events, summaries."""
    point = transaction.savepoint()
    in_bulk(cohort)
    names, bulk = Names(), everything()
    transaction.savepoint_rollback(point)

    by_the_product(cohort, names)
    look_at_cohort(cohort.pk)
    product = everything()

    assert {name: len(rows) for name, rows in bulk.items()} == {name: len(rows) for name, rows in product.items()}
    assert {name: rows for name, rows in bulk.items() if rows != product[name]} == {}
    assert [len(bulk[name]) for name in ("StudySession", "StudySegment", "LessonCompletion", "Entry")] == [9, 9, 9, 9]
    assert len({row["hash"] for row in bulk["Entry"]} | {row["hash"] for row in bulk["StudySegment"]}) == 18


def test_what_was_written_verifies_and_replays(cohort: Cohort) -> None:
    in_bulk(cohort)

    verification = verify()

    assert (verification.ok, verification.students, verification.entries, verification.first_bad) == (True, 3, 9, None)
    for state in StudyState.objects.all():
        assert replay_study_log(state.pk, {state.head_seq})[state.head_seq] == state.credited
    assert not StudyFlag.objects.exists()


def test_a_forged_minute_is_found(cohort: Cohort) -> None:
    """That the ledger verifies means something: with one entry's minutes changed past the guards it does not."""
    in_bulk(cohort)
    entry = Entry.objects.order_by("pk")[4]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE accreditation_entry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER accreditation_entry_no_update")
        cursor.execute("UPDATE accreditation_entry SET minutes = minutes + 1 WHERE id = %s", [entry.pk])

    bad = verify().first_bad

    assert bad is not None
    assert (bad.student, bad.seq) == (entry.student, entry.seq)


def test_pages_board_and_records_say_the_same(cohort: Cohort, tmp_path: Path, settings: Any) -> None:
    """The student's record, the coordinator's board, the summary behind it and the export: one figure."""
    in_bulk(cohort)
    places = list(Enrollment.objects.filter(cohort=cohort).select_related("student", "cohort__campus", "cohort__program").order_by("pk"))
    today = local_date(now(), cohort.campus.time_zone)

    minutes = [row.fold.minutes for row in record_rows(places)]
    call_command("export_records", "--cohort", cohort.slug, "--format", "csv", "-o", str(tmp_path / "record.csv"), verbosity=0)
    exported = (tmp_path / "record.csv").read_text()
    settings.SECOND_FACTOR_REQUIRED = False
    coordinator = signed_in(coordinator_of(cohort.campus))
    board, page = coordinator.get(f"/cohorts/{cohort.slug}/").text, signed_in(places[1].student).get("/record/").text

    assert minutes == [sum(Entry.objects.filter(student=place.student.public_id).values_list("minutes", flat=True)) for place in places]
    assert [summary.minutes for summary in PlaceSummary.objects.order_by("pk")] == minutes
    for place, facts in zip(places, place_facts(places, today), strict=True):
        assert PlaceFacts(**PlaceSummary.objects.values(*PlaceFacts.__dataclass_fields__).get(pk=place.pk)) == facts
    assert all(f",{made}," in exported for made in minutes)
    assert [place.student.legal_name in board for place in places] == [True] * 3
    assert f"{minutes[1]} min" in page


def test_a_second_run_changes_nothing_and_a_larger_one_adds(program: ProgramPage, campus: Campus) -> None:
    south = Campus.objects.create(slug="south", name="South Campus", time_zone="America/Chicago")
    seed_many(shares=[(campus, 2), (south, 1)], program=program)
    before = everything()

    again = seed_many(shares=[(campus, 2), (south, 1)], program=program)
    after = everything()
    larger = seed_many(shares=[(campus, 4), (south, 1)], program=program)

    assert after == before
    assert (again.students, again.cohorts, again.entries) == (3, 2, 0)
    assert (larger.students, larger.cohorts, larger.entries) == (5, 2, 6)
    assert verify().ok


def test_who_is_trained_by_what_is_told_is_told_so(program: ProgramPage, cohort: Cohort) -> None:
    """Where lessons are all that a program asks for, its completion is looked at as always: by one function."""
    from assessments.models import AssessmentPage

    AssessmentPage.objects.update(required=False)

    in_bulk(cohort)

    trained = list(CompletionEvent.objects.order_by("pk").values_list("enrollment", "kind"))
    assert trained == [(place.public_id, "trained") for place in Enrollment.objects.order_by("pk")]
    assert evaluate_completion(enrollments=Enrollment.objects.all(), cause="entry") == []


def test_sittings_of_a_student_are_told_in_order(cohort: Cohort) -> None:
    lessons = told_lessons(cohort.program)

    begins = now() - timedelta(days=75)

    first, second = (sittings_of(5, lessons, begins, SEED) for _ in range(2))

    assert [(one.opened_ms, one.beats) for one in first] == [(one.opened_ms, one.beats) for one in second]
    assert all(later.opened_ms > one.ended_ms + SWEPT_AFTER_MS for one, later in pairwise(first))


def test_segments_cannot_be_told_out_of_order(cohort: Cohort) -> None:
    from curriculum.api import ToldStudies

    place = put_enrollment(student=User.objects.create(email="a@north.example"), cohort=cohort)
    lessons = told_lessons(cohort.program)
    sittings = sittings_of(1, lessons, now() - timedelta(days=75), SEED)

    with pytest.raises(ValueError, match="in order of time"):
        ToldStudies().tell(place, reversed(sittings))
    assert not StudySegment.objects.exists()
