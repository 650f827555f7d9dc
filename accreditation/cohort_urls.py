from django.urls import path

from accreditation.views import cohorts

app_name = "cohorts"
urlpatterns = [
    path("", cohorts.cohorts, name="cohorts"),
    path("<slug:cohort>/", cohorts.board, name="board"),
    path("people/<str:enrollment>/", cohorts.student, name="student"),
]
