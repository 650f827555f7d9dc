"""Production: refuses to start without what it needs and says which."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment as env
from lms.settings.base import *  # noqa: F403  settings modules are read as one namespace

DEBUG = False
SECRET_KEY = env.required("SECRET_KEY", "a long random text that signs sessions and links.")
env.required("DATABASE_URL", "the PostgreSQL database, as postgresql://user:password@host/name.")
SITE_URL = env.required("SITE_URL", "the public address, as https://pathway.example.org.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or [urlsplit(SITE_URL).hostname or ""]
VAULT_KEYS = env.words("VAULT_KEYS")
SIGNING_KEYS = env.words("SIGNING_KEYS")
if not VAULT_KEYS or not SIGNING_KEYS:
    raise ImproperlyConfigured("Set VAULT_KEYS and SIGNING_KEYS: comma-separated keys, the newest first. Keep copies outside the backups.")
CELERY_BROKER_URL = env.required("CELERY_BROKER_URL", "the message broker, as redis://host:6379/0.")
CACHES = {
    "default": {
        "BACKEND": "lms.core.shared_cache.SharedCache",
        "LOCATION": env.required("CACHE_URL", "the shared cache, as redis://host:6379/1."),
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # the shared cache answers; the database keeps them
_EMAIL = urlsplit(env.required("EMAIL_URL", "the mail server, as smtp://user:password@host:587."))
EMAIL_HOST = _EMAIL.hostname
EMAIL_PORT = _EMAIL.port or 587
EMAIL_HOST_USER = _EMAIL.username or ""
EMAIL_HOST_PASSWORD = _EMAIL.password or ""
EMAIL_USE_TLS = _EMAIL.scheme in ("smtp", "smtp+tls")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
DEMONSTRATION_ACCOUNTS_ALLOWED = False
