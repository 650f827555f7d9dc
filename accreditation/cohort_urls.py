from django.urls import path

from accreditation.views import attestations, certificates, cohorts, corrections, study_flags

app_name = "cohorts"
urlpatterns = [
    path("", cohorts.cohorts, name="cohorts"),
    path("approvals/", corrections.approvals, name="approvals"),
    path("approvals/<str:correction>/", corrections.decide, name="decide"),
    path("approvals/attestations/<str:attestation>/", attestations.decide_attestation, name="decide_attestation"),
    path("<slug:cohort>/", cohorts.board, name="board"),
    path("<slug:cohort>/records/", cohorts.records, name="records"),
    path("flags/<str:flag>/", study_flags.dismiss, name="dismiss_flag"),
    path("people/<str:enrollment>/", cohorts.student, name="student"),
    path("people/<str:enrollment>/entries/<int:seq>/", corrections.entry, name="entry"),
    path("people/<str:enrollment>/entries/<int:seq>/correct/", corrections.correct, name="correct"),
    path("people/<str:enrollment>/packet/", cohorts.packet, name="packet"),
    path("people/<str:enrollment>/certificates/<slug:track>/", certificates.issue, name="issue"),
]
