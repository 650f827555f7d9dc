from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "lms.site"
    label = "site"
