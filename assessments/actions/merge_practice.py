"""Carrying what an account that is merged has practiced. Attempts need nothing: they belong to places, which have moved (decision 125)."""

from typing import Any

from django.db import transaction

from assessments.models import PracticeCard


@transaction.atomic
def merge_practice(kept: Any, merged: Any, merge: Any, by: Any) -> None:
    """A question keeps one box: that of the kept account where it has one."""
    own = PracticeCard.objects.filter(student=kept).values("question")
    PracticeCard.objects.filter(student=merged).exclude(question__in=list(own.values_list("question", flat=True))).update(student=kept)
