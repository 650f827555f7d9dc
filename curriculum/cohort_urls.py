from django.urls import path

from curriculum.views import enrollments

app_name = "enrollments"
urlpatterns = [
    path("new/", enrollments.new_cohort, name="new_cohort"),
    path("<slug:cohort>/enrollments/", enrollments.enrollments, name="list"),
    path("<slug:cohort>/enrollments/file/", enrollments.from_file, name="from_file"),
    path("<slug:cohort>/close/", enrollments.close, name="close"),
    path("enrollments/<str:enrollment>/withdraw/", enrollments.withdraw, name="withdraw"),
    path("enrollments/<str:enrollment>/readmit/", enrollments.readmit, name="readmit"),
]
