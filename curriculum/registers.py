"""What curriculum adds to the registers of lower apps."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from curriculum import api, rules, tasks
from curriculum.actions.publish_scheduled import publish_scheduled
from curriculum.actions.remind_of_due import remind_of_due
from curriculum.models import LawChangeItem
from curriculum.queries import search, session_dates  # noqa: F401  the dates register themselves
from curriculum.queries.lesson_questions import questions_to_answer
from curriculum.queries.reviews import lessons_due
from lms.audit.api import register_event_kind
from lms.core import navigation, searching, waiting
from lms.core.clock import now
from lms.core.waiting import Waiting
from lms.jobs.api import register_job, register_sweep
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
register_event_kind("curriculum.study_attested", "{actor} stated {minutes} min of study in {title}")
register_event_kind("curriculum.attestation_approved", "{actor} approved a statement of {minutes} min in {title}")
register_event_kind("curriculum.attestation_declined", "{actor} declined a statement of {minutes} min in {title}")
register_event_kind("curriculum.study_flag_dismissed", "{actor} looked at a flag on study in {title}: {kind}")
register_notice_kind(
    "curriculum.attestation_decided", "Your own statement of study", reason="You get this because you stated study time on Pathway.", roles=("student",)
)
register_event_kind("curriculum.announcement_written", "{actor} wrote the announcement “{title}” to {cohort}")
register_event_kind("curriculum.announcement_edited", "{actor} changed the announcement “{title}” to {cohort}")
register_event_kind("curriculum.announcement_taken_back", "{actor} took back the announcement “{title}” to {cohort}")
register_event_kind("curriculum.question_asked", "{actor} asked a question on {lesson}")
register_event_kind("curriculum.question_answered", "{actor} {what} a question on {lesson}")

TEACHERS = ("instructor", "administrator")
register_notice_kind("curriculum.law_changed", "The law changed", reason="You get this because you teach a program that cites it.", roles=TEACHERS)
register_notice_kind(
    "curriculum.delta_assigned", "A lesson on a change of law", reason="You get this because you studied this law on Pathway.", roles=("student",)
)
register_notice_kind("curriculum.enrolled", "A place in a cohort", reason="You get this because you were enrolled on Pathway.", roles=("student",))
register_notice_kind(
    "curriculum.place_ended", "The end of your place in a cohort", reason="You get this because you had a place in a cohort.", stoppable=False,
    roles=("student",),
)  # fmt: skip
register_notice_kind("curriculum.announced", "Announcements", reason="You get this because you are enrolled in this cohort.", roles=("student",))
register_notice_kind("curriculum.question_asked", "Questions from students", reason="You get this because you teach on this campus.", roles=TEACHERS)
register_notice_kind("curriculum.question_answered", "Answers to your questions", reason="You get this because you asked a question.", roles=("student",))
register_job(api.TELL_JOB, tasks.run_tell_announcement, label="Announcing to a cohort")
register_sweep("curriculum.tell_due_announcements", api.tell_due_announcements, 60)
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
register_event_kind("curriculum.problem_settled", "{actor} settled a report on {title}")
register_notice_kind("curriculum.problem_reported", "A problem in a lesson", by_mail=False)
register_notice_kind("curriculum.problem_settled", "Your report", by_mail=False)
register_event_kind("curriculum.review_approved", "{actor} approved revision {revision} of {title} ({step})")
register_event_kind("curriculum.review_returned", "{actor} returned revision {revision} of {title} with comments ({step})")
register_notice_kind("curriculum.review_wanted", "A lesson to review", reason="You get this because you review lessons of a program.")
register_notice_kind("curriculum.review_decided", "Your lesson was reviewed", reason="You get this because you submitted the lesson.")
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
register_event_kind("curriculum.lesson_imported", "{actor} made the draft {lesson} from the file {file}")
register_event_kind("curriculum.program_duplicated", "{actor} duplicated {original} as {copy}")
register_file_kind(rules.LESSON_UPLOAD, "A document to become a lesson", may_read=rules.uploaded_it, keep_days=1)


def law_to_check(person: Any) -> Waiting | None:
    """Lessons, questions and terms that cite changed law: a person's own, and those of their programs that nobody has."""
    if not person.has_perm("curriculum.change_law"):
        return None
    to_check = LawChangeItem.objects.filter(state="to_check", case__closed_at=None)
    mine = to_check.filter(Q(owner=person.public_id) | Q(owner="", program__in=rules.programs_written_by(person)))
    return Waiting(mine.count(), "text to check after a change of law", reverse("law_changes:cases"), "texts to check after a change of law")


def attendance_to_confirm(person: Any) -> Waiting | None:
    """Sessions that are over and whose attendance nobody has confirmed; until then nothing is credited."""
    if not person.has_perm("curriculum.teach_session"):
        return None
    over = rules.sessions_taught_by(person).filter(ends_at__lte=now(), cancelled_at__isnull=True, sheets=None, cohort__closed_at__isnull=True)
    return Waiting(over.count(), "unconfirmed session", reverse("teaching:sessions"))


waiting.register("curriculum.attendance", attendance_to_confirm)
waiting.register("curriculum.law_changes", law_to_check)


def questions_waiting(person: Any) -> Waiting | None:
    """Questions on lessons that nobody has answered yet."""
    if not person.has_perm("curriculum.answer_question"):
        return None
    return Waiting(questions_to_answer(person).count(), "question to answer", reverse("questions:open"))


waiting.register("curriculum.questions", questions_waiting)
register_sweep("curriculum.remind_of_due", remind_of_due, 3600)


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
