from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from accreditation.views import annual_summary, form_editions, organizations, program_status, record_exports

app_name = "organizations"
urlpatterns = [
    path("", organizations.listing, name="list"),
    path("new/", organizations.new, name="new"),
    path("program/", program_status.notices, name="program"),
    path("program/new/", program_status.add, name="add_notice"),
    path("form/", form_editions.edition, name="form"),
    path("form/new/", form_editions.add, name="add_form_edition"),
    path("duties/<public_id:duty>/", organizations.duty, name="duty"),
    path("<public_id:organization>/", organizations.organization, name="organization"),
    path("<public_id:organization>/summary/<int:year>/", annual_summary.summary, name="summary"),
    path("<public_id:organization>/summary/<int:year>/<slug:kind>/", annual_summary.file, name="summary_file"),
    path("<public_id:organization>/records/", record_exports.of_organization, name="records"),
    path("<public_id:organization>/<slug:part>/", organizations.part, name="part"),
    path("<public_id:organization>/<slug:part>/<public_id:item>/", organizations.part, name="item"),
]
