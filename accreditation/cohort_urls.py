from django.urls import path

from accreditation.views import certificates, cohorts

app_name = "cohorts"
urlpatterns = [
    path("", cohorts.cohorts, name="cohorts"),
    path("<slug:cohort>/", cohorts.board, name="board"),
    path("<slug:cohort>/records/", cohorts.records, name="records"),
    path("people/<str:enrollment>/", cohorts.student, name="student"),
    path("people/<str:enrollment>/packet/", cohorts.packet, name="packet"),
    path("people/<str:enrollment>/certificates/<slug:track>/", certificates.issue, name="issue"),
]
