"""The door of curriculum for higher apps."""

from curriculum.actions.adjust_presence import adjust_presence
from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.confirm_attendance import confirm_attendance
from curriculum.actions.enroll import close_cohort, enroll_student, withdraw_student
from curriculum.actions.enroll_listed import enroll_listed
from curriculum.actions.hear_beat import hear, new_token
from curriculum.actions.keep_progress import answer_checks_blank, open_lesson, see_to_end
from curriculum.actions.plan_session import plan_session
from curriculum.actions.put_cohort import put_cohort, put_enrollment
from curriculum.actions.record_presence import check_with_code, presence_key
from curriculum.actions.seal_study_log import seal_ended_sessions, seal_study_log
from curriculum.actions.sync_authors import sync_authors
from curriculum.attendance.codes import code_at
from curriculum.attendance.intervals import MINUTE_MS, Span, cut_to, joined, overlaps, whole_minutes, without
from curriculum.citations.provisions import canonical
from curriculum.importers.contributions import Contribution, register_contribution
from curriculum.importers.folder import BrokenFolder, Change, export_folder, load_folder
from curriculum.importers.folder import files as folder_files
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.shapes import Shape
from curriculum.importers.roster import read_roster
from curriculum.queries.affected import Affected, AffectedKind, affected_kinds, evidence_sources
from curriculum.queries.attendance import Credit, attendance_credit, attendance_rows, seen_mark, sheet_facts, sheet_facts_of, sheet_rows, sheets_called
from curriculum.queries.cohorts import cohort_called, completed_counts, enrollment_called, enrollments_of, lesson_count, roster, roster_of_campus
from curriculum.queries.live_sessions import live_session_called, modules_of, sessions_between, sessions_of, topics_of
from curriculum.queries.outline import Outline, Row, enrollment_in, outline_contributors, program_outline
from curriculum.queries.programs import lesson_called, lessons_of, module_facts, module_tracks, program_of, programs, topic_titles, topics
from curriculum.queries.references import inside_of, references_of_texts, strings_in
from curriculum.queries.snapshots import (
    LessonFacts,
    bad_snapshots,
    lesson_content,
    lesson_facts,
    newest_snapshot,
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
from curriculum.rules import cohorts_visible_to, enrollments_visible_to, programs_visible_to

__all__ = [
    "MINUTE_MS",
    "Affected",
    "AffectedKind",
    "BrokenFolder",
    "Change",
    "Contribution",
    "Credit",
    "CreditedSpan",
    "Faults",
    "LessonFacts",
    "Outline",
    "Row",
    "Shape",
    "Span",
    "adjust_presence",
    "affected_kinds",
    "answer_checks_blank",
    "attendance_credit",
    "attendance_rows",
    "bad_snapshots",
    "canonical",
    "check_with_code",
    "close_cohort",
    "code_at",
    "cohort_called",
    "cohorts_visible_to",
    "complete_lesson",
    "completed_counts",
    "confirm_attendance",
    "credited_line",
    "cut_to",
    "enroll_listed",
    "enroll_student",
    "enrollment_called",
    "enrollment_in",
    "enrollments_of",
    "enrollments_visible_to",
    "evidence_sources",
    "export_folder",
    "first_bad_segment",
    "folder_files",
    "hear",
    "inside_of",
    "intervals_of",
    "joined",
    "lesson_called",
    "lesson_content",
    "lesson_count",
    "lesson_facts",
    "lessons_of",
    "live_session_called",
    "load_folder",
    "log_head",
    "module_facts",
    "module_tracks",
    "modules_of",
    "new_token",
    "newest_snapshot",
    "open_lesson",
    "outline_contributors",
    "overlaps",
    "plan_session",
    "presence_key",
    "program_of",
    "program_outline",
    "programs",
    "programs_visible_to",
    "put_cohort",
    "put_enrollment",
    "read_roster",
    "references_of_texts",
    "register_contribution",
    "replay_credited_spans",
    "replay_study_log",
    "roster",
    "roster_of_campus",
    "seal_ended_sessions",
    "seal_study_log",
    "see_to_end",
    "seen_mark",
    "segment_hashes",
    "sessions_between",
    "sessions_of",
    "sheet_facts",
    "sheet_facts_of",
    "sheet_rows",
    "sheets_called",
    "snapshot_called",
    "snapshot_holds",
    "snapshots_with_hashes",
    "strings_in",
    "students_with_logs",
    "sync_authors",
    "topic_titles",
    "topics",
    "topics_of",
    "whole_minutes",
    "withdraw_student",
    "without",
]  # fmt: skip
