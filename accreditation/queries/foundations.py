"""Whose credited minutes rest on which content."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accreditation.models import Entry
from accreditation.models.entry import Kind


def students_credited_on(canonicals: Iterable[str], snapshots: QuerySet[Any]) -> QuerySet[Any]:
    """Public ids of students with an entry, not reversed since, on one of the snapshots."""
    reversal = Entry.objects.filter(kind=Kind.REVERSAL, student=OuterRef("student"), reverses=OuterRef("seq"))
    standing = Entry.objects.filter(content_revision__in=snapshots).exclude(kind=Kind.REVERSAL).exclude(Exists(reversal))
    return standing.order_by().values("student")
