from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from assessments.views import gradebook, practice, results

app_name = "gradebook"
urlpatterns = [
    path("<slug:cohort>/gradebook/", gradebook.table, name="table"),
    path("<slug:cohort>/gradebook/csv/", gradebook.as_csv, name="csv"),
    path("<slug:cohort>/gradebook/xlsx/", gradebook.as_xlsx, name="xlsx"),
    path("<slug:cohort>/gradebook/weights/", gradebook.weights, name="weights"),
    path("<slug:cohort>/gradebook/<public_id:enrollment>/", gradebook.student, name="student"),
]
result_patterns = [path("", results.mine, name="mine")]
practice_patterns = [
    path("", practice.overview, name="overview"),
    path("next/", practice.following, name="next"),
    path("<public_id:version>/", practice.question, name="question"),
]
