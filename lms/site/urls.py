from django.urls import path

from lms.site import operations, views
from lms.site.own_export.views import export as own_export

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("learn/", views.learn, name="learn"),
    path("teach/", views.teach, name="teach"),
    path("language/", views.language, name="language"),
    path("search/", views.search, name="search"),
    path("record/export/", own_export, name="own_export"),
    path("healthz", operations.alive, name="alive"),
    path("readyz", operations.ready, name="ready"),
    path("metrics", operations.metrics, name="metrics"),
    path("operations/", operations.status, name="operations"),
]
