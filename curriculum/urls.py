from django.urls import path

from curriculum.views import attestations, checks, study

app_name = "study"
urlpatterns = [
    path("beats/", study.beats, name="beats"),
    path("complete/", study.complete, name="complete"),
    path("seen/", study.seen, name="seen"),
    path("token/<str:enrollment>/<str:lesson>/", study.token, name="token"),
    path("attest/<str:enrollment>/<str:lesson>/", attestations.attest, name="attest"),
    path("checks/<str:snapshot>/<slug:check>/", checks.answer, name="check"),
]
