"""The door of curriculum for higher apps."""

from curriculum.actions.add_mark import add_mark
from curriculum.actions.adjust_presence import adjust_presence
from curriculum.actions.answer_question import answer_question
from curriculum.actions.ask_question import ask_question
from curriculum.actions.assign_make_up import Missed, assign_make_up
from curriculum.actions.attest_study import attest_study
from curriculum.actions.begin_program import begin_program
from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.confirm_attendance import confirm_attendance
from curriculum.actions.decide_attestation import approve_attestation, decline_attestation
from curriculum.actions.dismiss_study_flag import dismiss_study_flag
from curriculum.actions.enroll import close_cohort, enroll_student, withdraw_student
from curriculum.actions.enroll_listed import enroll_listed
from curriculum.actions.hear_beat import Noticed, hear, new_token
from curriculum.actions.keep_progress import answer_checks_blank, open_lesson, see_to_end
from curriculum.actions.plan_session import plan_series, plan_session
from curriculum.actions.put_cohort import put_cohort, put_enrollment
from curriculum.actions.record_presence import check_with_code, presence_key
from curriculum.actions.report_problem import report_problem
from curriculum.actions.seal_study_log import seal_ended_sessions, seal_study_log
from curriculum.actions.sync_authors import sync_authors
from curriculum.actions.tell_announcement import tell_announcement, tell_due_announcements
from curriculum.actions.tell_study import CHECKS_APART_MS, SWEPT_AFTER_MS, Sitting, Studied, ToldBeat, ToldStudies, fewest_minutes
from curriculum.actions.write_announcement import TELL_JOB, write_announcement
from curriculum.attendance.codes import code_at
from curriculum.attendance.intervals import MINUTE_MS, Span, cut_to, joined, overlaps, whole_minutes, without
from curriculum.citations.provisions import canonical
from curriculum.importers.asked import Asked, AskedAssessment, AskedDraw, AskedQuestion
from curriculum.importers.contributions import Contribution, register_contribution
from curriculum.importers.folder import BrokenFolder, Change, export_folder, load_folder
from curriculum.importers.folder import files as folder_files
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.shapes import Shape
from curriculum.importers.pictures import clean_picture
from curriculum.importers.roster import read_roster, table_lines
from curriculum.policies.attested import measured_limit_ms
from curriculum.queries.affected import Affected, AffectedKind, affected_kinds, evidence_sources, reasons
from curriculum.queries.announcements import newest_announcements
from curriculum.queries.attendance import (
    Credit,
    attendance_credit,
    attendance_rows,
    confirmed_minutes,
    seen_mark,
    sheet_facts,
    sheet_facts_of,
    sheet_rows,
    sheets_called,
)
from curriculum.queries.attestations import Stated, Statement, attestation_called, attestations_waiting, credited_on_day, stated, statements, statements_of
from curriculum.queries.calendar import CalendarItem, calendar_contributors, calendar_of, done_sources, holidays_between, page_url
from curriculum.queries.cohorts import (
    cohort_called,
    cohorts_by_key,
    cohorts_of_campus,
    completed_counts,
    enrollment_called,
    enrollments_called,
    enrollments_of,
    everybody_enrolled,
    lesson_count,
    open_cohorts,
    roster,
    roster_of_campus,
)
from curriculum.queries.completions import completions_of_campus
from curriculum.queries.law import law_changed_since
from curriculum.queries.live_sessions import (
    live_session_called,
    live_sessions_called,
    modules_of,
    proposed_series,
    session_to_check,
    sessions_between,
    sessions_of,
    sessions_to_come,
    topics_of,
)
from curriculum.queries.make_ups import make_up_lessons, stated_live_minutes
from curriculum.queries.opened import may_read_revision
from curriculum.queries.outline import Outline, Row, enrollment_in, outline_contributors, program_outline
from curriculum.queries.places import counted_for, earlier_places, linked_places, places_called, places_counting
from curriculum.queries.programs import (
    addressed_pages,
    lesson_called,
    lessons_of,
    live_at,
    module_facts,
    module_tracks,
    program_of,
    programs,
    topic_titles,
    topics,
    tracks_of,
)
from curriculum.queries.reading import how_far, still_missing
from curriculum.queries.references import references_of_texts, strings_in, touched_by
from curriculum.queries.release import due_on, is_open, require_open, why_closed
from curriculum.queries.revisions import Revision, html_in, revision_of
from curriculum.queries.roll import RollPlace, roll
from curriculum.queries.session_parts import SessionPart, session_parts
from curriculum.queries.snapshots import (
    LessonFacts,
    bad_snapshots,
    lesson_content,
    lesson_facts,
    newest_snapshot,
    newest_snapshots,
    snapshot_called,
    snapshot_holds,
    snapshots_with_hashes,
)
from curriculum.queries.study import (
    CreditedSpan,
    credited_line,
    first_bad_segment,
    intervals_of,
    log_head,
    replay_credited_spans,
    replay_study_log,
    segment_hashes,
    students_with_logs,
)
from curriculum.queries.study_flags import flags_of, study_flag_called
from curriculum.queries.walks import Walk, walk_in
from curriculum.rules import cohorts_visible_to, enrollments_visible_to, programs_visible_to, programs_written_by, sessions_attended_by

