from django.urls import path

from curriculum.views import law_changes

app_name = "law_changes"
urlpatterns = [
    path("", law_changes.case_list, name="cases"),
    path("change/<slug:slug>/", law_changes.record_change, name="record"),
    path("<str:case>/", law_changes.case, name="case"),
    path("<str:case>/items/<int:item>/", law_changes.decide, name="decide"),
    path("<str:case>/items/<int:item>/owner/", law_changes.give, name="give"),
    path("<str:case>/hold/", law_changes.hold, name="hold"),
    path("<str:case>/assign/", law_changes.assign, name="assign"),
    path("<str:case>/close/", law_changes.close, name="close"),
]
