"""Production's way of serving, on a database made for the run: `DATABASE_URL` and `DATA_DIR` are set by `benchmarks.servers`."""

from lms.settings import environment as env
from lms.settings.dev import *  # noqa: F403  settings modules are read as one namespace
from lms.settings.dev import INSTALLED_APPS, MIDDLEWARE

DEBUG = False
DEMONSTRATION_ACCOUNTS_ALLOWED = False
SECOND_FACTOR_REQUIRED = True
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.floor"]
MIDDLEWARE = ["benchmarks.counting.CountQueries", *MIDDLEWARE]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lms.core.static_files.HashedStaticFiles"},
}
if env.text("CACHE_URL"):
    CACHES = {"default": {"BACKEND": "lms.core.shared_cache.SharedCache", "LOCATION": env.text("CACHE_URL")}}
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
