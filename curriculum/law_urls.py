from django.urls import path

from curriculum.views import law

app_name = "law"
urlpatterns = [
    path("", law.authorities, name="authorities"),
    path("terms/", law.glossary, name="glossary"),
    path("terms/<slug:slug>/", law.term, name="term"),
    path("<slug:slug>/", law.authority, name="authority"),
]
