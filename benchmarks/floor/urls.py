from django.urls import include, path

from benchmarks.floor import views

urlpatterns = [path("f/", views.signed_in), path("s/", views.upsert), path("t/", views.cells), path("", include("wagtail.urls"))]
