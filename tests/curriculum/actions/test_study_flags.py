"""From sealed sessions to flags on a coordinator's page, and never to another figure."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from curriculum.actions.dismiss_study_flag import dismiss_study_flag
from curriculum.actions.hear_beat import Noticed, hear, new_token
from curriculum.actions.raise_study_flags import raise_study_flags
from curriculum.actions.seal_study_log import seal_ended_sessions, seal_study_log
from curriculum.models import Enrollment, LessonPage, StudyFlag, StudyFlagDismissal, StudySession
from curriculum.queries.snapshots import newest_snapshot
from curriculum.queries.study import credited_ms
from lms.core.errors import Forbidden, Invalid
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


def keep_awake(enrollment: Enrollment, *, inputs: Any = lambda beat: 1, minutes: int = 20) -> StudySession:
    """A session of an hour ago whose beats are as a program sends them."""
    lesson = LessonPage.objects.get(slug="one")
    snapshot = newest_snapshot(lesson.pk)
    assert snapshot is not None
    token = new_token(enrollment, lesson, snapshot)
    start = datetime.now(tz=UTC) - timedelta(hours=1)
    for number in range(1, minutes * 2 + 1):
        at = start + timedelta(seconds=30 * number)
        hear(token=token, kind="beat", seq=number, active_ms=30_000, visible=True, at=at, noticed=Noticed(inputs(number), scrolled=False))
    return StudySession.objects.get(public_id=token.session)


def test_an_ended_session_is_looked_at_once_and_credit_stays(enrollment: Enrollment) -> None:
    session = keep_awake(enrollment)
    before = credited_ms(enrollment, session.lesson.public_id)

    for _ in range(2):
        seal_ended_sessions()
    raise_study_flags(session)

    assert list(StudyFlag.objects.values_list("kind", "facts")) == [("regular_beats", {"beats": 40})]
    assert credited_ms(enrollment, session.lesson.public_id) == before


def test_a_person_who_varies_is_not_flagged(enrollment: Enrollment) -> None:
    keep_awake(enrollment, inputs=lambda beat: beat % 3)

    seal_ended_sessions()

    assert not StudyFlag.objects.exists()


def test_a_session_that_goes_on_is_left_alone(enrollment: Enrollment) -> None:
    keep_awake(enrollment, minutes=58)

    seal_ended_sessions()

    assert not StudyFlag.objects.exists()


def test_the_coordinator_sees_it_and_says_what_it_was(enrollment: Enrollment, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    keep_awake(enrollment)
    coordinator = member("coordinator@north.example", "coordinator", enrollment.cohort.campus)
    browser = signed_in(coordinator)
    path = f"/cohorts/people/{enrollment.public_id}/"
    shown = browser.get(path).content.decode()  # reading the record seals and looks
    assert ("Perfectly regular" in shown, "This does not change what was counted" in shown) == (True, True)
    flag = StudyFlag.objects.get()

    browser.post(f"/cohorts/flags/{flag.public_id}/", {"sentence": " "})
    assert not StudyFlagDismissal.objects.exists()
    for sentence in ("She uses a foot switch.", "Something else."):
        browser.post(f"/cohorts/flags/{flag.public_id}/", {"sentence": sentence})

    assert StudyFlagDismissal.objects.count() == 1
    assert "looked: She uses a foot switch." in browser.get(path).content.decode()


def test_the_student_and_other_campuses_neither_see_nor_close_it(enrollment: Enrollment) -> None:
    keep_awake(enrollment)
    seal_ended_sessions()
    flag = StudyFlag.objects.get()
    south = enrolled_student("south", "student@south.example", program=enrollment.cohort.program)

    for person in (enrollment.student, member("c@south.example", "coordinator", south.cohort.campus)):
        with pytest.raises(Forbidden):
            dismiss_study_flag(flag=flag, sentence="Fine.", by=person)
    assert "Perfectly regular" not in signed_in(enrollment.student).get("/record/").content.decode()


def test_a_sentence_is_needed(enrollment: Enrollment) -> None:
    keep_awake(enrollment)
    seal_ended_sessions()

    with pytest.raises(Invalid):
        dismiss_study_flag(flag=StudyFlag.objects.get(), sentence="", by=member("c@north.example", "coordinator", enrollment.cohort.campus))


def test_one_log_that_cannot_be_sealed_keeps_no_other_from_it(
    enrollment: Enrollment, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = keep_awake(enrollment)
    fine = keep_awake(enrolled_student(email="second@north.example", program=enrollment.cohort.program))

    def fail(student: Any) -> Any:
        if student.pk == broken.student_id:
            raise ValueError(student.pk)
        return seal_study_log(student)

    monkeypatch.setattr("curriculum.actions.seal_study_log.seal_study_log", fail)

    assert seal_ended_sessions() == 1
    assert list(StudySession.objects.filter(sealed_at__isnull=False)) == [fine]
    assert broken.public_id in caplog.text
    assert "1 of 2 study sessions could not be sealed" in caplog.text


def test_a_flag_that_fails_undoes_no_sealing(enrollment: Enrollment, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    session = keep_awake(enrollment)

    def fail(session: StudySession) -> Any:
        raise ValueError(session.pk)

    monkeypatch.setattr("curriculum.actions.seal_study_log.raise_study_flags", fail)

    assert seal_ended_sessions() == 1
    session.refresh_from_db()
    assert session.sealed_at is not None
    assert session.public_id in caplog.text
