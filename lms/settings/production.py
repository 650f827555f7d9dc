"""Production: refuses to start without what it needs and says which."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment as env
from lms.settings.base import *  # noqa: F403  settings modules are read as one namespace
from lms.settings.base import METRICS_TOKEN
from lms.settings.logs import log_lines

_KEYS = "comma-separated keys, the newest first. Keep copies outside the backups."
env.require(
    {
        "SECRET_KEY": "a long random text that signs sessions and links.",
        "DATABASE_URL": "the PostgreSQL database, as postgresql://user:password@host/name.",
        "SITE_URL": "the public address, as https://pathway.example.org.",
        "VAULT_KEYS": f"what encrypts private files, {_KEYS}",
        "SIGNING_KEYS": f"what signs certificates and anchors, {_KEYS}",
        "CELERY_BROKER_URL": "the message broker, as redis://host:6379/0.",
        "CACHE_URL": "the shared cache, as redis://host:6379/1.",
        "EMAIL_URL": "the mail server, as smtp://user:password@host:587.",
    }
)

DEBUG = False
LOGGING = log_lines(shape=env.choice("LOG_FORMAT", ("json", "plain")), level=env.choice("LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")))
if METRICS_TOKEN and len(METRICS_TOKEN) < 32:
    raise ImproperlyConfigured("METRICS_TOKEN is too short to be a secret: use a random text of 32 characters or more.")
SECRET_KEY = env.text("SECRET_KEY")
SITE_URL = env.text("SITE_URL")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or [urlsplit(SITE_URL).hostname or ""]
VAULT_KEYS = env.words("VAULT_KEYS")
SIGNING_KEYS = env.words("SIGNING_KEYS")
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL")
CACHES = {"default": {"BACKEND": "lms.core.shared_cache.SharedCache", "LOCATION": env.text("CACHE_URL")}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # the shared cache answers; the database keeps them
_EMAIL = urlsplit(env.text("EMAIL_URL"))
EMAIL_HOST = _EMAIL.hostname
EMAIL_USE_SSL = _EMAIL.scheme == "smtps"
EMAIL_USE_TLS = _EMAIL.scheme in ("smtp", "smtp+tls")
EMAIL_PORT = _EMAIL.port or (465 if EMAIL_USE_SSL else 587)
EMAIL_HOST_USER = unquote(_EMAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(_EMAIL.password or "")
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.text("TRUSTED_PROXY_COUNT", "1"))  # nginx stands before us and says whose request it is; limits count by it
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked from beside the server, where nothing is encrypted
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
COOKIE_PREFIX = "__Host-"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
DEMONSTRATION_ACCOUNTS_ALLOWED = False