__all__ = [
    "CHECKS_APART_MS",
    "MINUTE_MS",
    "SWEPT_AFTER_MS",
    "TELL_JOB",
    "Affected",
    "AffectedKind",
    "Asked",
    "AskedAssessment",
    "AskedDraw",
    "AskedQuestion",
    "BrokenFolder",
    "CalendarItem",
    "Change",
    "Contribution",
    "Credit",
    "CreditedSpan",
    "Faults",
    "LessonFacts",
    "Missed",
    "Noticed",
    "Outline",
    "Revision",
    "RollPlace",
    "Row",
    "SessionPart",
    "Shape",
    "Sitting",
    "Span",
    "Stated",
    "Statement",
    "Studied",
    "ToldBeat",
    "ToldStudies",
    "Walk",
    "add_mark",
    "addressed_pages",
    "adjust_presence",
    "affected_kinds",
    "answer_checks_blank",
    "answer_question",
    "approve_attestation",
    "ask_question",
    "assign_make_up",
    "attendance_credit",
    "attendance_rows",
    "attest_study",
    "attestation_called",
    "attestations_waiting",
    "bad_snapshots",
    "begin_program",
    "calendar_contributors",
    "calendar_of",
    "canonical",
    "check_with_code",
    "clean_picture",
    "close_cohort",
    "code_at",
    "cohort_called",
    "cohorts_by_key",
    "cohorts_of_campus",
    "cohorts_visible_to",
    "complete_lesson",
    "completed_counts",
    "completions_of_campus",
    "confirm_attendance",
    "confirmed_minutes",
    "counted_for",
    "credited_line",
    "credited_on_day",
    "cut_to",
    "decline_attestation",
    "dismiss_study_flag",
    "done_sources",
    "due_on",
    "earlier_places",
    "enroll_listed",
    "enroll_student",
    "enrollment_called",
    "enrollment_in",
    "enrollments_called",
    "enrollments_of",
    "enrollments_visible_to",
    "everybody_enrolled",
    "evidence_sources",
    "export_folder",
    "fewest_minutes",
    "first_bad_segment",
    "flags_of",
    "folder_files",
    "hear",
    "holidays_between",
    "how_far",
    "html_in",
    "intervals_of",
    "is_open",
    "joined",
    "law_changed_since",
    "lesson_called",
    "lesson_content",
    "lesson_count",
    "lesson_facts",
    "lessons_of",
    "linked_places",
    "live_at",
    "live_session_called",
    "live_sessions_called",
    "load_folder",
    "log_head",
    "make_up_lessons",
    "may_read_revision",
    "measured_limit_ms",
    "module_facts",
    "module_tracks",
    "modules_of",
    "new_token",
    "newest_announcements",
    "newest_snapshot",
    "newest_snapshots",
    "open_cohorts",
    "open_lesson",
    "outline_contributors",
    "overlaps",
    "page_url",
    "places_called",
    "places_counting",
    "plan_series",
    "plan_session",
    "presence_key",
    "program_of",
    "program_outline",
    "programs",
    "programs_visible_to",
    "programs_written_by",
    "proposed_series",
    "put_cohort",
    "put_enrollment",
    "read_roster",
    "reasons",
    "references_of_texts",
    "register_contribution",
    "replay_credited_spans",
    "replay_study_log",
    "report_problem",
    "require_open",
    "revision_of",
    "roll",
    "roster",
    "roster_of_campus",
    "seal_ended_sessions",
    "seal_study_log",
    "see_to_end",
    "seen_mark",
    "segment_hashes",
    "session_parts",
    "session_to_check",
    "sessions_attended_by",
    "sessions_between",
    "sessions_of",
    "sessions_to_come",
    "sheet_facts",
    "sheet_facts_of",
    "sheet_rows",
    "sheets_called",
    "snapshot_called",
    "snapshot_holds",
    "snapshots_with_hashes",
    "stated",
    "stated_live_minutes",
    "statements",
    "statements_of",
    "still_missing",
    "strings_in",
    "students_with_logs",
    "study_flag_called",
    "sync_authors",
    "table_lines",
    "tell_announcement",
    "tell_due_announcements",
    "topic_titles",
    "topics",
    "topics_of",
    "touched_by",
    "tracks_of",
    "walk_in",
    "whole_minutes",
    "why_closed",
    "withdraw_student",
    "without",
    "write_announcement",
]
