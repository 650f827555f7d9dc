from django.urls import path

from curriculum.views import checks, offline, study

app_name = "study"
urlpatterns = [
    path("beats/", study.beats, name="beats"),
    path("complete/", study.complete, name="complete"),
    path("seen/", study.seen, name="seen"),
    path("place/", study.place, name="place"),
    path("offline/<str:lesson>/", offline.save_for_offline, name="offline"),
    path("token/<str:enrollment>/<str:lesson>/", study.token, name="token"),
    path("checks/<str:snapshot>/<slug:check>/", checks.answer, name="check"),
]
