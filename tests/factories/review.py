"""People who review a lesson, and a lesson that waits for them."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import TaskState

from curriculum.actions.decide_review import decide_review
from curriculum.models import LessonPage, LessonReview
from lms.people.models import Campus, User
from tests.factories.course import member


@dataclass
class Reviewers:
    """An author who submits, another author, and an attorney of the same campus."""

    author: User
    peer: User
    attorney: User


def reviewers(campus: Campus) -> Reviewers:
    at = f"@{campus.slug}.example"
    found = Reviewers(member(f"author{at}", "instructor", campus), member(f"peer{at}", "instructor", campus), member(f"attorney{at}", "attorney", campus))
    names = {"author": ("Rosa", "Silva"), "peer": ("Joon", "Kim"), "attorney": ("Daria", "Petrov")}
    for key, (first, last) in names.items():
        User.objects.filter(pk=getattr(found, key).pk).update(legal_first_name=first, legal_last_name=last)
        setattr(found, key, User.objects.get(pk=getattr(found, key).pk))
    return found


def rewrite(slug: str, words: str, **facts: Any) -> LessonPage:
    """The lesson's draft with its first text changed, not saved."""
    lesson: LessonPage = LessonPage.objects.get(slug=slug).get_latest_revision_as_object()
    raw = list(lesson.body.get_prep_value())
    raw[0] = {"type": "markdown", "value": {"source": words, "html": f"<p>{words}</p>"}}
    lesson.body = lesson._meta.get_field("body").to_python(raw)
    for name, value in facts.items():
        setattr(lesson, name, value)
    return lesson


def submit(slug: str, by: User, words: str = "", **facts: Any) -> TaskState:
    """Submit the lesson for review, with other words if given; the step it waits in."""
    lesson = rewrite(slug, words or "Words to review.", **facts)
    lesson.save_revision(user=by)
    lesson.get_workflow().start(lesson, by)
    return waiting(slug)


def waiting(slug: str) -> TaskState:
    """The step of review in which the lesson waits."""
    return TaskState.objects.get(workflow_state__object_id=str(LessonPage.objects.get(slug=slug).pk), status=TaskState.STATUS_IN_PROGRESS)


def approve_all(slug: str, people: Reviewers, words: str = "", **facts: Any) -> LessonReview:
    """Submit, approve, approve: the lesson is published; the attorney's decision."""
    decide_review(state=submit(slug, people.author, words, **facts), by=people.peer, approve=True)
    return decide_review(state=waiting(slug), by=people.attorney, approve=True, licensed_in="Massachusetts")
