"""Two people besides the author read a lesson; what they decide is written down truthfully and moves it on."""

import json
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from wagtail.models import Page, TaskState, Workflow, WorkflowPage

from curriculum.actions.decide_review import decide_review
from curriculum.actions.enroll import close_cohort
from curriculum.models import Cohort, LessonPage, LessonReview, ModulePage
from curriculum.queries.snapshots import newest_snapshot
from curriculum.rules import attorney_reviews_of, peer_reviews_of
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.waiting import waiting_for
from lms.notices.models import Notice
from lms.people.models import Campus, Membership, User
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.review import Reviewers, approve_all, reviewers, rewrite, submit, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(tmp_path: Path) -> Reviewers:
    load_course(tmp_path / "course")
    return reviewers(enrolled_student().campus)


def review_in_snapshot(slug: str = "one") -> dict:
    snapshot = newest_snapshot(LessonPage.objects.get(slug=slug).pk)
    assert snapshot is not None
    return json.loads(snapshot.body)["review"]


def test_every_lesson_is_reviewed_in_two_steps_and_nothing_else_is(people: Reviewers) -> None:
    workflow = LessonPage.objects.get(slug="two").get_workflow()

    assert [task.name for task in workflow.tasks] == ["Peer review", "Attorney review"]
    assert ModulePage.objects.get().has_workflow is False
    assert [Workflow.objects.filter(active=True).count(), WorkflowPage.objects.count()] == [1, 0]


def test_two_approvals_publish_exactly_what_was_read(people: Reviewers) -> None:
    review = approve_all("one", people, "What the law says.")

    lesson = LessonPage.objects.get(slug="one")
    assert "What the law says." in json.dumps(lesson.body.get_prep_value())
    assert [lesson.live, lesson.has_unpublished_changes, f"r{lesson.live_revision_id}"] == [True, False, review.revision]
    assert newest_snapshot(lesson.pk).revision == review.revision
    said = review_in_snapshot()
    assert said["reviewer"] == "Daria Petrov, attorney (Massachusetts)"
    assert [said["last_reviewed"], said["changed_since_review"], said["reviewed_revision"]] == [review.decided_on.isoformat(), False, review.revision]


def test_nobody_decides_about_what_they_submitted(people: Reviewers) -> None:
    state = submit("one", people.author)

    with pytest.raises(Forbidden):
        decide_review(state=state, by=people.author, approve=True)

    assert [list(peer_reviews_of(people.author)), list(peer_reviews_of(people.peer))] == [[], [state]]
    assert not LessonReview.objects.exists()


def test_an_attorney_who_also_writes_decides_nothing_of_their_own(people: Reviewers) -> None:
    """One person may hold both roles; then they take one part in a lesson, not two."""
    for person in (people.author, people.peer):
        Membership.objects.create(user=person, campus=Campus.objects.get(), role="attorney")
    decide_review(state=submit("one", people.author), by=people.peer, approve=True)
    state = waiting("one")

    for person in (people.author, people.peer):
        fresh = User.objects.get(pk=person.pk)
        with pytest.raises(Forbidden):
            decide_review(state=state, by=fresh, approve=True, licensed_in="Ohio")
        assert not attorney_reviews_of(fresh).exists()
    assert attorney_reviews_of(people.attorney).get() == state


def test_who_wrote_part_of_the_text_is_not_its_attorney(people: Reviewers) -> None:
    Membership.objects.create(user=people.attorney, campus=Campus.objects.get(), role="instructor")
    both = User.objects.get(pk=people.attorney.pk)
    rewrite("one", "Mine.").save_revision(user=both)
    decide_review(state=submit("one", people.author, "Theirs, upon mine."), by=people.peer, approve=True)

    assert not attorney_reviews_of(both).exists()


