"""Messages from Wagtail: a published lesson is frozen."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from curriculum.actions.take_snapshot import take_snapshot
from curriculum.models import LessonPage


@receiver(page_published, sender=LessonPage, dispatch_uid="curriculum.freeze_lesson")
def freeze_lesson(sender: Any, instance: LessonPage, revision: Any = None, **kwargs: Any) -> None:
    take_snapshot(instance, f"r{revision.pk}" if revision else "r0")
