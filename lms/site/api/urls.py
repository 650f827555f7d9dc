"""Routes under /api/v1/."""

from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:>
from lms.site.api import views

app_name = "api"
urlpatterns = [
    path("openapi.json", views.openapi, name="openapi"),
    path("cohorts/", views.cohorts, name="cohorts"),
    path("records/", views.records, name="records"),
    path("students/<public_id:student>/entries/", views.entries, name="entries"),
    path("completions/", views.completions, name="completions"),
]
