"""The door of curriculum for higher apps."""

from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.enroll import close_cohort, enroll_student, withdraw_student
from curriculum.actions.seal_study_log import seal_study_log
from curriculum.importers.contributions import Contribution, register_contribution
from curriculum.importers.folder import BrokenFolder, Change, export_folder, load_folder
from curriculum.queries.cohorts import cohort_called, enrollment_called
from curriculum.queries.outline import Outline, Row, enrollment_in, outline_contributors, program_outline
from curriculum.queries.programs import programs
from curriculum.queries.snapshots import LessonFacts, lesson_content, bad_snapshots, lesson_facts, newest_snapshot, snapshot_called, snapshot_holds, snapshots_with_hashes
from curriculum.queries.study import credited_line, first_bad_segment, intervals_of, log_head, replay_study_log, segment_hashes, students_with_logs
from curriculum.rules import cohorts_visible_to, enrollments_visible_to, programs_visible_to

__all__ = [
    "BrokenFolder", "bad_snapshots", "segment_hashes", "snapshots_with_hashes", "students_with_logs", "Change", "Contribution", "LessonFacts", "Outline", "Row", "close_cohort", "cohort_called", "cohorts_visible_to", "complete_lesson",
    "credited_line", "enroll_student", "enrollment_called", "enrollment_in", "enrollments_visible_to", "export_folder", "first_bad_segment",
    "intervals_of", "lesson_content", "lesson_facts", "load_folder", "log_head", "newest_snapshot", "outline_contributors", "program_outline", "programs",
    "programs_visible_to", "register_contribution", "replay_study_log", "seal_study_log", "snapshot_called", "snapshot_holds", "withdraw_student",
]  # fmt: skip
