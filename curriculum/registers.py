"""What curriculum adds to the registers of lower apps."""

from typing import Any

from django.urls import reverse

from curriculum import rules
from curriculum.models import LawChangeItem
from lms.audit.api import register_event_kind
from lms.core import waiting
from lms.core.clock import now
from lms.core.waiting import Waiting
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
register_notice_kind("curriculum.law_changed", "The law changed", reason="You get this because you teach a program that cites it.")
register_notice_kind("curriculum.delta_assigned", "A lesson on a change of law", reason="You get this because you studied this law on Pathway.")
register_event_kind("curriculum.session_planned", "{actor} planned {title} for {cohort}")
register_event_kind("curriculum.session_changed", "{actor} changed {title} of {cohort}")
register_event_kind("curriculum.session_moved", "{actor} moved {title} of {cohort}")
register_event_kind("curriculum.session_cancelled", "{actor} cancelled {title} of {cohort}: {reason}")
register_event_kind("curriculum.roster_imported", "{actor} read the list {file} into {title} of {cohort}: {students} students")
register_event_kind("curriculum.presence_adjusted", "{actor} set right when {student} was at {title} of {cohort}")
register_event_kind("curriculum.attendance_confirmed", "{actor} confirmed the attendance of {title} of {cohort}, version {version}: {present} present")
register_event_kind("curriculum.make_up_given", "{actor} gave {student} make-up work for {title} of {cohort}")
register_event_kind("curriculum.make_up_decided", "{actor} marked the make-up work of {student} for {title} of {cohort} as {state}")
register_notice_kind("curriculum.session_moved", "A session has a new time", reason="You get this because you study in its cohort.")
register_notice_kind("curriculum.session_cancelled", "A session is cancelled", reason="You get this because you study in its cohort.")
register_notice_kind("curriculum.make_up_given", "Make-up work", reason="You get this because you missed a session.")


def law_to_check(person: Any) -> Waiting | None:
    """Lessons, questions and terms that cite changed law, in the programs a person writes."""
    if not person.has_perm("curriculum.change_law"):
        return None
    mine = LawChangeItem.objects.filter(state="to_check", case__closed_at=None, program__in=rules.programs_written_by(person))
    return Waiting(mine.count(), "text to check after a change of law", reverse("law_changes:cases"))


def attendance_to_confirm(person: Any) -> Waiting | None:
    """Sessions that are over and whose attendance nobody has confirmed; until then nothing is credited."""
    if not person.has_perm("curriculum.teach_session"):
        return None
    over = rules.sessions_taught_by(person).filter(ends_at__lte=now(), cancelled_at__isnull=True, sheets=None, cohort__closed_at__isnull=True)
    return Waiting(over.count(), "unconfirmed session", reverse("teaching:sessions"))


waiting.register("curriculum.attendance", attendance_to_confirm)
waiting.register("curriculum.law_changes", law_to_check)
