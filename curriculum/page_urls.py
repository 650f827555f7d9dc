"""Wagtail's routes of pages, with our quicker way to a lesson (decision record: lessons are found by their address)."""

from django.urls import re_path
from wagtail.urls import serve_pattern
from wagtail.urls import urlpatterns as wagtail_urls

from curriculum.views import serving

urlpatterns = [re_path(serve_pattern, serving.serve, name="wagtail_serve"), *wagtail_urls[:-1]]
