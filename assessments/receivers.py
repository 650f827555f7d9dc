"""Messages from our own rows: a question's version is read for citations when it is written, whichever door it came by."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from assessments.actions.index_citations import index_citations
from assessments.actions.index_question import index_question
from assessments.models import QuestionVersion


@receiver(post_save, sender=QuestionVersion, dispatch_uid="assessments.index_citations")
def read_version(sender: Any, instance: QuestionVersion, **kwargs: Any) -> None:
    index_citations(instance)


@receiver(post_save, sender=QuestionVersion, dispatch_uid="assessments.index_question")
def find_version(sender: Any, instance: QuestionVersion, **kwargs: Any) -> None:
    index_question(instance)
