from django.urls import path

from assessments.views import attempts, disputes, journal, versions

app_name = "attempts"
urlpatterns = [
    path("<uuid:attempt>/", attempts.take, name="take"),
    path("<uuid:attempt>/save/", attempts.save, name="save"),
    path("<uuid:attempt>/submit/", attempts.submit, name="submit"),
    path("<uuid:attempt>/questions/<int:position>/", versions.question, name="question"),
    path("<uuid:attempt>/questions/<int:position>/texts/", journal.texts, name="texts"),
    path("choices/<int:conflict>/", journal.choose, name="choose"),
    path("<uuid:attempt>/questions/<int:position>/dispute/", disputes.dispute, name="dispute"),
    path("<uuid:attempt>/result/", attempts.result, name="result"),
]
