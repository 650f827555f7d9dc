"""Production's settings as they are, but for static files: these harnesses ask for no page that needs their list."""

from lms.settings.production import *  # noqa: F403  settings modules are read as one namespace

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
