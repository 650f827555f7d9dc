from django.urls import path

from lms.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<str:public_id>/", views.job, name="job"),
    path("<str:public_id>/progress/", views.progress, name="progress"),
    path("<str:public_id>/cancel/", views.cancel, name="cancel"),
    path("<str:public_id>/again/", views.again, name="again"),
]
