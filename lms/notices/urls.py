from django.urls import path

from lms.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_all, name="read_all"),
    path("settings/", views.settings, name="settings"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("<str:public_id>/", views.follow, name="follow"),
]
