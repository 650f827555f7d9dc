"""Development and the demonstration: `make run`."""

from lms.settings import environment as env
from lms.settings.base import *  # noqa: F403  settings modules are read as one namespace
from lms.settings.base import DATA_DIR, KEYS_DIR
from lms.settings.keys import development_secret

DATA_DIR.mkdir(parents=True, exist_ok=True)
for _folder in ("queue", "queue-done", "queue-control", "media", "vault", "static"):
    (DATA_DIR / _folder).mkdir(exist_ok=True)

DEBUG = env.text("DEBUG", "0") == "1"
SECRET_KEY = env.text("SECRET_KEY") or development_secret(KEYS_DIR, "site")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
VAULT_KEYS = env.words("VAULT_KEYS") or [development_secret(KEYS_DIR, "vault")]
SIGNING_KEYS = env.words("SIGNING_KEYS") or [development_secret(KEYS_DIR, "signing")]
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SECOND_FACTOR_REQUIRED = env.text("SECOND_FACTOR_REQUIRED", "0") == "1"  # the demonstration goes without
DEMONSTRATION_ACCOUNTS_ALLOWED = True