def test_words_published_without_review_are_still_under_review(people: Reviewers) -> None:
    Membership.objects.create(user=people.attorney, campus=Campus.objects.get(), role="instructor")
    both = User.objects.get(pk=people.attorney.pk)
    rewrite("one", "Mine, unread.").save_revision(user=both).publish(user=both)
    decide_review(state=submit("one", people.author, "Theirs, upon mine."), by=people.peer, approve=True)

    with pytest.raises(Forbidden):
        decide_review(state=waiting("one"), by=both, approve=True, licensed_in="Ohio")


def test_words_an_attorney_approved_bind_nobody_any_more(people: Reviewers) -> None:
    approve_all("one", people, "Approved words.")

    state = submit("one", people.peer, "New words.")

    assert peer_reviews_of(people.author).get() == state


def test_who_wrote_part_of_the_text_is_not_its_peer(people: Reviewers) -> None:
    rewrite("one", "Mine.").save_revision(user=people.peer)
    state = submit("one", people.author, "Theirs, upon mine.")

    with pytest.raises(Forbidden):
        decide_review(state=state, by=people.peer, approve=True)
    assert not peer_reviews_of(people.peer).exists()


def test_who_submits_again_after_comments_decides_nothing_either(people: Reviewers) -> None:
    decide_review(state=submit("one", people.author), by=people.peer, approve=False, comment="Cite the rule.")
    lesson = rewrite("one", "With the rule.")
    lesson.save_revision(user=people.peer)
    lesson.current_workflow_state.resume(people.peer)

    assert [list(peer_reviews_of(person)) for person in (people.author, people.peer)] == [[], []]


def test_only_people_of_campuses_that_teach_the_program_review_it(people: Reviewers) -> None:
    south = Campus.objects.create(slug="south", name="South", time_zone="America/New_York")
    strangers = [member("i@south.example", "instructor", south), member("a@south.example", "attorney", south)]
    strangers.append(member("c@north.example", "coordinator", Campus.objects.get(slug="north")))
    state = submit("one", people.author)

    for stranger in strangers:
        with pytest.raises(Forbidden):
            decide_review(state=state, by=stranger, approve=True)
    decide_review(state=state, by=people.peer, approve=True)
    administrator = member("admin@north.example", "administrator", south)
    for stranger in [*strangers, administrator]:
        with pytest.raises(Forbidden):
            decide_review(state=waiting("one"), by=stranger, approve=True, licensed_in="Ohio")


def test_a_returned_lesson_comes_back_to_the_same_step(people: Reviewers) -> None:
    decide_review(state=submit("one", people.author), by=people.peer, approve=True)
    decide_review(state=waiting("one"), by=people.attorney, approve=False, comment="The deadline is one year.")
    lesson = rewrite("one", "The deadline is one year.")
    lesson.save_revision(user=people.author)

    lesson.current_workflow_state.resume(people.author)

    assert waiting("one").task.specific.step == "attorney"
    assert [review.verdict for review in lesson.reviews.all()] == ["approved", "returned"]
    assert "Words to review." not in json.dumps(LessonPage.objects.get(slug="one").body.get_prep_value()), "nothing was published"


@pytest.mark.parametrize(
    ("facts", "said"), [({"approve": False, "comment": "  "}, "what has to change"), ({"approve": True, "licensed_in": " "}, "admitted")]
)  # fmt: skip
def test_what_is_missing_is_asked_for(facts: dict, said: str, people: Reviewers) -> None:
    decide_review(state=submit("one", people.author), by=people.peer, approve=True)

    with pytest.raises(Invalid, match=said):
        decide_review(state=waiting("one"), by=people.attorney, **facts)

    assert waiting("one").status == TaskState.STATUS_IN_PROGRESS


