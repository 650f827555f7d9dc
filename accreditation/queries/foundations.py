"""Whose credited minutes rest on which content."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from accreditation.models import Entry
from accreditation.models.entry import Kind


def students_credited_on(canonicals: Iterable[str], snapshots: Iterable[str]) -> Iterable[str]:
    """Public ids of students with an entry, not reversed since, on one of the snapshots."""
    reversal = Entry.objects.filter(kind=Kind.REVERSAL, student=OuterRef("student"), reverses=OuterRef("seq"))
    standing = Entry.objects.filter(content_revision__in=list(snapshots)).exclude(kind=Kind.REVERSAL).exclude(Exists(reversal))
    return standing.values_list("student", flat=True).distinct()
