"""Sharing: the student's consents, and how a campus shares."""

from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from accreditation.views import sharing

mine_patterns = [
    path("", sharing.mine, name="mine"),
    path("<public_id:consent>/revoke/", sharing.revoke, name="revoke"),
]
campus_patterns = [path("<slug:campus>/", sharing.campus, name="campus")]
