from django.urls import path

from assessments.views import accommodations, answer_files, attempts, disputes, going_on, journal, result, versions

app_name = "attempts"
urlpatterns = [
    path("accommodations/", accommodations.mine, name="accommodations"),
    path("<uuid:attempt>/", attempts.take, name="take"),
    path("<uuid:attempt>/save/", attempts.save, name="save"),
    path("<uuid:attempt>/submit/", attempts.submit, name="submit"),
    path("<uuid:attempt>/questions/<int:position>/", versions.question, name="question"),
    path("<uuid:attempt>/questions/<int:position>/texts/", journal.texts, name="texts"),
    path("<uuid:attempt>/questions/<int:position>/files/", answer_files.upload, name="upload"),
    path("<uuid:attempt>/questions/<int:position>/files/remove/", answer_files.remove, name="remove_file"),
    path("choices/<int:conflict>/", journal.choose, name="choose"),
    path("<uuid:attempt>/questions/<int:position>/dispute/", disputes.dispute, name="dispute"),
    path("<uuid:attempt>/next/", going_on.leave, name="next"),
    path("<uuid:attempt>/left/", going_on.left, name="left"),
    path("<uuid:attempt>/pause/", going_on.pause, name="pause"),
    path("<uuid:attempt>/resume/", going_on.resume, name="resume"),
    path("<uuid:attempt>/result/", result.result, name="result"),
]
