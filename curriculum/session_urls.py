from django.urls import path

from curriculum.views import sessions

app_name = "sessions"
urlpatterns = [
    path("", sessions.mine, name="mine"),
    path("<str:session>/", sessions.session, name="session"),
    path("<str:session>/check/", sessions.check, name="check"),
]
