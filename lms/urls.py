"""The one place that joins every app's routes (interface.md, Pages)."""

from django.urls import include, path
from django.views.generic import RedirectView

import lms.core.converters  # noqa: F401  registers <anything:…>
from accreditation.application_urls import mine_patterns as application_patterns
from accreditation.audit_urls import board_patterns as audit_patterns
from accreditation.audit_urls import link_patterns as auditing_patterns
from accreditation.evidence_urls import cohort_patterns, record_patterns
from accreditation.practice_urls import confirm_patterns, log_patterns, supervision_patterns
from accreditation.sharing_urls import campus_patterns as campus_sharing_patterns
from accreditation.sharing_urls import mine_patterns as sharing_patterns
from accreditation.views import verification
from assessments.gradebook_urls import practice_patterns, result_patterns
from curriculum.urls import calendar_patterns, join_patterns, material_patterns, walk_patterns
from curriculum.views import media

handler500 = "lms.site.operations.server_error"

urlpatterns = [
    path("", include("lms.site.urls")),
    path("setup/", include("lms.site.first_run.urls")),
    path("api/v1/", include("lms.site.api.urls")),
    path("files/", include("lms.vault.urls")),
    path("jobs/", include("lms.jobs.urls")),
    path("notices/", include("lms.notices.urls")),
    path("study/", include("curriculum.urls")),
    path("calendar/", include((calendar_patterns, "calendar"))),
    path("join/", include((join_patterns, "join"))),
    path("walk/", include((walk_patterns, "walk"))),
    path("sessions/", include("curriculum.session_urls")),
    path("teach/sessions/", include("curriculum.teach_session_urls")),
    path("teach/materials/", include((material_patterns, "materials"))),
    path("", include("accreditation.hours_urls")),  # its addresses stand before those that take any slug
    path("record/results/", include((result_patterns, "results"))),
    path("practice-questions/", include((practice_patterns, "practice"))),
    path("record/application/", include((application_patterns, "application"))),
    path("organizations/", include("accreditation.organization_urls")),
    path("cohorts/", include("accreditation.application_urls")),
    path(".well-known/pathway-keys.json", verification.keys, name="keys"),
    path(".well-known/pathway-seal.pem", verification.seal_certificates, name="seal_certificates"),
    path("verify/status/<int:number>/", verification.status_list, name="status_list"),
    path("verify/<str:code>/credential.json", verification.shared_credential, name="shared_credential"),
    path("verify/<anything:code>/", verification.verify, name="verify"),
    path("record/documents/", include((record_patterns, "documents"))),
    path("cohorts/documents/", include((cohort_patterns, "evidence"))),
    path("record/sharing/", include((sharing_patterns, "sharing"))),
    path("cohorts/sharing/", include((campus_sharing_patterns, "campus_sharing"))),
    path("record/practice/", include((log_patterns, "matters"))),
    path("record/", include("accreditation.record_urls")),
    path("cohorts/practice/", include((supervision_patterns, "supervision"))),
    path("cohorts/audits/", include((audit_patterns, "audits"))),
    path("audit/", include((auditing_patterns, "auditing"))),
    path("practice/confirm/", include((confirm_patterns, "confirming"))),
    path("cohorts/", include("curriculum.cohort_urls")),
    path("cohorts/", include("accreditation.cohort_urls")),
    path("cohorts/", include("assessments.cohort_urls")),
    path("cohorts/", include("assessments.gradebook_urls")),
    path("attempts/", include("assessments.urls")),
    path("teach/", include("assessments.teach_urls")),
    path("teach/law/", include("curriculum.teach_urls")),
    path("teach/problems/", include("curriculum.problem_urls")),
    path("teach/reviews/", include("curriculum.review_urls")),
    path("law/", include("curriculum.law_urls")),
    path("", include("curriculum.announcement_urls")),
    path("", include("curriculum.question_urls")),
    path("notes/", include("curriculum.note_urls")),
    path("", include("lms.people.urls")),
    path("accounts/", include("lms.people.urls.sign_in")),
    path("cms/", include("wagtail.admin.urls")),
    path("lesson-media/<path:name>", media.lesson_media, name="lesson_media"),
    path("documents/", include("wagtail.documents.urls")),
    # Wagtail's own sign-in form knows no second factor
    path("learn/_util/login/", RedirectView.as_view(pattern_name="account_login"), name="wagtailcore_login"),
    path("learn/", include("curriculum.page_urls")),
]
