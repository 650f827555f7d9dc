"""Giving the notices of an announcement, and finding those whose moment has come."""

from curriculum.actions.write_announcement import ask_to_tell
from curriculum.models import Announcement, EnrollmentState
from curriculum.queries.announcements import announcement_called, announcements_to_tell
from lms.core.clock import now
from lms.notices.api import notify


def tell_announcement(public_id: str) -> int:
    """Give everybody with an active place their notice of an announcement that is visible; how many there are.

    Running twice, or from the start after being cut off, tells nobody twice. One that was taken back is not told.
    """
    announcement = announcement_called(public_id)
    if announcement is None or announcement.taken_back_at or announcement.told_at or announcement.visible_from > now():
        return 0
    places = announcement.cohort.enrollments.filter(state=EnrollmentState.ACTIVE, student__is_active=True).select_related("student")
    for place in places:
        notify(
            place.student, "curriculum.announced", subject_line=f"Announcement: {announcement.title}",
            text=f"There is something new to read for {announcement.cohort.name}.", url=f"/announcements/{announcement.public_id}/",
            key=f"announcement:{announcement.public_id}", by_mail=place.student.has_joined,
        )  # fmt: skip
    Announcement.objects.filter(pk=announcement.pk, told_at__isnull=True).update(told_at=now())
    return len(places)


def tell_due_announcements() -> int:
    """The sweep: ask for the notices of announcements whose moment has come; how many."""
    due = list(announcements_to_tell(now())[:100])
    for announcement in due:
        ask_to_tell(announcement)
    return len(due)
