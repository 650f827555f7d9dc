"""The one place that joins every app's routes (interface.md, Pages)."""

from django.urls import include, path

from accreditation.views import certificates

urlpatterns = [
    path("", include("lms.site.urls")),
    path("files/", include("lms.vault.urls")),
    path("jobs/", include("lms.jobs.urls")),
    path("study/", include("curriculum.urls")),
    path("record/", include("accreditation.record_urls")),
    path("verify/<str:code>/", certificates.verify, name="verify"),
    path("cohorts/", include("accreditation.cohort_urls")),
    path("attempts/", include("assessments.urls")),
    path("teach/", include("assessments.teach_urls")),
    path("accounts/", include("allauth.urls")),
    path("cms/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("learn/", include("wagtail.urls")),
]
