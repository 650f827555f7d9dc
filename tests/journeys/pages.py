"""Every page of ours by who opens it; `filled` of test_pages puts names of that life into the braces."""

NOT_THERE = ("/verify/unknown/", "/no-such-page/")
ANYBODY = [
    "/", "/accounts/login/", "/accounts/password/reset/", "/privacy/", "/verify/{code}/", "/verify/unknown/", "/no-such-page/",
    "/notices/stop/{stop}/",
]  # fmt: skip
EVERYBODY = [
    "/", "/account/", "/notices/", "/jobs/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/2fa/webauthn/", "/notices/settings/",
    "/announcements/", "/search/", "/search/?q=representative", "/notes/",
]  # fmt: skip
STUDENT = [
    "/law/", "/law/8-CFR-1292-1/", "/law/terms/", "/law/terms/{term}/", "/learn/small-course/", "/learn/small-course/first-module/",
    "/learn/small-course/first-module/one/", "/learn/small-course/first-module/first-quiz/", "/attempts/{attempt}/result/", "/record/",
    "/record/entries/1/", "/record/topics/asylum/", "/record/time/{enrollment}/{lesson}/", "/record/revisions/{revision}/", "/attempts/{attempt}/questions/1/",
    "/attempts/{attempt}/questions/1/texts/",
    "/record/certificates/{number}/entries/", "/study/attest/{enrollment}/{lesson}/", "/announcements/{announcement}/",
    "/questions/{enrollment}/{revision}/", "/questions/{question}/", "/calendar/", "/sessions/", "/sessions/{session}/", "/sessions/{session}/check/",
    "/notes/lessons/{lesson}/", "/attempts/accommodations/", "/record/results/", "/practice-questions/", "/practice-questions/{version}/",
]  # fmt: skip
COORDINATOR = [
    "/cohorts/", "/cohorts/north-fall/", "/cohorts/north-fall/coverage/", "/cohorts/north-fall/rules/", "/cohorts/people/{enrollment}/topics/asylum/",
    "/cohorts/north-fall/records/", "/cohorts/people/{enrollment}/", "/cohorts/people/{enrollment}/entries/1/",
    "/cohorts/people/{enrollment}/entries/1/correct/", "/cohorts/approvals/", "/cohorts/new/", "/cohorts/north-fall/enrollments/", "/people/",
    "/people/invite/", "/people/{student}/", "/cohorts/north-fall/announcements/", "/cohorts/north-fall/announcements/new/",
    "/cohorts/announcements/{announcement}/edit/", "/cohorts/north-fall/links/", "/cohorts/north-fall/calendar/", "/cohorts/north-fall/plan/",
    "/cohorts/north-fall/plan/spread/?weekday=6", "/cohorts/holidays/north/", "/cohorts/enrollments/{enrollment}/", "/cohorts/north-fall/gradebook/",
    "/cohorts/north-fall/gradebook/weights/", "/cohorts/north-fall/gradebook/{enrollment}/",
    "/cohorts/north-fall/accommodations/", "/cohorts/north-fall/quizzes/",
]  # fmt: skip
INSTRUCTOR = [
    "/cohorts/rules/small-course/",
    "/teach/", "/teach/law/", "/teach/law/change/8-CFR-1292-1/", "/teach/law/{case}/", "/teach/marking/", "/teach/late-answers/", "/teach/attempts/{attempt}/",
    "/learn/small-course/first-module/one/", "/learn/small-course/", "/teach/questions/", "/teach/questions/{question}/",
    "/cohorts/north-fall/calendar/", "/teach/sessions/", "/teach/sessions/{session}/", "/teach/sessions/{session}/edit/",
    "/teach/sessions/{session}/present/", "/teach/sessions/cohorts/north-fall/new/", "/teach/sessions/cohorts/north-fall/series/",
    "/teach/sessions/{session}/{enrollment}/adjust/", "/teach/sessions/{session}/{enrollment}/make-up/", "/teach/problems/",
    "/teach/problems/?state=settled", "/teach/banks/", "/teach/banks/first-module/", "/teach/banks/first-module/new/",
    "/teach/banks/first-module/new/hotspot/", "/teach/banks/first-module/duplicates/", "/teach/banks/first-module/import/",
    "/teach/banks/first-module/{banked}/", "/teach/banks/first-module/{banked}/edit/", "/teach/banks/first-module/{banked}/try/",
    "/teach/banks/first-module/{banked}/versions/1/", "/teach/analysis/", "/teach/analysis/{quiz}/", "/teach/analysis/{quiz}/{version}/",
    "/teach/practice/", "/teach/fixes/",
]  # fmt: skip
ATTORNEY = [
    "/teach/reviews/", "/teach/reviews/{waiting}/", "/notices/",
]  # fmt: skip
# routes that show no page of their own: they answer scripts, hand out files, or act and lead on
NO_PAGES = {
    "announcements:take_back", "attempts:choose", "attempts:next", "attempts:pause", "attempts:remove_file", "attempts:resume", "attempts:save",
    "attempts:upload", "calendar:change_feed", "calendar:feed",
    "cohorts:decide", "cohorts:decide_attestation", "cohorts:dismiss_flag", "cohorts:issue", "cohorts:packet",
    "due_for_review_results", "enrollments:capacity", "enrollments:change_feed", "enrollments:close", "enrollments:leave_line", "enrollments:readmit",
    "enrollments:revoke_link", "enrollments:stop_extension", "enrollments:stop_make_up", "enrollments:walk", "enrollments:withdraw", "gradebook:csv",
    "gradebook:file", "gradebook:xlsx", "jobs:again", "jobs:cancel", "jobs:progress", "join:open", "law_changes:assign", "law_changes:close",
    "law_changes:decide", "law_changes:give", "law_changes:hold", "lesson_media", "notes:add", "notes:change", "notes:export", "notes:remove",
    "notes:report", "notices:follow", "notices:read_all", "people:ask_email", "people:deactivate", "people:end_role", "people:give_role",
    "people:reactivate", "people:resend_invitation", "people:revoke_invitation", "people:sign_out_elsewhere", "practice:next", "problems:settle",
    "record:certificate", "site:alive", "site:language", "site:learn", "site:ready", "sittings:end_accommodation", "study:beats", "study:check",
    "study:complete", "study:offline", "study:place", "study:seen", "study:token", "teach:allow_practice", "teach:analysis_csv", "teach:apply_fix",
    "teach:decide_late", "teach:export_questions", "teach:forget_comment", "teach:keep_for_exams", "teach:preview_question", "teach:question_states",
    "teach:release_results", "teach:restore_version", "teach:undo_fix", "teaching:cancel", "teaching:confirm", "teaching:decide_make_up",
    "teaching:mark", "teaching:rows", "teaching:stage", "teaching:stayed", "vault:file", "walk:end",
}  # fmt: skip
# pages that another journey opens, or whose state these people are not in
ELSEWHERE = {
    "attempts:left": "actions/test_accommodations: only where feedback is shown during an attempt",
    "enrollments:from_file": "test_enrollments", "attempts:take": "test_certificate", "attempts:submit": "test_certificate",
    "jobs:job": "test_exports", "teach:mark": "test_marking",
    "teach:reconcile": "test_marking", "teach:marking_of": "test_marking", "teach:new_fix": "test_marking",
    "teach:fix": "test_marking", "attempts:dispute": "test_marking", "people:accept_privacy": "accepted already",
    "people:link_door": "nobody has a mailed link", "people:accept_invitation": "nobody is invited", "people:open_invitation": "nobody is invited",
    "people:confirm_email": "nobody changes an address", "people:privacy_version": "the same page as people:privacy",
    "join:follow": "test_running_a_cohort", "teaching:roster": "views/test_sessions", "due_for_review": "test_author: the page itself is Wagtail's",
    "lesson_import:start": "test_import", "lesson_import:report": "test_import", "lesson_import:keep": "test_import",
    "duplicate_program:start": "Wagtail's page with our form, as lesson_import:start",
}  # fmt: skip
