"""The door of curriculum for higher apps."""

from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.enroll import close_cohort, enroll_student, withdraw_student
from curriculum.actions.enroll_listed import enroll_listed
from curriculum.actions.hear_beat import hear, new_token
from curriculum.actions.keep_progress import answer_checks_blank, open_lesson, see_to_end
from curriculum.actions.put_cohort import put_cohort, put_enrollment
from curriculum.actions.seal_study_log import seal_ended_sessions, seal_study_log
from curriculum.actions.sync_authors import sync_authors
from curriculum.citations.provisions import canonical
from curriculum.importers.contributions import Contribution, register_contribution
from curriculum.importers.folder import BrokenFolder, Change, export_folder, load_folder
from curriculum.importers.folder import files as folder_files
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.shapes import Shape
from curriculum.importers.roster import read_roster
from curriculum.queries.affected import Affected, AffectedKind, affected_kinds, evidence_sources
from curriculum.queries.cohorts import cohort_called, completed_counts, enrollment_called, enrollments_of, lesson_count, roster, roster_of_campus
from curriculum.queries.outline import Outline, Row, enrollment_in, outline_contributors, program_outline
from curriculum.queries.programs import lesson_called, lessons_of, module_facts, module_tracks, program_of, programs, topic_titles, topics
from curriculum.queries.reading import how_far, still_missing
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
from curriculum.queries.study import credited_line, first_bad_segment, intervals_of, log_head, replay_study_log, segment_hashes, students_with_logs
from curriculum.rules import cohorts_visible_to, enrollments_visible_to, programs_visible_to

__all__ = [
    "Affected",
    "AffectedKind",
    "BrokenFolder",
    "Change",
    "Contribution",
    "Faults",
    "LessonFacts",
    "Outline",
    "Row",
    "Shape",
    "affected_kinds",
    "answer_checks_blank",
    "bad_snapshots",
    "canonical",
    "close_cohort",
    "cohort_called",
    "cohorts_visible_to",
    "complete_lesson",
    "completed_counts",
    "credited_line",
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
    "how_far",
    "inside_of",
    "intervals_of",
    "lesson_called",
    "lesson_content",
    "lesson_count",
    "lesson_facts",
    "lessons_of",
    "load_folder",
    "log_head",
    "module_facts",
    "module_tracks",
    "new_token",
    "newest_snapshot",
    "open_lesson",
    "outline_contributors",
    "program_of",
    "program_outline",
    "programs",
    "programs_visible_to",
    "put_cohort",
    "put_enrollment",
    "read_roster",
    "references_of_texts",
    "register_contribution",
    "replay_study_log",
    "roster",
    "roster_of_campus",
    "seal_ended_sessions",
    "seal_study_log",
    "see_to_end",
    "segment_hashes",
    "snapshot_called",
    "snapshot_holds",
    "snapshots_with_hashes",
    "still_missing",
    "strings_in",
    "students_with_logs",
    "sync_authors",
    "topic_titles",
    "topics",
    "withdraw_student",
]  # fmt: skip
