"""Messages from our own rows (a question's version is read for citations when it is written, whichever door it came by), and from curriculum."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from assessments.actions.carry_accommodations import carry_accommodations
from assessments.actions.carry_exemptions import carry_exemptions
from assessments.actions.index_citations import index_citations
from assessments.actions.index_question import index_question
from assessments.models import QuestionVersion
from curriculum.signals import student_moved


@receiver(post_save, sender=QuestionVersion, dispatch_uid="assessments.index_citations")
def read_version(sender: Any, instance: QuestionVersion, **kwargs: Any) -> None:
    index_citations(instance)


@receiver(post_save, sender=QuestionVersion, dispatch_uid="assessments.index_question")
def find_version(sender: Any, instance: QuestionVersion, **kwargs: Any) -> None:
    index_question(instance)


@receiver(student_moved, dispatch_uid="assessments.carry_along")
def carry_along(sender: Any, origin: Any, enrollment: Any, by: Any, **kwargs: Any) -> None:
    carry_accommodations(origin=origin, enrollment=enrollment, by=by)
    carry_exemptions(origin=origin, enrollment=enrollment, by=by)
