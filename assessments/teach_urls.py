from django.urls import path

from assessments.views import journal, marking

app_name = "teach"
urlpatterns = [
    path("marking/", marking.queue, name="marking"),
    path("marking/<int:item>/", marking.mark, name="mark"),
    path("late-answers/", journal.late, name="late"),
    path("late-answers/<int:late>/", journal.decide_late, name="decide_late"),
    path("attempts/<uuid:attempt>/", journal.kept, name="attempt"),
]
