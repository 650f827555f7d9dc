from django.urls import path

from curriculum.views import reviews

app_name = "reviews"
urlpatterns = [
    path("", reviews.waiting_list, name="waiting"),
    path("<str:lesson>/", reviews.review, name="review"),
]
