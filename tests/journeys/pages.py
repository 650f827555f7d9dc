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
    "/record/certificates/{number}/entries/", "/record/certificates/", "/record/certificates/{number}/about/",
    "/study/attest/{enrollment}/{lesson}/", "/announcements/{announcement}/",
    "/questions/{enrollment}/{revision}/", "/questions/{question}/", "/calendar/", "/sessions/", "/sessions/{session}/", "/sessions/{session}/check/",
    "/notes/lessons/{lesson}/", "/attempts/accommodations/", "/record/results/", "/record/application/", "/practice-questions/",
    "/practice-questions/{version}/",
    "/record/documents/", "/record/documents/add/recommendation_letter/", "/record/documents/{document}/", "/record/documents/{document}/replace/",
    "/record/outside/", "/record/outside/{outside}/", "/record/outside/{outside}/again/", "/record/places/{enrollment}/outside/",
    "/record/places/{enrollment}/question/",
    "/record/questions/", "/record/entries/1/question/",
    "/record/practice/",
]  # fmt: skip
COORDINATOR = [
    "/cohorts/", "/cohorts/north-fall/", "/cohorts/north-fall/coverage/", "/cohorts/north-fall/rules/", "/cohorts/people/{enrollment}/topics/asylum/",
    "/cohorts/north-fall/records/", "/cohorts/campuses/north/records/", "/cohorts/people/{enrollment}/records/", "/cohorts/people/{enrollment}/",
    "/cohorts/people/{enrollment}/entries/1/", "/cohorts/people/{enrollment}/entries/1/correct/", "/cohorts/approvals/", "/cohorts/new/",
    "/cohorts/north-fall/enrollments/", "/people/",
    "/people/invite/", "/people/{student}/", "/people/tokens/north/", "/cohorts/north-fall/announcements/", "/cohorts/north-fall/announcements/new/",
    "/cohorts/announcements/{announcement}/edit/", "/cohorts/north-fall/links/", "/cohorts/north-fall/calendar/", "/cohorts/north-fall/plan/",
    "/cohorts/north-fall/plan/spread/?weekday=6", "/cohorts/holidays/north/", "/cohorts/enrollments/{enrollment}/", "/cohorts/north-fall/gradebook/",
    "/cohorts/north-fall/gradebook/weights/", "/cohorts/north-fall/gradebook/{enrollment}/",
    "/cohorts/north-fall/accommodations/", "/cohorts/north-fall/quizzes/", "/cohorts/people/{enrollment}/application/",
    "/cohorts/north-fall/certificates/", "/cohorts/certificates/", "/cohorts/signatories/north/",
    "/cohorts/north-fall/certificates/law_and_skills/text/", "/record/certificates/{number}/about/",
    "/cohorts/documents/", "/cohorts/documents/retention/", "/cohorts/documents/{document}/", "/cohorts/documents/people/{enrollment}/",
    "/cohorts/documents/people/{enrollment}/add/background_check/", "/cohorts/documents/organizations/{organization}/",
    "/cohorts/documents/organizations/{organization}/add/recognition_notice/",
    "/cohorts/questions/", "/cohorts/people/{enrollment}/adjust/",
    "/cohorts/north-fall/hours/", "/cohorts/north-fall/hours/outage/", "/cohorts/north-fall/hours/paper/",
    "/cohorts/batches/{batch}/", "/record/questions/{about_hours}/",
    "/cohorts/practice/", "/cohorts/practice/attorneys/",
    "/cohorts/practice/attorneys/new/", "/cohorts/practice/matters/new/",
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
OFFICER = [
    "/cohorts/applications/", "/cohorts/applications/renewals/", "/cohorts/applications/deadlines/", "/cohorts/applications/{application}/",
    "/cohorts/applications/{application}/steps/file/", "/cohorts/applications/{application}/review/", "/cohorts/applications/{application}/role/",
    "/cohorts/applications/{application}/answers/",
    "/cohorts/applications/{application}/left/", "/organizations/", "/organizations/program/", "/organizations/program/new/",
    "/organizations/{organization}/", "/organizations/{organization}/records/", "/organizations/{organization}/details/", "/organizations/{organization}/fees/",
    "/organizations/{organization}/office/{office}/", "/organizations/duties/{duty}/",
    "/cohorts/people/{enrollment}/accreditation/",
]  # fmt: skip
ADMINISTRATOR = ["/organizations/new/"]
# routes that show no page of their own: they answer scripts, hand out files, or act and lead on
NO_PAGES = {
    "announcements:take_back", "api:cohorts", "api:completions", "api:entries", "api:openapi", "api:records", "application:graduation", "application:withdraw", "attempts:choose", "attempts:next", "attempts:pause", "attempts:remove_file",
    "attempts:resume", "attempts:save",
    "attempts:upload", "calendar:change_feed", "calendar:feed",
    "cohorts:decide", "cohorts:decide_attestation", "cohorts:decide_certificate", "cohorts:dismiss_flag", "cohorts:end_signatory", "cohorts:issue",
    "cohorts:issue_all", "cohorts:move_rules", "cohorts:packet", "keys", "record:credential", "record:share_credential", "shared_credential", "status_list",
    "documents:withdraw", "evidence:ask", "evidence:decide", "evidence:end_hold", "evidence:hold", "evidence:hold_organization", "evidence:set_time",
    "evidence:verify_several", "evidence:withdraw",
    "due_for_review_results", "enrollments:capacity", "enrollments:change_feed", "enrollments:close", "enrollments:leave_line", "enrollments:readmit",
    "enrollments:revoke_link", "enrollments:stop_extension", "enrollments:stop_make_up", "enrollments:walk", "enrollments:withdraw", "gradebook:csv",
    "gradebook:file", "gradebook:xlsx", "hours:adjustment_withdraw", "hours:batch_reverse", "hours:batch_withdraw", "hours:decide_adjustment",
    "hours:decide_batch", "hours:decide_outside", "hours:dispute_settle", "hours:outside_withdraw",
    "jobs:again", "jobs:cancel", "jobs:progress", "join:open", "law_changes:assign", "law_changes:close",
    "confirming:arrive", "confirming:feedback", "matters:drop", "matters:reach", "matters:say", "matters:send", "supervision:assign",
    "supervision:close", "supervision:decide", "supervision:end_place", "supervision:remind", "supervision:revoke", "supervision:say",
    "law_changes:decide", "law_changes:give", "law_changes:hold", "lesson_media", "notes:add", "notes:change", "notes:export", "notes:remove",
    "notes:report", "notices:follow", "notices:read_all", "people:ask_email", "people:deactivate", "people:end_role", "people:give_role",
    "people:reactivate", "people:resend_invitation", "people:revoke_api_token", "people:revoke_invitation", "people:sign_out_elsewhere", "practice:next", "problems:settle",
    "record:certificate", "site:alive", "site:language", "site:learn", "site:ready", "sittings:end_accommodation", "study:beats", "study:check",
    "study:complete", "study:offline", "study:place", "study:seen", "study:token", "teach:allow_practice", "teach:analysis_csv", "teach:apply_fix",
    "teach:decide_late", "teach:export_questions", "teach:forget_comment", "teach:keep_for_exams", "teach:preview_question", "teach:question_states",
    "teach:release_results", "teach:restore_version", "teach:undo_fix", "teaching:cancel", "teaching:confirm", "teaching:decide_make_up",
    "teaching:mark", "teaching:rows", "teaching:stage", "teaching:stayed", "vault:file", "walk:end",
}  # fmt: skip
# pages that another journey opens, or whose state these people are not in
ELSEWHERE = {
    "confirming:pile": "practice/test_pages: nobody has a mailed link", "confirming:entry": "practice/test_pages: nobody has a mailed link",
    "matters:matter": "practice/test_pages", "matters:write": "practice/test_pages", "matters:entry": "practice/test_pages",
    "matters:edit": "practice/test_pages", "supervision:matter": "practice/test_pages", "supervision:entry": "practice/test_pages",
    "supervision:change_attorney": "practice/test_pages",
    "attempts:left": "actions/test_accommodations: only where feedback is shown during an attempt",
    "enrollments:from_file": "test_enrollments", "attempts:take": "test_certificate", "attempts:submit": "test_certificate",
    "hours:alarms": "views/test_hours: for administrators only", "jobs:job": "test_exports", "teach:mark": "test_marking",
    "teach:reconcile": "test_marking", "teach:marking_of": "test_marking", "teach:new_fix": "test_marking",
    "teach:fix": "test_marking", "attempts:dispute": "test_marking", "people:accept_privacy": "accepted already",
    "people:link_door": "nobody has a mailed link", "people:accept_invitation": "nobody is invited", "people:open_invitation": "nobody is invited",
    "people:confirm_email": "nobody changes an address", "people:privacy_version": "the same page as people:privacy",
    "join:follow": "test_running_a_cohort", "teaching:roster": "views/test_sessions", "due_for_review": "test_author: the page itself is Wagtail's",
    "lesson_import:start": "test_import", "lesson_import:report": "test_import", "lesson_import:keep": "test_import",
    "duplicate_program:start": "Wagtail's page with our form, as lesson_import:start",
}  # fmt: skip
