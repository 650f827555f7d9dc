"""Reading notices."""

from datetime import datetime

from lms.notices.kinds import kind_called
from lms.notices.models import Notice


def notice_called(public_id: str) -> Notice | None:
    return Notice.objects.filter(public_id=public_id).first()


def unread_count(person_id: str) -> int:
    """How many notices the person (public id) has not opened."""
    return Notice.objects.filter(person=person_id, read_at__isnull=True).count()


def label_of(notice: Notice) -> str:
    """What heads the notice; a kind that no app registers any more has no heading."""
    known = kind_called(notice.kind)
    return known.label if known else ""


def told_keys(kind: str, since: datetime) -> set[str]:
    """The keys of what anybody was told of ``kind`` since then, so that a sweep need not tell it again."""
    return set(Notice.objects.filter(kind=kind, created_at__gte=since).values_list("key", flat=True))
