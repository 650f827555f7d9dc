from django.urls import path

from curriculum.views import problems

app_name = "problems"
urlpatterns = [
    path("", problems.problem_list, name="list"),
    path("<str:problem>/settle/", problems.settle, name="settle"),
]
