from django.urls import path

from assessments.views import accommodations, windows

app_name = "sittings"
urlpatterns = [
    path("<slug:cohort>/accommodations/", accommodations.of_cohort, name="accommodations"),
    path("<slug:cohort>/quizzes/", windows.of_cohort, name="windows"),
    path("accommodations/<str:accommodation>/end/", accommodations.end, name="end_accommodation"),
]
