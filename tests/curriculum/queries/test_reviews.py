"""What a page says of its review never lies: the mark belongs to words, not to a date."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import TaskState

from curriculum.models import Authority, GlossaryTerm, LessonPage, Recording
from curriculum.queries.reviews import lessons_due, review_mark, taught_sha256, waiting_reviews
from curriculum.rules import peer_reviews_of
from tests.factories.course import enrolled_student, load_course, signed_in
from tests.factories.review import Reviewers, approve_all, reviewers, rewrite, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(tmp_path: Path) -> Reviewers:
    load_course(tmp_path / "course")
    return reviewers(enrolled_student().campus)


def published(slug: str = "one") -> LessonPage:
    return LessonPage.objects.get(slug=slug)


def test_the_mark_follows_the_words_through_every_change(people: Reviewers) -> None:
    assert review_mark(published()).is_reviewed is False

    approve_all("one", people, "The law in 2026.")
    assert [review_mark(published()).is_reviewed, review_mark(published()).changed_since] == [True, False]

    rewrite("one", "The law in 2027.").save_revision().publish()
    assert [review_mark(published()).reviewer, review_mark(published()).changed_since] == ["Daria Petrov, attorney (Massachusetts)", True]

    rewrite("one", "The law in 2026.").save_revision().publish()
    assert review_mark(published()).changed_since is False, "the words that were reviewed are back"


@pytest.mark.parametrize(
    ("facts", "changed"),
    [
        ({"minutes": 12}, False), ({"credit_mode": "none"}, False), ({"review_by": date(2027, 1, 1)}, False), ({"last_reviewed": date(2027, 1, 1)}, False),
        ({"title": "Another title"}, True), ({"objectives": "Know more."}, True),
    ],
)  # fmt: skip
def test_only_what_is_taught_counts_as_a_change(facts: dict, changed: bool, people: Reviewers) -> None:
    approve_all("one", people, "The law.")

    rewrite("one", "The law.", **facts).save_revision().publish()

    assert review_mark(published()).changed_since is changed


def test_line_breaks_and_ids_are_no_change_but_the_key_of_a_check_is(people: Reviewers) -> None:
    lesson = published()
    before, raw = taught_sha256(lesson), list(lesson.body.get_prep_value())
    raw[0]["value"]["source"] = raw[0]["value"]["source"].replace(" ", "\r\n")
    raw[0]["id"] = "0" * 32
    lesson.body = lesson._meta.get_field("body").to_python(raw)
    assert taught_sha256(lesson) == before

    check = next(block for block in raw if block["type"] == "true_false_check")
    check["value"]["answer"] = "false"
    lesson.body = lesson._meta.get_field("body").to_python(raw)

    assert taught_sha256(lesson) != before


def with_chosen(kind: str, chosen: object) -> LessonPage:
    """Lesson one with a block that chooses something."""
    lesson = published()
    facts = {"definition": {"term": chosen}, "audio": {"recording": chosen, "caption": ""}, "image": {"image": chosen, "alt": "A map", "caption": ""}}
    facts |= {"download": {"document": chosen, "title": "A form"}, "authority": {"authority": chosen, "source": "It says so.", "html": ""}}
    lesson.body = [(KINDS[kind], facts[kind])]
    lesson.save()
    return published()


KINDS = {"definition": "term", "audio": "audio", "image": "image", "download": "download", "authority": "authority"}


@pytest.mark.parametrize(
    ("kind", "make", "change"),
    [
        ("definition", lambda: GlossaryTerm.objects.create(slug="notario", term="Notario", definition="No attorney."), {"definition": "An attorney."}),
        ("audio", lambda: Recording.objects.create(title="Intake", type="audio", duration=1, file="media/a.mp3", transcript="Say no."), {"transcript": "Yes."}),
        ("audio", lambda: Recording.objects.create(title="Intake", type="audio", duration=1, file="media/a.mp3", transcript="Say no."), {"captions": "VTT"}),
        ("image", lambda: get_image_model().objects.create(title="Map", file=get_test_image_file(), width=1, height=1), {"file_hash": "0" * 40}),
        ("download", lambda: get_document_model().objects.create(title="Form", file=ContentFile(b"old", name="f.pdf")), {"file_hash": "0" * 40}),
        ("authority", lambda: Authority.objects.get(key="8 CFR 1292.1"), {"citation": "8 CFR 1292.11"}),
        ("authority", lambda: Authority.objects.get(key="8 CFR 1292.1"), {"title": "Something else"}),
    ],
)
def test_the_words_behind_what_a_block_chooses_are_under_review_too(kind: str, make: Any, change: dict, people: Reviewers) -> None:
    chosen = make()
    before = taught_sha256(with_chosen(kind, chosen))
    assert taught_sha256(published()) == before
    if "captions" in change:
        change = {"captions": default_storage.save("captions/a.vtt", ContentFile(b"WEBVTT\n\nother"))}

    type(chosen).objects.filter(pk=chosen.pk).update(**change)

    assert taught_sha256(published()) != before


def test_the_words_of_listed_authorities_are_under_review(people: Reviewers) -> None:
    lesson = published()
    before = taught_sha256(lesson)
    row = lesson.authorities.first()
    assert row is not None

    Authority.objects.filter(pk=row.authority_id).update(citation="8 CFR 9999.9")

    assert taught_sha256(published()) != before


def test_a_draft_says_as_much_as_what_is_published(people: Reviewers) -> None:
    approve_all("one", people, "The law.")
    draft = rewrite("one", "Newer law.")

    assert [review_mark(draft).changed_since, review_mark(published()).changed_since] == [True, False]


def test_students_read_who_reviewed_what_they_read(people: Reviewers) -> None:
    student = signed_in(published().program.cohorts.get().enrollments.get().student)

    def shown() -> str:
        return student.get("/learn/small-course/first-module/one/").text

    assert "Last checked Nov 20, 2026, not yet reviewed by an attorney." in shown()
    approve_all("one", people, "The law.")
    assert "by Daria Petrov, attorney (Massachusetts)." in shown()
    rewrite("one", "Other law.").save_revision().publish()
    assert "by Daria Petrov, attorney (Massachusetts); changed since." in shown()
    assert "Changed since its review" in shown()


def test_lessons_come_due_thirty_days_before_their_day(people: Reviewers) -> None:
    today = timezone.localdate()
    days = {"one": today + timedelta(days=30), "two": today + timedelta(days=31)}
    for slug, day in days.items():
        LessonPage.objects.filter(slug=slug).update(review_by=day)

    assert [lesson.slug for lesson in lessons_due(people.author, today)] == ["one"]
    assert [lesson.slug for lesson in lessons_due(people.author, today + timedelta(days=1))] == ["one", "two"]
    assert not lessons_due(people.attorney, today).exists()


def test_a_list_of_reviews_costs_the_same_for_one_and_for_two(people: Reviewers) -> None:
    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            return len(waiting_reviews(peer_reviews_of(people.peer))), len(captured)

    submit("one", people.author)
    assert cost()[0] == 1
    before = cost()[1]
    submit("two", people.author)

    assert cost() == (2, before)
    assert TaskState.objects.count() == 2
