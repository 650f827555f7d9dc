from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:…>
from assessments.views import fixes, marking, reconciling, releasing

app_name = "teach"
urlpatterns = [
    path("marking/", marking.queue, name="marking"),
    path("marking/<int:item>/", marking.mark, name="mark"),
    path("marking/<int:item>/reconcile/", reconciling.reconcile, name="reconcile"),
    path("marking/comments/forget/", marking.forget, name="forget_comment"),
    path("marking/of/<public_id:public_id>/", releasing.assessment, name="marking_of"),
    path("marking/of/<public_id:public_id>/release/", releasing.release, name="release_results"),
    path("fixes/", fixes.fixes, name="fixes"),
    path("fixes/new/<public_id:public_id>/", fixes.new_fix, name="new_fix"),
    path("fixes/<public_id:public_id>/", fixes.fix, name="fix"),
    path("fixes/<public_id:public_id>/apply/", fixes.apply, name="apply_fix"),
    path("fixes/<public_id:public_id>/undo/", fixes.undo, name="undo_fix"),
]
