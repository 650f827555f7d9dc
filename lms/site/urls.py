from django.urls import path

from lms.site import views
from lms.site.own_export.views import export as own_export

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("learn/", views.learn, name="learn"),
    path("teach/", views.teach, name="teach"),
    path("language/", views.language, name="language"),
    path("search/", views.search, name="search"),
    path("record/export/", own_export, name="own_export"),
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
]
