from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from accreditation.views import attestations, certificate_board, certificates, cohorts, corrections, coverage, program_rules, record_exports, study_flags

app_name = "cohorts"
urlpatterns = [
    path("", cohorts.cohorts, name="cohorts"),
    path("approvals/", corrections.approvals, name="approvals"),
    path("approvals/<str:correction>/", corrections.decide, name="decide"),
    path("approvals/attestations/<str:attestation>/", attestations.decide_attestation, name="decide_attestation"),
    path("certificates/", certificate_board.flagged, name="flagged_certificates"),
    path("certificates/<slug:number>/decide/", certificates.decide, name="decide_certificate"),
    path("rules/<slug:program>/", program_rules.program_rules, name="program_rules"),
    path("signatories/<slug:campus>/", certificate_board.signatories, name="signatories"),
    path("signatories/<public_id:signatory>/end/", certificate_board.end, name="end_signatory"),
    path("<slug:cohort>/", cohorts.board, name="board"),
    path("<slug:cohort>/certificates/", certificate_board.certificates, name="certificates"),
    path("<slug:cohort>/certificates/issue/", certificate_board.issue_all, name="issue_all"),
    path("<slug:cohort>/certificates/<slug:track>/text/", certificate_board.template, name="certificate_template"),
    path("<slug:cohort>/coverage/", coverage.cohort_coverage, name="coverage"),
    path("<slug:cohort>/rules/", program_rules.rules, name="rules"),
    path("<slug:cohort>/rules/move/", program_rules.move, name="move_rules"),
    path("<slug:cohort>/records/", record_exports.of_cohort, name="records"),
    path("campuses/<slug:campus>/records/", record_exports.of_campus, name="campus_records"),
    path("people/<str:enrollment>/records/", record_exports.of_student, name="student_records"),
    path("flags/<str:flag>/", study_flags.dismiss, name="dismiss_flag"),
    path("people/<str:enrollment>/", cohorts.student, name="student"),
    path("people/<str:enrollment>/entries/<int:seq>/", corrections.entry, name="entry"),
    path("people/<str:enrollment>/entries/<int:seq>/correct/", corrections.correct, name="correct"),
    path("people/<str:enrollment>/topics/<slug:topic>/", coverage.student_topic, name="topic"),
    path("people/<str:enrollment>/packet/", cohorts.packet, name="packet"),
    path("people/<str:enrollment>/certificates/<slug:track>/", certificates.issue, name="issue"),
]
