"""What curriculum adds to the registers of lower apps."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from curriculum import rules
from curriculum.actions.publish_scheduled import publish_scheduled
from curriculum.models import LawChangeItem
from curriculum.queries.reviews import lessons_due
from lms.audit.api import register_event_kind
from lms.core import navigation, waiting
from lms.core.waiting import Waiting
from lms.jobs.api import register_sweep
from lms.notices.api import register_notice_kind

register_event_kind("curriculum.student_enrolled", "{actor} enrolled {student} in {cohort}")
register_event_kind("curriculum.enrollment_ended", "{actor} ended the enrollment of {student} in {cohort}: {reason}")
register_event_kind("curriculum.cohort_opened", "{actor} opened {cohort}")
register_event_kind("curriculum.cohort_closed", "{actor} closed {cohort}")
register_event_kind("curriculum.lesson_completed", "{student} completed {title}")
register_event_kind("curriculum.law_changed", "{actor} recorded that {authority} is {status} since {since}")
register_event_kind("curriculum.law_items_held", "{actor} {what} {count} of the kind “{kind}” for a change of law")
register_event_kind("curriculum.law_change_closed", "{actor} closed the case on {authority}")
register_event_kind("curriculum.delta_assigned", "{actor} gave the lesson {lesson} on a change of law to {count} students")
register_event_kind("curriculum.review_approved", "{actor} approved revision {revision} of {title} ({step})")
register_event_kind("curriculum.review_returned", "{actor} returned revision {revision} of {title} with comments ({step})")
register_notice_kind("curriculum.review_wanted", "A lesson to review", reason="You get this because you review lessons of a program.")
register_notice_kind("curriculum.review_decided", "Your lesson was reviewed", reason="You get this because you submitted the lesson.")
register_notice_kind("curriculum.law_changed", "The law changed", reason="You get this because you teach a program that cites it.")
register_notice_kind("curriculum.delta_assigned", "A lesson on a change of law", reason="You get this because you studied this law on Pathway.")


def law_to_check(person: Any) -> Waiting | None:
    """Lessons, questions and terms that cite changed law, in the programs a person writes."""
    if not person.has_perm("curriculum.change_law"):
        return None
    mine = LawChangeItem.objects.filter(state="to_check", case__closed_at=None, program__in=rules.programs_written_by(person))
    return Waiting(mine.count(), "text to check after a change of law", reverse("law_changes:cases"), "texts to check after a change of law")


waiting.register("curriculum.law_changes", law_to_check)


def lessons_to_review_again(person: Any) -> Waiting | None:
    """Lessons whose day of review has come, in the programs a person writes."""
    if not person.has_perm("curriculum.write_lessons"):
        return None
    return Waiting(lessons_due(person, timezone.localdate()).count(), "lesson due for review", reverse("due_for_review"), "lessons due for review")


def reviews_by_peers(person: Any) -> Waiting | None:
    """What other authors submitted."""
    if not person.has_perm("curriculum.write_lessons"):
        return None
    return Waiting(rules.peer_reviews_of(person).count(), "lesson for your peer review", reverse("wagtailadmin_home"), "lessons for your peer review")


def reviews_by_attorneys(person: Any) -> Waiting | None:
    """What waits for an attorney."""
    if not person.has_perm("curriculum.review_as_attorney"):
        return None
    return Waiting(rules.attorney_reviews_of(person).count(), "lesson for your attorney review", reverse("reviews:waiting"), "lessons for your attorney review")


waiting.register("curriculum.due_for_review", lessons_to_review_again)
waiting.register("curriculum.peer_reviews", reviews_by_peers)
waiting.register("curriculum.attorney_reviews", reviews_by_attorneys)
navigation.register("Reviews", "reviews:waiting", "clipboard-check", lambda person: person.has_role("attorney"), 26)
register_sweep("curriculum.publish_scheduled", publish_scheduled, 60)
