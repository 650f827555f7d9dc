from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from assessments.views import analysis, marking, practice
from assessments.views.bank import editor, files, lists, questions

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
    path("banks/", lists.banks, name="banks"),
    path("banks/<slug:bank>/", lists.bank, name="bank"),
    path("banks/<slug:bank>/states/", lists.states, name="question_states"),
    path("banks/<slug:bank>/duplicates/", lists.duplicates, name="duplicates"),
    path("banks/<slug:bank>/import/", files.bring_in, name="import_questions"),
    path("banks/<slug:bank>/export/", files.take_out, name="export_questions"),
    path("banks/<slug:bank>/new/", editor.choose_type, name="choose_type"),
    path("banks/<slug:bank>/new/<slug:kind>/", editor.write, name="write_question"),
    path("banks/<slug:bank>/preview/<slug:kind>/", editor.preview, name="preview_question"),
    path("banks/<slug:bank>/<public_id:question>/", questions.question, name="question"),
    path("banks/<slug:bank>/<public_id:question>/edit/", editor.edit, name="edit_question"),
    path("banks/<slug:bank>/<public_id:question>/try/", questions.try_question, name="try_question"),
    path("banks/<slug:bank>/<public_id:question>/versions/<int:number>/", questions.version, name="question_version"),
    path("banks/<slug:bank>/<public_id:question>/versions/<int:number>/restore/", questions.restore, name="restore_version"),
]
