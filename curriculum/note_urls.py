from django.urls import path

from curriculum.views import notes

app_name = "notes"
urlpatterns = [
    path("", notes.all_notes, name="all"),
    path("export/", notes.export, name="export"),
    path("lessons/<str:lesson>/", notes.of_lesson, name="lesson"),
    path("lessons/<str:lesson>/add/", notes.add, name="add"),
    path("lessons/<str:lesson>/report/", notes.report, name="report"),
    path("<str:mark>/change/", notes.change, name="change"),
    path("<str:mark>/remove/", notes.remove, name="remove"),
]
