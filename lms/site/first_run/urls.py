from django.urls import path

import lms.core.converters  # noqa: F401  registers <token:…>
from lms.site.first_run import views

app_name = "setup"
urlpatterns = [
    path("", views.start, name="start"),
    path("link/<token:token>/", views.open_link, name="open"),
    path("organization/", views.organization, name="organization"),
    path("campus/", views.campus, name="campus"),
    path("people/", views.people, name="people"),
    path("curriculum/", views.curriculum, name="curriculum"),
    path("next/", views.next_things, name="next"),
]
