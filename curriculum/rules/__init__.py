"""Who may see what is taught, to whom, and how far they are. Each predicate stands beside its queryset twin, by subject; here is what each permission asks."""

import rules

from curriculum.rules.cohorts import (
    campuses_managed_by,
    cohorts_planned_by,
    cohorts_visible_to,
    enrollments_managed_by,
    enrollments_taught_by,
    enrollments_visible_to,
    is_the_student,
    reads_records_of,
    works_with_cohort,
)
from curriculum.rules.materials import prepares, programs_prepared_by
from curriculum.rules.programs import (
    lessons_readable_by,
    modules_written_by,
    programs_visible_to,
    programs_written_by,
    reads_lesson,
    teaches_or_studies,
    uploaded_it,
    works_with_program,
    writes_program,
)
from curriculum.rules.reading import is_the_owner, marks_visible_to, problems_handled_by, still_reads_its_lesson, writes_its_lesson
from curriculum.rules.reviews import attorney_reviews_of, peer_reviews_of, reviews_as_attorney, reviews_as_peer, states_waiting
from curriculum.rules.roles import ANNOUNCERS, HOLDS_PLACE, LESSON_UPLOAD, RECORD_READERS, STAFF, TEACHERS
from curriculum.rules.sessions import attends, cohorts_taught_by, make_ups_given_by, sessions_attended_by, sessions_taught_by, teaches_cohort
from curriculum.rules.study import attestations_decided_by, coordinates_another, coordinates_student_of, study_flags_seen_by
from curriculum.rules.talk import (
    announcements_read_by,
    announcements_visible_to,
    announces_to,
    answers_question,
    asked_it,
    cohorts_announced_to_by,
    may_ask,
    questions_answered_by,
    questions_shared_with,
    questions_visible_to,
    reads_announcement,
    reads_shared_question,
)
from lms.people.api import is_administrator, is_coordinator_of, is_instructor_of

__all__ = [
    "ANNOUNCERS",
    "HOLDS_PLACE",
    "LESSON_UPLOAD",
    "RECORD_READERS",
    "STAFF",
    "TEACHERS",
    "announcements_read_by",
    "announcements_visible_to",
    "announces_to",
    "answers_question",
    "asked_it",
    "attends",
    "attestations_decided_by",
    "attorney_reviews_of",
    "campuses_managed_by",
    "cohorts_announced_to_by",
    "cohorts_planned_by",
    "cohorts_taught_by",
    "cohorts_visible_to",
    "coordinates_another",
    "coordinates_student_of",
    "enrollments_managed_by",
    "enrollments_taught_by",
    "enrollments_visible_to",
    "is_the_owner",
    "is_the_student",
    "lessons_readable_by",
    "make_ups_given_by",
    "marks_visible_to",
    "may_ask",
    "modules_written_by",
    "peer_reviews_of",
    "prepares",
    "problems_handled_by",
    "programs_prepared_by",
    "programs_visible_to",
    "programs_written_by",
    "questions_answered_by",
    "questions_shared_with",
    "questions_visible_to",
    "reads_announcement",
    "reads_lesson",
    "reads_records_of",
    "reads_shared_question",
    "reviews_as_attorney",
    "reviews_as_peer",
    "sessions_attended_by",
    "sessions_taught_by",
    "states_waiting",
    "still_reads_its_lesson",
    "study_flags_seen_by",
    "teaches_cohort",
    "teaches_or_studies",
    "uploaded_it",
    "works_with_cohort",
    "works_with_program",
    "writes_its_lesson",
    "writes_program",
]  # fmt: skip

rules.add_perm("curriculum.begin_program", is_administrator)
rules.add_perm("curriculum.study_program", teaches_or_studies)
rules.add_perm("curriculum.read_lesson", reads_lesson)
rules.add_perm("curriculum.read_mark", is_the_owner)
rules.add_perm("curriculum.change_mark", is_the_owner & still_reads_its_lesson)
rules.add_perm("curriculum.handle_problem", writes_its_lesson)
rules.add_perm("curriculum.view_cohort", works_with_cohort)
rules.add_perm("curriculum.manage_cohort", is_coordinator_of)
rules.add_perm("curriculum.plan_cohort", is_coordinator_of | is_instructor_of)
rules.add_perm("curriculum.view_enrollment", is_the_student | reads_records_of)
rules.add_perm("curriculum.study", is_the_student)
rules.add_perm("curriculum.write_lessons", is_instructor_of | is_administrator)
rules.add_perm("curriculum.read_materials", prepares)
rules.add_perm("curriculum.change_law", is_instructor_of | is_administrator)
rules.add_perm("curriculum.decide_attestation", coordinates_another)
rules.add_perm("curriculum.dismiss_study_flag", coordinates_student_of)
rules.add_perm("curriculum.announce", announces_to)
rules.add_perm("curriculum.view_announcement", reads_announcement | announces_to)
rules.add_perm("curriculum.ask_question", may_ask)
rules.add_perm("curriculum.view_question", asked_it | reads_shared_question)
rules.add_perm("curriculum.answer_question", answers_question)
rules.add_perm("curriculum.teach_session", teaches_cohort)
rules.add_perm("curriculum.attend_session", attends)
rules.add_perm("curriculum.review_as_peer", reviews_as_peer)
rules.add_perm("curriculum.review_as_attorney", reviews_as_attorney)
rules.add_perm("curriculum.write_program", writes_program)
rules.add_perm("curriculum.keep_upload", uploaded_it)
