"""What curriculum adds to the registers of lower apps."""

from typing import Any

from django.urls import reverse

from curriculum import rules
from curriculum.models import LawChangeItem
from lms.audit.api import register_event_kind
from lms.core import waiting
from lms.core.waiting import Waiting
from lms.notices.api import register_notice_kind
from lms.vault.api import register_file_kind

register_event_kind("curriculum.student_enrolled", "{actor} enrolled {student} in {cohort}")
register_event_kind("curriculum.enrollment_ended", "{actor} ended the enrollment of {student} in {cohort}: {reason}")
register_event_kind("curriculum.cohort_opened", "{actor} opened {cohort}")
register_event_kind("curriculum.cohort_closed", "{actor} closed {cohort}")
register_event_kind("curriculum.lesson_completed", "{student} completed {title}")
register_event_kind("curriculum.law_changed", "{actor} recorded that {authority} is {status} since {since}")
register_event_kind("curriculum.law_items_held", "{actor} {what} {count} of the kind “{kind}” for a change of law")
register_event_kind("curriculum.law_change_closed", "{actor} closed the case on {authority}")
register_event_kind("curriculum.delta_assigned", "{actor} gave the lesson {lesson} on a change of law to {count} students")
register_event_kind("curriculum.lesson_imported", "{actor} made the draft {lesson} from the file {file}")
register_event_kind("curriculum.program_duplicated", "{actor} duplicated {original} as {copy}")
register_file_kind(rules.LESSON_UPLOAD, "A document to become a lesson", may_read=rules.uploaded_it, keep_days=1)
register_notice_kind("curriculum.law_changed", "The law changed", reason="You get this because you teach a program that cites it.")
register_notice_kind("curriculum.delta_assigned", "A lesson on a change of law", reason="You get this because you studied this law on Pathway.")


def law_to_check(person: Any) -> Waiting | None:
    """Lessons, questions and terms that cite changed law, in the programs a person writes."""
    if not person.has_perm("curriculum.change_law"):
        return None
    mine = LawChangeItem.objects.filter(state="to_check", case__closed_at=None, program__in=rules.programs_written_by(person))
    return Waiting(mine.count(), "text to check after a change of law", reverse("law_changes:cases"))


waiting.register("curriculum.law_changes", law_to_check)
