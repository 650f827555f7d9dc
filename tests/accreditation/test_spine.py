"""Lesson, measured time, quiz, entry, certificate, packet: one chain, the same figures everywhere."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from accreditation.actions.build_packet import NotReady, build_packet
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.post_lesson import post_lesson
from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.models import Certificate, Entry
from accreditation.queries.board import cohort_board
from accreditation.record_formats import record_formats
from accreditation.schemes import schemes
from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentPage
from assessments.queries.results import counted_scores
from curriculum.actions.attest_study import attest_study
from curriculum.actions.decide_attestation import approve_attestation
from curriculum.actions.keep_progress import answer_check
from curriculum.api import complete_lesson, hear, newest_snapshot, open_lesson, seal_study_log, see_to_end
from curriculum.models import Enrollment, LessonPage
from lms.core.clock import local_date
from lms.core.errors import Conflict, Invalid
from tests.factories.course import enrolled_student, load_course, member, study
from tests.factories.ledger import draft
from tests.factories.records import exported

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


def finish(enrollment: Enrollment, slug: str) -> Any:
    lesson = LessonPage.objects.get(slug=slug)
    snapshot = newest_snapshot(lesson.pk)
    assert snapshot is not None
    open_lesson(enrollment=enrollment, lesson=lesson)
    see_to_end(enrollment=enrollment, lesson=lesson)
    if slug == "one":
        answer_check(enrollment=enrollment, lesson=lesson, snapshot=snapshot, check_id="check-1", form={"check-1": ["true"]})
    return complete_lesson(enrollment=enrollment, lesson=lesson, snapshot=snapshot)


def sit(enrollment: Enrollment, answers: dict[str, list[str]]) -> Any:
    attempt = start_attempt(assessment=AssessmentPage.objects.get(), enrollment=enrollment, by=enrollment.student)
    by_question = {item.version.question.external_id: f"q{item.position}" for item in attempt.items.select_related("version__question")}
    save_responses(attempt=attempt, form={by_question[name]: values for name, values in answers.items()}, key="first", by=enrollment.student)
    return submit_attempt(attempt=attempt, by=enrollment.student)


LOCKED = ("curriculum_studystate", "curriculum_enrollment")
RIGHT = {"q-1": ["a"], "q-2": ["a", "b"]}


def trained(enrollment: Enrollment) -> None:
    study(enrollment, "one", 12)
    finish(enrollment, "one")
    study(enrollment, "two", 5, start=datetime(2026, 10, 2, 15, 0, tzinfo=UTC))
    finish(enrollment, "two")
    sit(enrollment, RIGHT)


def test_a_completed_lesson_posts_its_measured_minutes_with_their_evidence(enrollment: Enrollment) -> None:
    study(enrollment, "one", 7)

    finish(enrollment, "one")

    entry = Entry.objects.get()
    assert (entry.minutes, entry.category, entry.topics) == (7, "law_self_study", {"asylum": 4, "ethics_upl": 3})
    assert {name: entry.evidence[name] for name in ("kind", "policy", "from_ms", "to_ms", "log_seq")} == {
        "kind": "measured", "policy": "active-time-1", "from_ms": 0, "to_ms": 420_000, "log_seq": 1,
    }  # fmt: skip


def test_minutes_studied_after_completion_are_posted_when_the_log_is_sealed(enrollment: Enrollment) -> None:
    study(enrollment, "one", 6)
    finish(enrollment, "one")
    study(enrollment, "one", 3, start=datetime(2026, 10, 3, 15, 0, tzinfo=UTC))

    seal_study_log(enrollment.student)

    assert list(Entry.objects.order_by("seq").values_list("minutes", flat=True)) == [6, 3]


def test_a_lesson_earns_at_most_one_and_a_half_times_its_minutes(enrollment: Enrollment) -> None:
    study(enrollment, "two", 30)

    finish(enrollment, "two")

    assert Entry.objects.get().minutes == 7


def test_a_lesson_whose_rule_does_not_hold_stays_open_and_says_why(enrollment: Enrollment) -> None:
    study(enrollment, "one", 2)

    with pytest.raises(Conflict, match="Study for about 3 more min"):
        finish(enrollment, "one")

    assert not Entry.objects.exists()


def test_completing_twice_posts_once(enrollment: Enrollment) -> None:
    study(enrollment, "one", 7)
    finish(enrollment, "one")

    finish(enrollment, "one")

    assert Entry.objects.count() == 1


def test_a_place_that_ended_meanwhile_completes_and_starts_nothing(enrollment: Enrollment) -> None:
    """What was read before the lock says that the place goes on; the locked row says that it ended."""
    study(enrollment, "one", 7)
    Enrollment.objects.filter(pk=enrollment.pk).update(state="withdrawn", ended_at=datetime(2026, 10, 2, tzinfo=UTC))
    assert enrollment.may_study

    for act in (lambda: finish(enrollment, "one"), lambda: sit(enrollment, RIGHT)):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "not_enrolled"


def test_the_study_state_is_locked_before_the_place(enrollment: Enrollment) -> None:
    """As everywhere else: a sweep that seals and a completion never wait for each other."""
    study(enrollment, "one", 7)
    lesson = LessonPage.objects.get(slug="one")
    with CaptureQueriesContext(connection) as queries, pytest.raises(Conflict):
        complete_lesson(enrollment=enrollment, lesson=lesson, snapshot=newest_snapshot(lesson.pk))

    first = {name: next(place for place, query in enumerate(queries) if f'FROM "{name}"' in query["sql"]) for name in LOCKED}
    assert first["curriculum_studystate"] < first["curriculum_enrollment"]


def test_stated_minutes_are_posted_once_whatever_is_renamed_meanwhile(enrollment: Enrollment) -> None:
    lesson = LessonPage.objects.get(slug="one")
    lesson.credit_mode = "nominal"
    lesson.save_revision().publish()
    study(enrollment, "one", 7)
    completion = finish(enrollment, "one")
    enrollment.cohort.campus.name = "Renamed Campus"
    enrollment.cohort.campus.save()
    again = Enrollment.objects.get(pk=enrollment.pk)

    posted = post_lesson(enrollment=again, completion=completion)

    assert posted == [Entry.objects.get()]


def test_beats_after_withdrawal_are_kept_and_never_credited(enrollment: Enrollment) -> None:
    token = study(enrollment, "one", 2)
    Enrollment.objects.filter(pk=enrollment.pk).update(state="withdrawn", ended_at=datetime(2026, 10, 1, tzinfo=UTC))

    heard = hear(token=token, kind="beat", seq=5, active_ms=30_000, visible=True, at=datetime(2026, 10, 1, 15, 2, 30, tzinfo=UTC))

    assert (heard.credited_ms, heard.reason) == (120_000, "not_enrolled")


def test_a_session_ends_ten_minutes_after_its_last_event(enrollment: Enrollment) -> None:
    token = study(enrollment, "one", 1)

    with pytest.raises(Conflict) as ended:
        hear(token=token, kind="beat", seq=3, active_ms=30_000, visible=True, at=datetime(2026, 10, 1, 15, 1, tzinfo=UTC) + timedelta(minutes=10, seconds=1))

    assert ended.value.code == "session_ended"


def test_retries_do_not_keep_a_session_open_and_the_replay_agrees(enrollment: Enrollment) -> None:
    token = study(enrollment, "one", 6)
    begin = datetime(2026, 10, 1, 15, 0, tzinfo=UTC)
    hear(token=token, kind="beat", seq=12, active_ms=30_000, visible=True, at=begin + timedelta(minutes=14))

    with pytest.raises(Conflict) as ended:
        hear(token=token, kind="beat", seq=13, active_ms=30_000, visible=True, at=begin + timedelta(minutes=17))
    finish(enrollment, "one")

    assert ended.value.code == "session_ended"
    assert verify().ok


def test_a_passed_quiz_is_graded_exactly_and_its_minutes_are_posted_once(enrollment: Enrollment) -> None:
    sit(enrollment, {"q-1": ["a"], "q-2": ["a"]})
    sit(enrollment, RIGHT)

    best = next(iter(counted_scores([enrollment]).values()))

    assert (best.points, best.maximum, best.percent, best.passed) == (5, 5, 100, True)
    assert list(Entry.objects.values_list("source_kind", "minutes")) == [("assessment", 5)]


def test_no_more_attempts_than_allowed(enrollment: Enrollment) -> None:
    sit(enrollment, RIGHT)
    sit(enrollment, RIGHT)

    with pytest.raises(Conflict, match="used every attempt"):
        sit(enrollment, RIGHT)


def test_nothing_changes_after_submit(enrollment: Enrollment) -> None:
    attempt = sit(enrollment, RIGHT)

    with pytest.raises(Conflict, match="has ended"):
        save_responses(attempt=attempt, form={"q1": ["b"], "q2": ["b"]}, key="late", by=enrollment.student)


def test_a_forged_option_is_refused_and_nothing_is_kept(enrollment: Enrollment) -> None:
    attempt = start_attempt(assessment=AssessmentPage.objects.get(), enrollment=enrollment, by=enrollment.student)

    with pytest.raises(Invalid):
        save_responses(attempt=attempt, form={"q1": ["zzz"], "q2": ["zzz"]}, key="forged", by=enrollment.student)

    assert not attempt.steps.exists()


def test_replaying_the_log_gives_every_posted_figure_and_an_edited_segment_is_found(enrollment: Enrollment) -> None:
    trained(enrollment)
    assert verify().ok

    with connection.cursor() as cursor:
        _unguarded(cursor, "curriculum_studysegment")
        cursor.execute("UPDATE curriculum_studysegment SET hash = %s WHERE seq = 1", ["0" * 64])

    found = verify()
    assert found.first_bad is not None
    assert "study log" in found.first_bad.why


def test_an_edited_snapshot_is_found(enrollment: Enrollment) -> None:
    trained(enrollment)

    with connection.cursor() as cursor:
        _unguarded(cursor, "curriculum_contentsnapshot")
        cursor.execute("UPDATE curriculum_contentsnapshot SET body = body || ' '")

    found = verify()
    assert (found.ok, found.first_bad and found.first_bad.why) == (False, "The content that was studied is missing or was changed.")


def _unguarded(cursor: Any, table: str) -> None:
    if connection.vendor == "postgresql":
        cursor.execute("SET session_replication_role = replica")
        return
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')


def test_screen_csv_xlsx_json_and_pdf_show_the_same_total(enrollment: Enrollment) -> None:
    trained(enrollment)
    files = {key: exported(key, enrollment.cohort) for key, _ in record_formats.items()}

    screen = cohort_board(enrollment.cohort).rows[0].total
    in_csv = sum(int(row["minutes"]) for row in csv.DictReader(io.StringIO(files["csv"].decode())))
    sheet = load_workbook(io.BytesIO(files["xlsx"])).active
    column = [cell.value for cell in next(sheet.iter_rows(max_row=1))].index("minutes")
    in_xlsx = sum(row[column].value for row in sheet.iter_rows(min_row=2))
    in_json = json.loads(files["json"])["minutes"]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages)

    assert (screen, in_csv, in_xlsx, in_json) == (22, 22, 22, 22)
    assert "(22 minutes)" in text


def test_a_formula_in_a_name_stays_text(enrollment: Enrollment) -> None:
    type(enrollment.student).objects.filter(pk=enrollment.student_id).update(legal_first_name="=1+1")

    in_csv = exported("csv", enrollment.cohort).decode()
    sheet = load_workbook(io.BytesIO(exported("xlsx", enrollment.cohort))).active

    assert "'=1+1 Alvarez" in in_csv
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "=1+1 Alvarez")


def test_a_certificate_is_refused_with_what_is_missing(enrollment: Enrollment) -> None:
    coordinator = member("coordinator@north.example", "coordinator", enrollment.cohort.campus)
    study(enrollment, "two", 3)
    finish(enrollment, "two")

    with pytest.raises(Invalid) as refused:
        issue_certificate(enrollment=enrollment, track="law_and_skills", by=coordinator)

    assert refused.value.sentences == ["7 min more in Law and skills.", "No credited time yet in: Asylum.", "“First quiz” is not passed yet."]


def test_a_certificate_is_issued_once_for_a_completed_track_and_frozen(enrollment: Enrollment) -> None:
    coordinator = member("coordinator@north.example", "coordinator", enrollment.cohort.campus)
    trained(enrollment)

    first = issue_certificate(enrollment=enrollment, track="law_and_skills", by=coordinator)
    again = issue_certificate(enrollment=enrollment, track="law_and_skills", by=coordinator)

    assert (first.pk, Certificate.objects.count(), first.facts["minutes"]) == (again.pk, 1, 22)
    assert first.entries == [[entry.seq, entry.hash] for entry in Entry.objects.order_by("seq")]


def test_verification_shows_the_present_status_and_treats_unknown_and_malformed_codes_alike(enrollment: Enrollment, client: Any) -> None:
    coordinator = member("coordinator@north.example", "coordinator", enrollment.cohort.campus)
    trained(enrollment)
    certificate = issue_certificate(enrollment=enrollment, track="law_and_skills", by=coordinator)

    valid = client.get(f"/verify/{certificate.code}/")
    unknown, malformed = client.get(f"/verify/{'A' * 32}/"), client.get("/verify/x/")

    assert (valid.status_code, b"Ana Alvarez" in valid.content, "no-store" in valid["Cache-Control"]) == (200, True, True)
    assert (unknown.status_code, unknown.content) == (404, malformed.content)


def test_a_packet_is_refused_with_a_list_unless_it_is_a_draft(enrollment: Enrollment) -> None:
    with pytest.raises(NotReady) as refused:
        build_packet(enrollment=enrollment, scheme=schemes.get("doj-partial-initial"), as_of=date(2026, 11, 23))

    assert any("8 CFR 1292.12(c)" in sentence for sentence in refused.value.sentences)


def test_two_packets_of_the_same_facts_are_the_same_bytes(enrollment: Enrollment) -> None:
    trained(enrollment)
    today = date.today()  # noqa: DTZ011  any date after the entries were recorded

    first = build_packet(enrollment=enrollment, scheme=schemes.get("doj-partial-initial"), as_of=today, draft=True)
    second = build_packet(enrollment=enrollment, scheme=schemes.get("doj-partial-initial"), as_of=today, draft=True)

    assert first == second
    archive = zipfile.ZipFile(io.BytesIO(first))
    manifest = json.loads(archive.read("manifest.json"))
    assert [file["name"] for file in manifest["files"]] == archive.namelist()[1:]
    assert manifest["draft"] is True


def test_the_board_asks_as_much_for_thirty_students_as_for_three_and_for_one(enrollment: Enrollment) -> None:
    """Each with an entry of their own, so that nothing is quick because it is empty."""

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            board = cohort_board(enrollment.cohort)
        assert all(row.total for row in board.rows)
        return len(queries)

    counts = []
    for number in range(1, 31):
        place = enrollment if number == 1 else enrolled_student(email=f"other{number}@north.example")
        append(draft(student=place.student.public_id, enrollment=place.public_id, cohort=place.cohort.slug, campus="north"))
        counts += [asked()] if number in (1, 3, 30) else []

    assert counts[0] == counts[1] == counts[2]


def becomes_nominal(slug: str) -> None:
    lesson = LessonPage.objects.get(slug=slug)
    lesson.credit_mode = "nominal"
    lesson.save_revision().publish()


def test_stated_minutes_leave_out_what_a_statement_was_credited_before_the_lesson_changed(enrollment: Enrollment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curriculum.actions.decide_attestation.is_over", lambda day, zone: True)
    coordinator = member("c@north.example", "coordinator", enrollment.cohort.campus)
    facts = {"enrollment": enrollment, "lesson": LessonPage.objects.get(slug="two"), "studied_on": local_date(datetime.now(tz=UTC), "America/New_York")}
    early, late = (attest_study(**facts, minutes=minutes, reason="On paper.") for minutes in (3, 2))
    approve_attestation(attestation=early, by=coordinator)
    becomes_nominal("two")

    finish(enrollment, "two")
    approve_attestation(attestation=late, by=coordinator)

    assert list(Entry.objects.order_by("seq").values_list("minutes", flat=True)) == [3, 2]
    assert [entry.evidence["kind"] for entry in Entry.objects.order_by("seq")] == ["attestation", "nominal"]
    assert verify().ok
