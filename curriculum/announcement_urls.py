from django.urls import path

from curriculum.views import announcements

app_name = "announcements"
urlpatterns = [
    path("announcements/", announcements.mine, name="mine"),
    path("announcements/<str:announcement>/", announcements.read, name="read"),
    path("cohorts/<slug:cohort>/announcements/", announcements.of_cohort, name="of_cohort"),
    path("cohorts/<slug:cohort>/announcements/new/", announcements.write, name="write"),
    path("cohorts/announcements/<str:announcement>/edit/", announcements.edit, name="edit"),
    path("cohorts/announcements/<str:announcement>/take-back/", announcements.take_it_back, name="take_back"),
]
