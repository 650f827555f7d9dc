"""Settings of the test suite: real database, no network, fast password hashes."""

import os
import tempfile
from pathlib import Path

from lms.settings.base import *  # noqa: F403  settings modules are read as one namespace
from lms.settings.databases import databases

DATA_DIR = Path(os.environ.get("TEST_DATA_DIR") or tempfile.mkdtemp(prefix="pathway-test-"))  # processes that a test starts share one
for _folder in ("queue", "queue-done", "queue-control", "media", "static", "vault", "keys"):
    (DATA_DIR / _folder).mkdir(exist_ok=True)
DATABASES = databases(DATA_DIR, synchronous="OFF")
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
VAULT_DIR = DATA_DIR / "vault"
ANCHOR_DIR = DATA_DIR / "anchors"
KEYS_DIR = DATA_DIR / "keys"
METRICS_DIR = DATA_DIR / "metrics"

DEBUG = False
SECRET_KEY = "tests-only-" + "k" * 50
VAULT_KEYS = ["tests-only-vault-key-" + "v" * 30]
SIGNING_KEYS = ["tests-only-signing-key-" + "s" * 30]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(DATA_DIR / "queue"),
    "data_folder_out": str(DATA_DIR / "queue"),
    "processed_folder": str(DATA_DIR / "queue-done"),
    "control_folder": str(DATA_DIR / "queue-control"),
    "store_processed": False,
}
SECOND_FACTOR_REQUIRED = True
DEMONSTRATION_ACCOUNTS_ALLOWED = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # a test client looks for a file when it asks for one, not for all of them whenever it is made
SLOW_QUERY_MS = SLOW_REQUEST_MS = 0  # how fast a machine is belongs to benchmarks: a busy one writes no lines where a test expects none
PRIVACY_NOTICE_VERSION = "2026-11"  # the version that tables begin with, for people whom tests make
