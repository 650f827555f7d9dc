"""What curriculum adds to the registers of lower apps."""

from typing import Any

from django.urls import reverse

from curriculum import rules
from curriculum.actions.remind_of_due import remind_of_due
from curriculum.models import LawChangeItem
from lms.audit.api import register_event_kind
from lms.core import waiting
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
register_event_kind("curriculum.student_waits", "{actor} put {student} in line for {cohort}")
register_event_kind("curriculum.wait_ended", "{actor} took {student} off the line for {cohort}")
register_event_kind("curriculum.student_moved", "{actor} moved {student} from {origin} to {cohort}")
register_event_kind("curriculum.capacity_set", "{actor} changed the places of {cohort} from {before} to {after}")
register_event_kind("curriculum.link_made", "{actor} made a link for {cohort}")
register_event_kind("curriculum.link_revoked", "{actor} ended a link for {cohort}")
register_event_kind("curriculum.plan_changed", "{actor} changed {count} dates of {cohort}")
register_event_kind("curriculum.holidays_changed", "{actor} {what} the holiday {name} on {on}")
register_event_kind("curriculum.extension_given", "{actor} gave {student} an extension for {title}: {reason}")
register_event_kind("curriculum.extension_ended", "{actor} ended the extension of {student} for {title}")
register_event_kind("curriculum.make_up_assigned", "{actor} assigned {title} to {student} to make up for {missed}: {reason}")
register_event_kind("curriculum.make_up_ended", "{actor} took back {title} from {student}")
register_event_kind("curriculum.feed_made", "{actor} made a calendar address of {whose}")
register_event_kind("curriculum.feed_revoked", "{actor} ended the calendar address of {whose}")
register_event_kind("curriculum.walk_started", "{actor} began to walk through {cohort} as a new student on {on}")
register_event_kind("curriculum.walk_ended", "{actor} ended the walk through {cohort}")
register_notice_kind("curriculum.place_given", "A place for you", reason="You get this because you waited for a place.")
register_notice_kind("curriculum.join_asked", "Sign in to join", reason="You get this because somebody gave your address on the page of a link.")
register_notice_kind("curriculum.extension_given", "More time for you", reason="You get this because you are enrolled.")
register_notice_kind("curriculum.make_up_assigned", "Work to make up", reason="You get this because you are enrolled.")
register_notice_kind("curriculum.due_soon", "Due soon", reason="You get this because you are enrolled; once a day at most.")
register_notice_kind("curriculum.law_changed", "The law changed", reason="You get this because you teach a program that cites it.")
register_notice_kind("curriculum.delta_assigned", "A lesson on a change of law", reason="You get this because you studied this law on Pathway.")


def law_to_check(person: Any) -> Waiting | None:
    """Lessons, questions and terms that cite changed law, in the programs a person writes."""
    if not person.has_perm("curriculum.change_law"):
        return None
    mine = LawChangeItem.objects.filter(state="to_check", case__closed_at=None, program__in=rules.programs_written_by(person))
    return Waiting(mine.count(), "text to check after a change of law", reverse("law_changes:cases"))


waiting.register("curriculum.law_changes", law_to_check)
register_sweep("curriculum.remind_of_due", remind_of_due, 3600)
