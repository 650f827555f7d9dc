"""Audits: the coordinator's board, and the pages that an auditor's link opens."""

from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…> and <token:…>
from accreditation.queries.audits import PURPOSE
from accreditation.views import audit_by_link, audits
from lms.people.views.mailed_links import arrive

board_patterns = [
    path("", audits.board, name="board"),
    path("cohort/<slug:cohort>/", audits.of_cohort, name="of_cohort"),
    path("student/<public_id:enrollment>/", audits.of_student, name="of_student"),
    path("<public_id:audit>/revoke/", audits.revoke, name="revoke"),
]
link_patterns = [
    path("", audit_by_link.overview, name="overview"),
    path("students/<public_id:place>/", audit_by_link.student, name="student"),
    path("students/<public_id:place>/entries/<int:seq>/", audit_by_link.entry, name="entry"),
    path("verify/", audit_by_link.verify, name="verify"),
    path("<token:token>/", arrive, {"purpose": PURPOSE}, name="arrive"),
]
