"""Messages from Wagtail: a published lesson is frozen."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.signals import page_published

from curriculum.actions.take_snapshot import take_snapshot
from curriculum.models import LessonPage, ModulePage, ProgramPage
from lms.core.markdown import render_markdown


@receiver(page_published, sender=LessonPage, dispatch_uid="curriculum.freeze_lesson")
def freeze_lesson(sender: Any, instance: LessonPage, revision: Any = None, **kwargs: Any) -> None:
    take_snapshot(instance, f"r{revision.pk}" if revision else "r0")


@receiver(pre_save, sender=ModulePage, dispatch_uid="curriculum.render_introduction")
def render_introduction(sender: Any, instance: ModulePage, **kwargs: Any) -> None:
    instance.introduction_html = render_markdown(instance.introduction)


@receiver(pre_save, sender=ProgramPage, dispatch_uid="curriculum.render_description")
def render_description(sender: Any, instance: ProgramPage, **kwargs: Any) -> None:
    instance.description_html = render_markdown(instance.description)