def test_a_decision_is_made_once_and_about_the_text_that_was_read(people: Reviewers) -> None:
    first = submit("one", people.author)
    decide_review(state=first, by=people.peer, approve=True)
    with pytest.raises(Conflict, match="no longer open"):
        decide_review(state=first, by=people.peer, approve=True)
    seen = f"r{LessonPage.objects.get(slug='one').latest_revision_id}"
    rewrite("one", "Changed behind the lock.").save_revision()

    with pytest.raises(Conflict, match="changed while you read"):
        decide_review(state=waiting("one"), by=people.attorney, approve=True, licensed_in="Ohio", revision=seen)


def test_a_peer_approves_the_newest_text_though_authors_went_on_writing(people: Reviewers) -> None:
    state = submit("one", people.author, "First words.")
    newer = rewrite("one", "Better words.").save_revision(user=people.author)

    with pytest.raises(Conflict, match="changed while you read"):
        decide_review(state=state, by=people.peer, approve=True)
    review = decide_review(state=state, by=people.peer, approve=True, revision=f"r{newer.pk}")

    assert [review.revision, waiting("one").revision_id] == [f"r{newer.pk}", newer.pk]


def test_reviewers_and_author_are_told(people: Reviewers) -> None:
    state = submit("one", people.author)
    decide_review(state=state, by=people.peer, approve=True)

    told = list(Notice.objects.order_by("pk").values_list("person", "kind", "url"))
    lesson = LessonPage.objects.get(slug="one")
    edit, own = f"/cms/pages/{lesson.pk}/edit/", f"/teach/reviews/{lesson.public_id}/"
    assert told == [
        (people.peer.public_id, "curriculum.review_wanted", edit), (people.attorney.public_id, "curriculum.review_wanted", own),
        (people.author.public_id, "curriculum.review_decided", edit),
    ]  # fmt: skip
    assert [(work.count, work.url) for work in waiting_for(people.attorney)] == [(1, "/teach/reviews/")]


def test_publishing_without_review_says_so(people: Reviewers) -> None:
    rewrite("one", "Not reviewed.").save_revision(user=people.author).publish(user=people.author)

    assert [review_in_snapshot()["reviewer"], review_in_snapshot()["changed_since_review"]] == ["not yet reviewed by an attorney", False]


def test_a_closed_cohort_still_makes_its_campus_teach_the_program(people: Reviewers) -> None:
    close_cohort(cohort=Cohort.objects.get(), by=member("admin@north.example", "administrator", Campus.objects.get()))

    assert peer_reviews_of(people.peer).filter(pk=submit("one", people.author).pk).exists()


def test_the_database_refuses_a_review_of_ones_own(people: Reviewers) -> None:
    facts = {"lesson": LessonPage.objects.get(slug="one"), "step": "peer", "verdict": "approved", "revision": "r1", "taught_sha256": "0" * 64, "workflow": 1}
    facts |= {"reviewer_name": "X", "decided_at": "2026-11-28T00:00:00Z", "decided_on": "2026-11-28"}
    wrong = [
        {"reviewer": "a", "submitted_by": "a"}, {"reviewer": "a", "verdict": "returned"}, {"reviewer": "a", "step": "attorney"},
        {"reviewer": "a", "licensed_in": "Ohio"}, {"reviewer": "a", "step": "judge"},
    ]  # fmt: skip

    for number, one in enumerate(wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            LessonReview.objects.create(**{**facts, **one, "task_state": number})
    LessonReview.objects.create(**facts, reviewer="a", task_state=98)
    with pytest.raises(IntegrityError), transaction.atomic():
        LessonReview.objects.create(**facts, reviewer="a", task_state=99)  # the same person in both steps


def test_what_was_reviewed_is_kept(people: Reviewers) -> None:
    draft = ModulePage.objects.get().add_child(instance=LessonPage(title="Draft", slug="draft", minutes=5, live=False))
    draft.save_revision(user=people.author)
    draft.get_workflow().start(draft, people.author)
    decide_review(state=waiting("draft"), by=people.peer, approve=False, comment="Write it first.")

    with pytest.raises(ProtectedError):
        Page.objects.get(pk=draft.pk).delete()
