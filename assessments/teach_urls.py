from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from assessments.views import analysis, marking, practice

app_name = "teach"
urlpatterns = [
    path("analysis/", analysis.overview, name="analysis"),
    path("analysis/<public_id:assessment>/", analysis.assessment, name="assessment_analysis"),
    path("analysis/<public_id:assessment>/csv/", analysis.as_csv, name="analysis_csv"),
    path("analysis/<public_id:assessment>/<public_id:version>/", analysis.item, name="item_analysis"),
    path("practice/", practice.banks, name="practice"),
    path("practice/questions/<public_id:question>/", practice.keep, name="keep_for_exams"),
    path("practice/<slug:bank>/", practice.allow, name="allow_practice"),
    path("marking/", marking.queue, name="marking"),
    path("marking/<int:item>/", marking.mark, name="mark"),
]
