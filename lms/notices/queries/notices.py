"""Reading notices."""

from lms.notices.kinds import notice_kinds
from lms.notices.models import Notice


def notice_called(public_id: str) -> Notice | None:
    return Notice.objects.filter(public_id=public_id).first()


def unread_count(person_id: str) -> int:
    """How many notices the person (public id) has not opened."""
    return Notice.objects.filter(person=person_id, read_at__isnull=True).count()


def label_of(notice: Notice) -> str:
    """What heads the notice; a kind that no app registers any more has no heading."""
    return notice_kinds.get(notice.kind).label if notice.kind in notice_kinds else ""
