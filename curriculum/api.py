"""The door of curriculum for higher apps."""

from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.enroll import close_cohort, enroll_student, withdraw_student
from curriculum.actions.hear_beat import hear, new_token
from curriculum.actions.keep_progress import answer_checks_blank, open_lesson, see_to_end
from curriculum.actions.put_cohort import put_cohort, put_enrollment
from curriculum.actions.seal_study_log import seal_study_log
from curriculum.importers.contributions import Contribution, register_contribution
from curriculum.importers.folder import files as folder_files
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.shapes import Shape
from curriculum.importers.folder import BrokenFolder, Change, export_folder, load_folder
from curriculum.queries.cohorts import cohort_called, completed_counts, enrollment_called, enrollments_of, lesson_count, roster, roster_of_campus
from curriculum.queries.outline import Outline, Row, enrollment_in, outline_contributors, program_outline
from curriculum.queries.programs import lesson_called, lessons_of, module_facts, module_tracks, program_of, programs, topic_titles, topics
from curriculum.queries.snapshots import LessonFacts, lesson_content, bad_snapshots, lesson_facts, newest_snapshot, snapshot_called, snapshot_holds, snapshots_with_hashes
from curriculum.queries.study import credited_line, first_bad_segment, intervals_of, log_head, replay_study_log, segment_hashes, students_with_logs
from curriculum.rules import cohorts_visible_to, enrollments_visible_to, programs_visible_to

__all__ = [
    "BrokenFolder", "module_facts", "program_of", "Faults", "Shape", "folder_files", "roster_of_campus", "module_tracks", "answer_checks_blank", "hear", "lessons_of", "new_token", "open_lesson", "put_cohort", "put_enrollment", "see_to_end", "completed_counts", "lesson_count", "enrollments_of", "lesson_called", "roster", "topic_titles", "topics", "bad_snapshots", "segment_hashes", "snapshots_with_hashes", "students_with_logs", "Change", "Contribution", "LessonFacts", "Outline", "Row", "close_cohort", "cohort_called", "cohorts_visible_to", "complete_lesson",
    "credited_line", "enroll_student", "enrollment_called", "enrollment_in", "enrollments_visible_to", "export_folder", "first_bad_segment",
    "intervals_of", "lesson_content", "lesson_facts", "load_folder", "log_head", "newest_snapshot", "outline_contributors", "program_outline", "programs",
    "programs_visible_to", "register_contribution", "replay_study_log", "seal_study_log", "snapshot_called", "snapshot_holds", "withdraw_student",
]  # fmt: skip
