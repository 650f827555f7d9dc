"""What curriculum adds to the registers of lower apps."""

from typing import Any

from django.urls import reverse

from curriculum import rules
from curriculum.models import LawChangeItem
from curriculum.queries import search
from lms.audit.api import register_event_kind
from lms.core import searching, waiting
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
register_event_kind("curriculum.problem_settled", "{actor} settled a report on {title}")
register_notice_kind("curriculum.problem_reported", "A problem in a lesson", by_mail=False)
register_notice_kind("curriculum.problem_settled", "Your report", by_mail=False)
register_notice_kind("curriculum.law_changed", "The law changed", reason="You get this because you teach a program that cites it.")
register_notice_kind("curriculum.delta_assigned", "A lesson on a change of law", reason="You get this because you studied this law on Pathway.")


def law_to_check(person: Any) -> Waiting | None:
    """Lessons, questions and terms that cite changed law, in the programs a person writes."""
    if not person.has_perm("curriculum.change_law"):
        return None
    mine = LawChangeItem.objects.filter(state="to_check", case__closed_at=None, program__in=rules.programs_written_by(person))
    return Waiting(mine.count(), "text to check after a change of law", reverse("law_changes:cases"))


waiting.register("curriculum.law_changes", law_to_check)


def problems_to_settle(person: Any) -> Waiting | None:
    """Problems that readers reported in the programs a person writes."""
    if not person.has_perm("curriculum.write_lessons"):
        return None
    mine = rules.problems_handled_by(person).filter(settled_at=None)
    return Waiting(mine.count(), "problem report", reverse("problems:list"))


waiting.register("curriculum.problems", problems_to_settle)

searching.register("authority", "Authorities", "bank", search.authorities_by)
searching.register("lesson", "Lessons", "journal-text", search.lessons_by)
searching.register("recording", "Recordings", "play-circle", search.recordings_by)
searching.register("term", "Glossary", "book", search.terms_by)
