"""Who is trained: looked at whenever a fact changes, stored as events, and opened again where a fact is taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accreditation.actions.decide_correction import approve_correction
from accreditation.actions.evaluate_completion import evaluate_completion
from accreditation.actions.move_to_rules import move_to_rules
from accreditation.actions.propose_correction import propose_correction
from accreditation.actions.set_program_rules import set_program_rules
from accreditation.dossier import ProgramRules
from accreditation.ledger.append import append
from accreditation.models import CompletionEvent, Entry, ProgramRuleSet, RulePlacement
from accreditation.queries.board import cohort_board
from accreditation.queries.completion import consequences, trained
from accreditation.queries.coverage import coverage_of
from accreditation.queries.dossier import build_dossiers
from accreditation.queries.program_rules import rules_of
from accreditation.queries.readiness import readiness_of
from curriculum.api import put_enrollment
from curriculum.models import Enrollment
from lms.core.clock import local_date, now
from lms.core.errors import Forbidden, Invalid
from lms.core.models import AppendOnlyViolation
from lms.jobs.api import run_due
from lms.notices.models import Notice
from tests.accreditation.test_spine import trained as studied_and_passed
from tests.factories.cohorts import freeze, student_of
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.ledger import draft

pytestmark = [pytest.mark.django_db, pytest.mark.services]
EASY = ProgramRules(minimum_percent=50, attendance_percent=0)
HARD = ProgramRules(minimum_percent=100, attendance_percent=0, exam="first-quiz", exam_percent=100)


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def coordinator(enrollment: Enrollment) -> Any:
    return member("coordinator@north.example", "coordinator", enrollment.cohort.campus)


@pytest.fixture
def author(enrollment: Enrollment) -> Any:
    return member("author@north.example", "instructor", enrollment.cohort.campus)


def train(enrollment: Enrollment) -> None:
    """Everything that the course asks for, and the work that its last result began."""
    studied_and_passed(enrollment)
    run_due()


def kinds(enrollment: Enrollment) -> list[str]:
    return list(CompletionEvent.objects.filter(enrollment=enrollment.public_id).values_list("kind", flat=True))


def rules(enrollment: Enrollment, values: ProgramRules, author: Any, *, days: int = 0) -> ProgramRuleSet:
    return set_program_rules(
        program=enrollment.cohort.program, rules=values, in_force_from=today_there(enrollment) + timedelta(days=days), reason="A new term.", by=author
    )


def today_there(enrollment: Enrollment) -> date:
    return local_date(now(), enrollment.cohort.campus.time_zone)


def credit(enrollment: Enrollment, minutes: int, **changes: Any) -> Any:
    place = {"student": enrollment.student.public_id, "enrollment": enrollment.public_id, "campus": "north", "cohort": "north-fall"}
    return append(draft(minutes=minutes, idempotency=(enrollment.public_id, minutes, *changes), **place, **changes))


def test_the_last_fact_trains_and_the_student_is_told(enrollment: Enrollment) -> None:
    train(enrollment)

    event = CompletionEvent.objects.get()
    assert (event.kind, event.round, event.missing, event.ledger_seq) == ("trained", 1, [], Entry.objects.count())
    assert trained([enrollment]) == {enrollment.public_id}
    assert Notice.objects.filter(person=enrollment.student.public_id, kind="accreditation.completion").count() == 1


def test_looking_again_says_nothing_twice(enrollment: Enrollment) -> None:
    train(enrollment)

    assert evaluate_completion(enrollments=[enrollment], cause="entry") == []
    assert kinds(enrollment) == ["trained"]


def test_a_correction_that_takes_hours_away_opens_it_again_and_student_and_coordinator_are_told(enrollment: Enrollment, coordinator: Any) -> None:
    train(enrollment)
    officer = member("officer@north.example", "officer", enrollment.cohort.campus)
    entries = list(Entry.objects.filter(source_kind="lesson"))

    for entry in entries:
        proposed = propose_correction(entry=entry, minutes=0, category=entry.category, topic="", reason="Somebody else read it.", by=coordinator)
        approve_correction(correction=proposed, by=officer)

    event = CompletionEvent.objects.order_by("-pk").first()
    assert event is not None
    assert (kinds(enrollment), event.round, event.cause) == (["trained", "reopened"], 1, "correction")
    assert event.source in {str(entry.seq) for entry in entries}
    assert event.missing
    assert trained([enrollment]) == set()
    told = Notice.objects.filter(kind="accreditation.completion", subject_line__contains="open again").values_list("person", flat=True)
    assert set(told) == {enrollment.student.public_id, coordinator.public_id}


def test_yesterday_s_answer_stays_yesterday_s(enrollment: Enrollment) -> None:
    train(enrollment)
    today = today_there(enrollment)

    assert trained([enrollment], today) == {enrollment.public_id}
    assert trained([enrollment], today - timedelta(days=1)) == set()
    before, after = (build_dossiers([enrollment], day)[0].trainings[0].minutes for day in (today - timedelta(days=1), today))
    assert (before, after) == (0, 22)


def test_a_place_keeps_the_rules_it_began_under(enrollment: Enrollment, author: Any) -> None:
    later = rules(enrollment, HARD, author, days=1)
    now_on = rules(enrollment, EASY, author)

    before = rules_of([enrollment])[enrollment.public_id]
    Enrollment.objects.filter(pk=enrollment.pk).update(enrolled_at=now())
    enrollment.refresh_from_db()
    beginner = rules_of([enrollment])[enrollment.public_id]

    assert (later.number, now_on.number, before.rule_set, beginner.rule_set) == (1, 2, None, now_on)


def test_without_rules_the_program_s_page_decides(enrollment: Enrollment) -> None:
    found = rules_of([enrollment])[enrollment.public_id]

    assert (found.rule_set, found.rules.minimum_percent, found.rules.attendance_percent) == (None, 50, 0)


def test_a_move_says_first_who_loses_what_and_then_opens_it_again(enrollment: Enrollment, coordinator: Any, author: Any) -> None:
    train(enrollment)
    hard = rules(enrollment, replace(HARD, exam="", minimum_percent=100, mock_interview="first-quiz"), author, days=30)
    harder = rules(enrollment, replace(HARD, exam_percent=100), author, days=30)
    today = local_date(now(), enrollment.cohort.campus.time_zone)

    assert [row.loses for row in consequences([enrollment], hard.values, today)] == [False]
    events = move_to_rules(enrollments=[enrollment], rule_set=harder, reason="The cohort agreed.", by=coordinator)

    assert [event.kind for event in events] == ["reopened"] if consequences([enrollment], harder.values, today)[0].then else events == []
    assert rules_of([enrollment])[enrollment.public_id].was_moved
    assert RulePlacement.objects.get().placed_by == coordinator.public_id


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minimum_percent": 0}, "The share of each track is a percent from 1 to 100."),
        ({"exam": "no-such-quiz"}, "“no-such-quiz” is no assessment of this program."),
        ({"attendance_percent": 101}, "The share of live hours and the mark of the exam are percents from 0 to 100."),
    ],
)
def test_rules_that_cannot_be_are_refused(enrollment: Enrollment, author: Any, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules(enrollment, replace(EASY, **changes), author)

    assert refused.value.sentences == [sentence]


def test_rules_never_reach_back_and_need_a_reason(enrollment: Enrollment, author: Any) -> None:
    with pytest.raises(Invalid, match="from today on"):
        rules(enrollment, EASY, author, days=-1)
    with pytest.raises(Invalid, match="Say why"):
        set_program_rules(program=enrollment.cohort.program, rules=EASY, in_force_from=today_there(enrollment), reason=" ", by=author)


def test_in_the_evening_on_campus_today_is_still_today(enrollment: Enrollment, author: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    freeze(monkeypatch, datetime(2027, 3, 10, 0, 30, tzinfo=UTC))  # half past seven in the evening of March 9 in New York

    rule_set = rules(enrollment, EASY, author)

    assert rule_set.in_force_from == date(2027, 3, 9)


def test_only_authors_set_rules_and_only_coordinators_move_and_nobody_themselves(enrollment: Enrollment, coordinator: Any, author: Any) -> None:
    rule_set = rules(enrollment, EASY, author)

    with pytest.raises(Forbidden):
        rules(enrollment, EASY, coordinator)
    with pytest.raises(Forbidden):
        move_to_rules(enrollments=[enrollment], rule_set=rule_set, reason="Because.", by=author)
    with pytest.raises(Forbidden):
        move_to_rules(enrollments=[enrollment], rule_set=rule_set, reason="Because.", by=enrollment.student)
    with pytest.raises(Invalid, match="Say why"):
        move_to_rules(enrollments=[enrollment], rule_set=rule_set, reason="", by=coordinator)


def test_rules_placements_and_events_are_written_once(enrollment: Enrollment, author: Any) -> None:
    rule_set = rules(enrollment, EASY, author)
    rule_set.minimum_percent = 1

    with pytest.raises(AppendOnlyViolation):
        rule_set.save()
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accreditation_programruleset SET minimum_percent = 1")


def test_the_database_refuses_a_second_training_in_a_round_and_a_student_who_moves_themselves(enrollment: Enrollment, author: Any) -> None:
    rule_set = rules(enrollment, EASY, author)
    facts = {"student": "s", "enrollment": "e", "campus": "north"}
    event = {**facts, "round": 1, "kind": "trained", "cause": "entry", "ledger_seq": 1, "at": now()}
    CompletionEvent.objects.create(**event)

    with pytest.raises(IntegrityError), transaction.atomic():
        CompletionEvent.objects.create(**event)
    with pytest.raises(IntegrityError), transaction.atomic():
        RulePlacement.objects.create(**facts, rule_set=rule_set, sealed_reason=b"x", placed_by="s", placed_at=now())


def many(enrollment: Enrollment, count: int) -> list[Enrollment]:
    """The enrollment and others of its cohort, each with two entries."""

    cohort = enrollment.cohort
    others = [put_enrollment(student=student_of(cohort.campus, f"s{number}"), cohort=cohort) for number in range(count - 1)]
    places = [enrollment, *others]
    for place in places:
        credit(place, 5)
        credit(place, 6)
    return list(Enrollment.objects.filter(pk__in=[place.pk for place in places]).order_by("pk"))


def counted(places: list[Enrollment], read: Any) -> int:
    fresh = list(Enrollment.objects.filter(pk__in=[place.pk for place in places]).select_related("student", "cohort__campus").order_by("pk"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read(fresh)
    return len(queries)


def test_many_dossiers_readiness_coverage_and_completion_take_the_same_queries_for_one_three_and_thirty(enrollment: Enrollment) -> None:
    places = many(enrollment, 30)
    today = local_date(now(), "America/New_York")
    readers: list[Any] = [
        lambda some: build_dossiers(some, today),
        lambda some: readiness_of(some, "doj-partial-initial", today),
        lambda some: coverage_of(some, today),
        lambda some: evaluate_completion(enrollments=some, cause="entry"),
    ]

    for read in readers:
        counts = [counted(places[:size], read) for size in (1, 1, 3, 30)][1:]
        assert len(set(counts)) == 1, counts
    assert [dossier.trainings[0].minutes for dossier in build_dossiers(places, today)] == [11] * 30


def test_the_board_and_readiness_and_coverage_say_the_same(enrollment: Enrollment) -> None:
    credit(enrollment, 7)
    today = local_date(now(), "America/New_York")

    readiness = readiness_of([enrollment], "doj-partial-initial", today)[enrollment.public_id]
    row = coverage_of([enrollment], today).rows[0]
    board = cohort_board(enrollment.cohort).rows[0]

    completion = next(finding for finding in readiness.findings if finding.requirement.key == "completion")
    assert completion.sentence == " ".join(board.missing)
    assert row.gaps == ["Asylum"]
    assert "No credited time yet in: Asylum." in board.missing
    assert readiness.met + readiness.missing + readiness.warnings == len(readiness.findings)


def test_minutes_by_day_are_those_of_the_ledger(enrollment: Enrollment) -> None:
    credit(enrollment, 7, occurred_from=date(2026, 9, 20), occurred_to=date(2026, 9, 20))
    credit(enrollment, 8)

    training = build_dossiers([enrollment], local_date(now(), "America/New_York"))[0].trainings[0]

    assert training.dated_minutes == ((date(2026, 9, 14), 8), (date(2026, 9, 20), 7))
