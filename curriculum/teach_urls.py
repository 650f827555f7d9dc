from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from curriculum.views import law_changes

app_name = "law_changes"
urlpatterns = [
    path("", law_changes.case_list, name="cases"),
    path("change/<slug:slug>/", law_changes.record_change, name="record"),
    path("<public_id:case>/", law_changes.case, name="case"),
    path("<public_id:case>/items/<int:item>/", law_changes.decide, name="decide"),
    path("<public_id:case>/items/<int:item>/owner/", law_changes.give, name="give"),
    path("<public_id:case>/hold/", law_changes.hold, name="hold"),
    path("<public_id:case>/assign/", law_changes.assign, name="assign"),
    path("<public_id:case>/close/", law_changes.close, name="close"),
]
