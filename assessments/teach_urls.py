from django.urls import path

from assessments.views import marking

app_name = "teach"
urlpatterns = [
    path("marking/", marking.queue, name="marking"),
    path("marking/<int:item>/", marking.mark, name="mark"),
]
