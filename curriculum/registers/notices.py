"""What people are told about. Letters about places, sessions and deadlines cannot be stopped (decision 30)."""

from lms.notices.api import register_notice_kind

STUDENTS = ("student",)
TEACHERS = ("instructor", "administrator")
REVIEWERS = ("instructor", "attorney", "administrator")

register_notice_kind(
    "curriculum.attestation_decided", "Your own statement of study", reason="You get this because you stated study time on Pathway.", roles=STUDENTS
)
register_notice_kind("curriculum.law_changed", "The law changed", reason="You get this because you teach a program that cites it.", roles=TEACHERS)
register_notice_kind("curriculum.delta_assigned", "A lesson on a change of law", reason="You get this because you studied this law on Pathway.", roles=STUDENTS)
register_notice_kind("curriculum.enrolled", "A place in a cohort", reason="You get this because you were enrolled on Pathway.", roles=STUDENTS)
register_notice_kind(
    "curriculum.place_ended", "The end of your place in a cohort", reason="You get this because you had a place in a cohort.", stoppable=False,
    roles=STUDENTS,
)  # fmt: skip
register_notice_kind("curriculum.announced", "Announcements", reason="You get this because you are enrolled in this cohort.", roles=STUDENTS)
register_notice_kind("curriculum.question_asked", "Questions from students", reason="You get this because you teach on this campus.", roles=TEACHERS)
register_notice_kind("curriculum.question_answered", "Answers to your questions", reason="You get this because you asked a question.", roles=STUDENTS)
register_notice_kind("curriculum.place_given", "A place for you", reason="You get this because you waited for a place.", stoppable=False, roles=STUDENTS)
register_notice_kind(
    "curriculum.join_asked", "Sign in to join", reason="You get this because somebody gave your address on the page of a link.", stoppable=False
)
register_notice_kind("curriculum.extension_given", "More time for you", reason="You get this because you are enrolled.", stoppable=False, roles=STUDENTS)
register_notice_kind("curriculum.make_up_assigned", "Work to make up", reason="You get this because you are enrolled.", stoppable=False, roles=STUDENTS)
register_notice_kind("curriculum.due_soon", "Due soon", reason="You get this because you are enrolled; once a day at most.", stoppable=False, roles=STUDENTS)
register_notice_kind("curriculum.problem_reported", "A problem in a lesson", by_mail=False, roles=TEACHERS)
register_notice_kind("curriculum.problem_settled", "Your report", by_mail=False)
register_notice_kind("curriculum.review_wanted", "A lesson to review", reason="You get this because you review lessons of a program.", roles=REVIEWERS)
register_notice_kind("curriculum.review_decided", "Your lesson was reviewed", reason="You get this because you submitted the lesson.", roles=TEACHERS)
register_notice_kind(
    "curriculum.session_moved", "A session has a new time", reason="You get this because you study in its cohort.", stoppable=False, roles=STUDENTS
)
register_notice_kind(
    "curriculum.session_cancelled", "A session is cancelled", reason="You get this because you study in its cohort.", stoppable=False, roles=STUDENTS
)
register_notice_kind("curriculum.make_up_given", "Make-up work", reason="You get this because you missed a session.", stoppable=False, roles=STUDENTS)
