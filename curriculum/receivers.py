"""Messages from Wagtail and people: a published lesson is frozen and can be found, and a program's authors are those who teach it."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Revision, TaskState
from wagtail.signals import page_published, page_unpublished, task_submitted

from curriculum.actions import index_search
from curriculum.actions.ask_for_review import ask_for_review
from curriculum.actions.change_status import open_case
from curriculum.actions.decide_review import decide_review
from curriculum.actions.index_term import index_term
from curriculum.actions.record_writing import is_of_lesson, record_writing
from curriculum.actions.sync_authors import sync_authors
from curriculum.actions.take_snapshot import take_snapshot
from curriculum.actions.use_join_link import settle_link_uses
from curriculum.models import Authority, AuthorityStatusChange, Cohort, GlossaryTerm, LessonPage, ModulePage, PeerReviewTask, ProgramPage
from curriculum.signals import peer_review_given
from lms.core.markdown import render_markdown
from lms.people.api import Membership


@receiver(page_published, sender=LessonPage, dispatch_uid="curriculum.freeze_lesson")
def freeze_lesson(sender: Any, instance: LessonPage, revision: Any = None, **kwargs: Any) -> None:
    """Wagtail sends this also when a lesson is only scheduled: nobody reads it yet, so there is nothing to freeze."""
    if not instance.live:
        return
    with transaction.atomic():
        take_snapshot(instance, f"r{revision.pk}" if revision else "r0")
        index_search.index_lesson(instance)


@receiver(page_unpublished, sender=LessonPage, dispatch_uid="curriculum.forget_lesson")
def forget_lesson(sender: Any, instance: LessonPage, **kwargs: Any) -> None:
    index_search.index_lesson(instance)


@receiver(peer_review_given, sender=PeerReviewTask, dispatch_uid="curriculum.decide_peer_review")
def decide_peer_review(sender: Any, state: TaskState, by: Any, approve: bool, comment: str, **kwargs: Any) -> None:
    decide_review(state=state, by=by, approve=approve, comment=comment)


@receiver(post_save, sender=Revision, dispatch_uid="curriculum.record_writing")
def name_writers(sender: Any, instance: Revision, **kwargs: Any) -> None:
    if is_of_lesson(instance):
        record_writing(instance)


@receiver(task_submitted, dispatch_uid="curriculum.ask_for_review")
def ask_reviewers(sender: Any, instance: TaskState, **kwargs: Any) -> None:
    ask_for_review(instance)


@receiver(pre_save, sender=ModulePage, dispatch_uid="curriculum.render_introduction")
def render_introduction(sender: Any, instance: ModulePage, **kwargs: Any) -> None:
    instance.introduction_html = render_markdown(instance.introduction)


@receiver(pre_save, sender=ProgramPage, dispatch_uid="curriculum.render_description")
def render_description(sender: Any, instance: ProgramPage, **kwargs: Any) -> None:
    instance.description_html = render_markdown(instance.description)


@receiver(post_save, sender=GlossaryTerm, dispatch_uid="curriculum.read_term")
def read_term(sender: Any, instance: GlossaryTerm, **kwargs: Any) -> None:
    index_term(instance)
    index_search.index_term(instance)


@receiver(post_delete, sender=GlossaryTerm, dispatch_uid="curriculum.forget_term")
def forget_term(sender: Any, instance: GlossaryTerm, **kwargs: Any) -> None:
    index_search.forget("term", str(instance.pk))


@receiver(post_save, sender=Authority, dispatch_uid="curriculum.index_authority")
def index_authority(sender: Any, instance: Authority, **kwargs: Any) -> None:
    index_search.index_authority(instance)


@receiver(post_delete, sender=Authority, dispatch_uid="curriculum.forget_authority")
def forget_authority(sender: Any, instance: Authority, **kwargs: Any) -> None:
    index_search.forget("authority", str(instance.pk))


@receiver(post_save, sender=AuthorityStatusChange, dispatch_uid="curriculum.follow_law")
def follow_law(sender: Any, instance: AuthorityStatusChange, **kwargs: Any) -> None:
    """A change recorded by a curriculum folder opens its case as one recorded on the screen does."""
    open_case(change=instance)


@receiver(post_save, sender=Cohort, dispatch_uid="curriculum.follow_cohort")
def follow_cohort(sender: Any, instance: Cohort, **kwargs: Any) -> None:
    sync_authors()


@receiver(post_save, sender=Membership, dispatch_uid="curriculum.follow_teacher")
def follow_teacher(sender: Any, instance: Membership, **kwargs: Any) -> None:
    """Students come by the hundred and author nothing."""
    if instance.role == "instructor":
        sync_authors()


@receiver(user_logged_in, dispatch_uid="curriculum.settle_links")
def settle_links(sender: Any, user: Any, **kwargs: Any) -> None:
    """Newcomers who followed a link get their place when they first sign in."""
    settle_link_uses(user)
