"""What Wagtail promises authors works here: submitting, comments, locks, comparing, restoring, publishing on a day."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, Revision, TaskState
from wagtail.test.utils.form_data import inline_formset

from curriculum.actions.decide_review import decide_review
from curriculum.actions.publish_scheduled import publish_scheduled
from curriculum.models import ContentSnapshot, LessonPage, LessonReview, ModulePage, Recording
from curriculum.rules import peer_reviews_of
from lms.jobs.api import sweeps
from tests.factories.course import enrolled_student, load_course, signed_in
from tests.factories.lesson_form import form_as_loaded, lesson_form
from tests.factories.review import Reviewers, reviewers, rewrite, submit, waiting

pytestmark = pytest.mark.django_db
A_COMMENT = {"text": "Is this still the law?", "contentpath": "title", "position": "", "resolved": "", "id": "", "replies": inline_formset([])}


@pytest.fixture
def people(tmp_path: Path) -> Reviewers:
    load_course(tmp_path / "course")
    return reviewers(enrolled_student().campus)


def lesson(slug: str = "one") -> LessonPage:
    return LessonPage.objects.get(slug=slug)


def edit(slug: str = "one") -> str:
    return f"/cms/pages/{lesson(slug).pk}/edit/"


def act(client: Client, state: TaskState, action: str, slug: str = "one", **data: str):
    return client.post(f"/cms/pages/workflow/action/{lesson(slug).pk}/{action}/{state.pk}/", data)


def test_an_author_submits_and_another_approves_in_wagtail(people: Reviewers) -> None:
    author, peer = signed_in(people.author), signed_in(people.peer)
    assert "Submit for review" in author.get(edit()).text

    author.post(edit(), lesson_form(lesson(), words="To review.", **{"action-submit": "1"}))
    assert "Awaiting your review" in peer.get("/cms/").text
    act(peer, waiting("one"), "approve", comment="Fine.")

    review = LessonReview.objects.get()
    assert mail.outbox == [], "Wagtail sends no letters of its own during a request"
    assert [review.reviewer, review.submitted_by, review.comment] == [people.peer.public_id, people.author.public_id, "Fine."]
    assert waiting("one").task.specific.step == "attorney"


def test_wagtail_lets_nobody_approve_their_own_or_the_attorneys_step(people: Reviewers) -> None:
    author, peer = signed_in(people.author), signed_in(people.peer)
    state = submit("one", people.author)

    assert [act(author, state, "approve").status_code, waiting("one")] == [302, state]
    assert "Approve" not in author.get(edit()).text
    act(peer, state, "approve")
    assert act(peer, waiting("one"), "approve").status_code == 302
    assert [waiting("one").task.specific.step, LessonReview.objects.count()] == ["attorney", 1]


def test_the_number_of_another_review_in_the_address_opens_nothing(people: Reviewers) -> None:
    """Wagtail asks about the page of the address, and acts on the review of the address."""
    own = submit("two", people.author)
    submit("one", people.peer)
    author = signed_in(people.author)

    answer = act(author, own, "approve", slug="one")

    assert [answer.status_code, TaskState.objects.get(pk=own.pk).status, LessonReview.objects.count()] == [403, "in_progress", 0]


def test_a_lesson_before_an_attorney_is_locked_and_can_be_taken_back(people: Reviewers) -> None:
    decide_review(state=submit("one", people.author), by=people.peer, approve=True)
    author = signed_in(people.author)

    author.post(edit(), lesson_form(lesson(), words="Behind the lock.", **{"action-publish": "1"}))
    assert "Behind the lock." not in str(lesson().get_latest_revision().content["body"])
    lesson().current_workflow_state.cancel(user=people.author)
    author.post(edit(), lesson_form(lesson(), words="After all.", **{"action-publish": "1"}))

    assert [lesson().workflow_in_progress, "After all." in str(lesson().body.get_prep_value())] == [False, True]


def approval(loaded: int | None) -> dict[str, str]:
    """The button of the editor, pressed on the revision it was loaded with."""
    return {"action-workflow-action": "true", "workflow-action-name": "approve", "loaded_revision_id": str(loaded)}


def test_a_peer_decides_in_the_editor_about_the_newest_draft_only(people: Reviewers) -> None:
    peer = signed_in(people.peer)
    author = signed_in(people.author)
    author.post(edit(), lesson_form(lesson(), words="To review.", **{"action-submit": "1"}))
    loaded = lesson().latest_revision_id
    author.post(edit(), lesson_form(lesson(), words="Changed while the peer read."))
    newest = lesson().latest_revision_id

    peer.post(edit(), form_as_loaded(lesson(), **approval(loaded)))
    assert [waiting("one").task.specific.step, LessonReview.objects.count()] == ["peer", 0]
    peer.post(edit(), form_as_loaded(lesson(), **approval(newest)))

    assert waiting("one").task.specific.step == "attorney"
    assert "Changed while the peer read." in str(Revision.objects.get(pk=LessonReview.objects.get().revision[1:]).content["body"])


def test_who_reads_with_a_pencil_may_decide_and_who_changes_the_words_may_not(people: Reviewers) -> None:
    author, peer = signed_in(people.author), signed_in(people.peer)
    author.post(edit(), lesson_form(lesson(), words="To review.", **{"action-submit": "1"}))

    peer.post(edit(), form_as_loaded(lesson(), comments=[A_COMMENT]))
    assert [Comment.objects.get().user, lesson().get_latest_revision().user] == [people.peer, people.peer]
    assert peer_reviews_of(people.peer).exists()
    peer.post(edit(), lesson_form(lesson(), words="Mended by the reader."))
    assert not peer_reviews_of(people.peer).exists()
    peer.post(edit(), form_as_loaded(lesson(), **approval(lesson().latest_revision_id)))

    assert [waiting("one").task.specific.step, LessonReview.objects.count()] == ["peer", 0]


@pytest.mark.parametrize("selected", ["lesson", "module and what is below it"])
def test_bulk_publishing_leaves_alone_what_an_attorney_reads(selected: str, people: Reviewers) -> None:
    decide_review(state=submit("one", people.author, "Before the attorney."), by=people.peer, approve=True)
    page = lesson() if selected == "lesson" else ModulePage.objects.get()
    published = ContentSnapshot.objects.count()

    answer = signed_in(people.author).post(
        f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}&next=/cms/", {"include_descendants": "on"} if selected != "lesson" else {}, follow=True
    )

    assert "An attorney is asked to read “" in answer.text
    assert [ContentSnapshot.objects.count(), "Before the attorney." in str(lesson().body.get_prep_value())] == [published, False]


def test_an_author_comments_on_a_draft(people: Reviewers) -> None:
    signed_in(people.peer).post(edit(), lesson_form(lesson(), comments=[A_COMMENT]))

    comment = Comment.objects.get()
    assert [comment.text, comment.user, comment.page_id] == ["Is this still the law?", people.peer, lesson().pk]


def test_an_author_locks_a_lesson_against_others(people: Reviewers) -> None:
    author, peer = signed_in(people.author), signed_in(people.peer)

    author.post(f"/cms/pages/{lesson().pk}/lock/")
    peer.post(edit(), lesson_form(lesson(), words="Not mine to change."))
    assert [lesson().locked_by, "Not mine" in str(lesson().get_latest_revision().content["body"])] == [people.author, False]
    author.post(f"/cms/pages/{lesson().pk}/unlock/")
    peer.post(edit(), lesson_form(lesson(), words="Now it is."))

    assert "Now it is." in str(lesson().get_latest_revision().content["body"])


def test_revisions_are_compared_and_an_older_one_comes_back(people: Reviewers) -> None:
    author = signed_in(people.author)
    old = lesson().get_latest_revision()
    new = rewrite("one", "Entirely other words.").save_revision(user=people.author)

    compared = author.get(f"/cms/pages/{lesson().pk}/revisions/compare/{old.pk}...{new.pk}/").text
    assert ["Words to read." in compared, "Entirely other words." in compared] == [True, True]
    assert "Replace current draft" in author.get(f"/cms/pages/{lesson().pk}/revisions/{old.pk}/revert/").text
    author.post(edit(), lesson_form(lesson(), words="Words to read.", revision=str(old.pk)))

    assert "Words to read." in str(lesson().get_latest_revision().content["body"])
    assert lesson().revisions.count() == 3, "what was between is kept"


@pytest.mark.parametrize("slug", ["one", "planned"])
def test_a_scheduled_lesson_is_frozen_when_it_goes_live_and_not_before(slug: str, people: Reviewers) -> None:
    if slug == "planned":
        ModulePage.objects.get().add_child(instance=LessonPage(title="Planned", slug="planned", minutes=5, live=False)).save_revision()
    before = ContentSnapshot.objects.filter(lesson__slug=slug).count()
    soon = timezone.now() + timedelta(minutes=5)
    draft = lesson(slug).get_latest_revision_as_object()
    draft.title, draft.go_live_at = "Later", soon
    draft.save_revision(user=people.author).publish(user=people.author)
    publish_scheduled()
    assert [ContentSnapshot.objects.filter(lesson__slug=slug).count(), lesson(slug).live] == [before, slug == "one"]

    lesson(slug).revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    revision = lesson(slug).revisions.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    revision.save()
    sweeps.get("curriculum.publish_scheduled").function()

    newest = ContentSnapshot.objects.filter(lesson__slug=slug).last()
    assert [lesson(slug).live, newest.title, newest.revision] == [True, "Later", f"r{revision.pk}"]


def test_a_lesson_cannot_be_deleted_once_somebody_reviewed_it(people: Reviewers) -> None:
    draft = ModulePage.objects.get().add_child(instance=LessonPage(title="Draft", slug="draft", minutes=5, live=False))
    draft.save_revision(user=people.author)
    draft.get_workflow().start(draft, people.author)
    decide_review(state=waiting("draft"), by=people.peer, approve=False, comment="Write it first.")

    answer = signed_in(people.author).post(f"/cms/pages/{draft.pk}/delete/", follow=True)

    assert "somebody reviewed it, so it is kept" in answer.text


@pytest.mark.parametrize("facts", [{"transcript": ""}, {"captions": ""}])
def test_no_recording_without_its_words_can_be_put_into_a_lesson(facts: dict, people: Reviewers) -> None:
    """Lessons choose recordings; one without transcript, or a video without captions, cannot exist to be chosen."""
    recording = Recording(title="Intake", type="video", file="media/x.mp4", duration=1, **{"transcript": "Said.", "captions": "captions/x.vtt", **facts})

    with pytest.raises(IntegrityError):
        recording.save()


def test_a_new_lesson_is_submitted_at_once_and_a_module_never(people: Reviewers) -> None:
    author, module = signed_in(people.author), ModulePage.objects.get()
    add = f"/cms/pages/add/curriculum/lessonpage/{module.pk}/"
    assert "Submit for review" in author.get(add).text

    author.post(add, lesson_form(words="New.", **{"action-submit": "1"}))

    assert waiting("new-lesson").workflow_state.requested_by == people.author
    assert "Submit for review" not in author.get(f"/cms/pages/{module.pk}/edit/").text
    assert author.post(f"/cms/pages/{module.pk}/edit/", {"action-submit": "1"}).status_code == 200, "an ordinary save, here with faults"
