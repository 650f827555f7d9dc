"""What they were taught: the revision behind an entry, beside today's, and what a certificate rests on."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accreditation.models import Certificate, Entry
from curriculum.actions.change_status import change_status
from curriculum.api import complete_lesson, newest_snapshot, see_to_end
from curriculum.models import Authority, Enrollment, LessonPage
from tests.factories.course import enrolled_student, load_course, member, signed_in, study, write_course
from tests.factories.people import add_authenticator_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    """A student who has an entry for the second lesson."""
    load_course(tmp_path / "course")
    place = enrolled_student()
    lesson = LessonPage.objects.get(slug="two")
    study(place, "two", 4, start=datetime(2026, 10, 1, 15, tzinfo=UTC))
    see_to_end(enrollment=place, lesson=lesson)
    complete_lesson(enrollment=place, lesson=lesson, snapshot=newest_snapshot(lesson.pk))
    return place


def published_again(**changes: object) -> None:
    lesson = LessonPage.objects.get(slug="two")
    for name, value in changes.items():
        setattr(lesson, name, value)
    lesson.save_revision().publish()


def page(client: Client, entry: Entry | None = None) -> str:
    answer = client.get(f"/record/revisions/{(entry or Entry.objects.get()).content_revision}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_has_changed_since(place: Enrollment) -> None:
    text = page(signed_in(place.student))

    assert "Nothing has changed since" in text
    assert "<ins>" not in text
    assert "More words." in text


def test_words_put_in_and_taken_out_are_marked_and_said(place: Enrollment) -> None:
    published_again(title="Lesson two, again", body=[("prose", "<p>More &lt;script&gt; words of law.</p>")])

    text = page(signed_in(place.student))

    assert '<ins><span class="visually-hidden">added: </span>' in text
    assert '<del><span class="visually-hidden">removed: </span>' in text
    assert "&lt;script&gt;" in text
    assert "<script>" not in text.split("What is different today")[1].split("The text as it was")[0]
    assert 'data-label="Then">Lesson two</td><td data-label="Today">Lesson two, again</td>' in text


def test_the_law_then_and_now(place: Enrollment) -> None:
    teacher = member("instructor@north.example", "instructor", place.cohort.campus)
    facts = {"status": "superseded", "effective_on": date(2026, 11, 1), "note": "Replaced.", "source": "91 FR 1"}
    change_status(authority=Authority.objects.get(key="8 CFR 1292.1"), **facts, by=teacher)

    text = page(signed_in(place.student))

    assert ['data-label="Then">Current' in text, "Superseded" in text, "Replaced." in text] == [True, True, True]


def test_who_may_read_it(place: Enrollment) -> None:
    coordinator = member("coordinator@north.example", "coordinator", place.cohort.campus)
    add_authenticator_app(coordinator)
    stranger = enrolled_student("south", "student@south.example").student
    place.state, place.ended_at = "withdrawn", datetime(2026, 11, 1, tzinfo=UTC)
    place.save()
    path = f"/record/revisions/{Entry.objects.get().content_revision}/"
    LessonPage.objects.get(slug="two").program.unpublish()

    assert signed_in(place.student).get(path).status_code == 200, "their own evidence stays readable"
    assert signed_in(coordinator).get(path).status_code == 200
    assert signed_in(stranger).get(path).status_code == 404


def test_a_check_is_shown_without_its_key(place: Enrollment) -> None:
    snapshot = newest_snapshot(LessonPage.objects.get(slug="one").pk)

    text = signed_in(place.student).get(f"/record/revisions/{snapshot.public_id}/").content.decode()

    assert ["An accredited representative needs" in text, "<fieldset disabled>" in text, "8 CFR 1292.12(a)" in text] == [True, True, False]


def certified(place: Enrollment) -> Certificate:
    entries = [[entry.seq, entry.hash] for entry in Entry.objects.filter(student=place.student.public_id)]
    return Certificate.objects.create(
        code="c" * 32, number="N-1", student=place.student.public_id, enrollment=place.public_id, campus="north", track="law_and_skills",
        facts={"course": "Law"}, entries=entries, ledger_seq=1, ledger_hash="0" * 64, pdf=b"%PDF", pdf_sha256="0" * 64, issued_at=datetime.now(UTC),
        issued_by="x",
    )  # fmt: skip


def test_a_certificate_leads_to_what_was_taught(place: Enrollment) -> None:
    certificate = certified(place)
    client, path = signed_in(place.student), f"/record/certificates/{certificate.number}/entries/"
    client.get(path)

    with CaptureQueriesContext(connection) as captured:
        text = client.get(path).content.decode()

    assert f"/record/revisions/{Entry.objects.get().content_revision}/" in text
    assert len(captured) <= 12
    assert path in client.get("/record/").content.decode()
    other = enrolled_student("south", "student@south.example").student
    assert signed_in(other).get(path).status_code == 404


def test_the_same_words_published_again_have_not_changed(place: Enrollment, tmp_path: Path) -> None:
    write_course(tmp_path / "again")
    published_again(reviewer="not yet reviewed by an attorney")

    assert "Nothing has changed since" in page(signed_in(place.student))
