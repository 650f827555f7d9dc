"""Settings shared by development, tests and production. What differs is read from the environment."""

from csp.constants import NONCE, NONE, SELF

from lms.settings import environment as env
from lms.settings.databases import databases
from lms.settings.logs import log_lines
from lms.settings.object_storage import storages

BASE_DIR = env.BASE_DIR
DATA_DIR = env.data_dir()
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")
SUPPORT_EMAIL = env.text("SUPPORT_EMAIL", "support@pathway.example")
EMAIL_TIMEOUT = 30  # seconds; well within the hold on a letter, so that a mail server that says nothing keeps no worker
DEFAULT_FROM_EMAIL = SERVER_EMAIL = SUPPORT_EMAIL  # answers to our letters reach people

INSTALLED_APPS = [
    # ours, highest first: templates and static files of a higher app may override a lower one's
    "lms.site",
    "accreditation",
    "assessments",
    "curriculum",
    "lms.questions",
    "lms.notices",
    "lms.people",
    "lms.jobs",
    "lms.vault",
    "lms.audit",
    "lms.core",
    # Wagtail
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtailmedia",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    # accounts
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "rules.apps.AutodiscoverRulesConfig",
    "django_htmx",
    # Django
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "lms.core.operations.middleware.OperationsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lms.core.admin_scripts.WagtailScriptsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.people.middleware.WagtailDoorMiddleware",
    "lms.core.middleware.SignedOutMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lms.core.middleware.NoStoreMiddleware",
    "lms.people.middleware.SessionEndMiddleware",
    "lms.people.middleware.DemonstrationMiddleware",
    "lms.people.middleware.SecondFactorMiddleware",
    "lms.people.middleware.PoliciesMiddleware",
    "curriculum.middleware.WalkMiddleware",
    "lms.core.middleware.TimeZoneMiddleware",
    "lms.core.middleware.LanguageMiddleware",
    "lms.core.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
ASGI_APPLICATION = "lms.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.site.context.shell",
            ],
        },
    },
]

DATABASES = databases(DATA_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "lms.people.backends.SignInBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "lms.people.password_words.WordsOfThePlace"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", "English"), ("es", "Español")]
COOKIE_PREFIX = ""  # production: browsers take a cookie called “__Host-…” over TLS only, for this host only (RFC 6265bis)
LANGUAGE_COOKIE_NAME = "pathway_language"
MESSAGE_STORAGE = "lms.core.message_storage.MessageStorage"
LOCALE_PATHS = [BASE_DIR / "lms" / "locale"]
FORMAT_MODULE_PATH = "lms.core.formats"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/lesson-media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lms.core.static_files.HashedStaticFiles"},
    **storages(env.text("STORAGE_URL")),
}
VAULT_DIR = DATA_DIR / "vault"
ANCHOR_DIR = env.text("ANCHOR_DIR") or DATA_DIR / "anchors"  # better on another machine: what is kept there proves the ledger when this one is altered
KEYS_DIR = DATA_DIR / "keys"
HOURS_DISPUTE_BUSINESS_DAYS = int(env.text("HOURS_DISPUTE_BUSINESS_DAYS", "10"))  # a promise of the house, no deadline of law
PACKET_MEGABYTES = int(env.text("PACKET_MEGABYTES", "20"))  # the largest part of a packet for e-mail; EOIR publishes no limit (mark D)
PACKET_SEAL = env.text("PACKET_SEAL", "0") == "1"  # whether packets to file and supplements carry the platform’s seal (decision 101)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_IDLE_MINUTES = int(env.text("SESSION_IDLE_MINUTES", "60"))  # decision 122
SESSION_HOURS = int(env.text("SESSION_HOURS", "12"))
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # scripts read the token from the page
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel frames our own pages
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # same reason; frame-ancestors says it again
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's form of a long lesson has thousands of fields; a refused form would lose an author's work

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],  # the nonce is made only for Wagtail's admin (lms.core.admin_scripts)
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

WAGTAIL_SITE_NAME = "Pathway"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}  # security.md, principle 11
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # also from a bucket: nobody is sent to it
WAGTAILMEDIA = {"MEDIA_MODEL": "curriculum.Recording", "AUDIO_EXTENSIONS": ["m4a", "mp3", "ogg", "wav"], "VIDEO_EXTENSIONS": ["mp4", "webm"]}
WAGTAILEMBEDS_FINDERS: list[dict] = []  # no request leaves for other people's servers (CT-13)
WAGTAIL_I18N_ENABLED = False
# accounts are ours: Wagtail offers no way to sign in, reset or change them
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_FINISH_WORKFLOW_ACTION = "curriculum.actions.publish_reviewed.publish_reviewed"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # reviewers are told by lms.notices
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False

CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "filesystem://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if CELERY_BROKER_URL.startswith("filesystem"):
    _QUEUE = DATA_DIR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_QUEUE),
        "data_folder_out": str(_QUEUE),
        "processed_folder": str(DATA_DIR / "queue-done"),
        "control_folder": str(DATA_DIR / "queue-control"),
        "store_processed": False,
    }

# Per account and address, kept in the database; allauth's limits below are per account and per address, kept in the cache.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "lms.people.adapter.attempted_email"
AXES_CLIENT_IP_CALLABLE = "lms.core.addresses.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # a stranger's further tries must not prolong the owner's wait
AXES_DISABLE_ACCESS_LOG = True  # addresses of people who signed in are nobody's business
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]
AXES_LOCKOUT_TEMPLATE = "429.html"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by invitation, which proves the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody makes us write to strangers
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "lms.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "lms.people.forms.sign_in.SignInForm",
    "reset_password": "lms.people.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "lms.people.forms.sign_in.ResetPasswordKeyForm",
    "change_password": "lms.people.forms.sign_in.ChangePasswordForm",
    "reauthenticate": "lms.people.forms.sign_in.ReauthenticateForm",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False  # campus computers are shared: the session ends with the browser
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # the owner gets in by reset even while a stranger uses up the attempts (AU-03)
ACCOUNT_RATE_LIMITS = {
    # a class of thirty signs in within a minute from one campus address
    "login": "300/m/ip",
    "login_failed": "30/m/ip,100/h/ip,6/10m/key",
    "reset_password": "60/m/ip,3/10m/key",
    "join": "300/m/ip,6/10m/key",  # newcomers who follow a join link; the key is their session
}
PASSWORD_RESET_TIMEOUT = 60 * 60
MFA_ADAPTER = "lms.people.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "lms.people.forms.sign_in.SecondFactorForm",
    "reauthenticate": "lms.people.forms.sign_in.SecondFactorAgainForm",
    "activate_totp": "lms.people.forms.sign_in.ActivateAppForm",
    "add_webauthn": "lms.people.forms.sign_in.AddPasskeyForm",
    "authenticate_webauthn": "lms.people.forms.sign_in.UsePasskeyForm",
    "login_webauthn": "lms.people.forms.sign_in.SignInWithPasskeyForm",
    "reauthenticate_webauthn": "lms.people.forms.sign_in.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pathway"
MFA_TOTP_TOLERANCE = 1
SECOND_FACTOR_REQUIRED = True
DEMONSTRATION_ACCOUNTS_ALLOWED = False

# seeing how the installation is (docs/how-to/watch-an-installation.md)
METRICS_DIR = DATA_DIR / "metrics"
METRICS_TOKEN = env.text("METRICS_TOKEN")
METRICS_ADDRESSES = env.networks("METRICS_ADDRESSES")
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
SLOW_QUERY_MS = env.number("SLOW_QUERY_MS", 500)
SLOW_REQUEST_MS = env.number("SLOW_REQUEST_MS", 3000)
LOG_REQUESTS = env.text("LOG_REQUESTS", "0") == "1"
SENTRY_DSN = env.text("SENTRY_DSN")
OTEL_EXPORTER_OTLP_ENDPOINT = env.text("OTEL_EXPORTER_OTLP_ENDPOINT")
LOGGING = log_lines(shape=env.choice("LOG_FORMAT", ("plain", "json")), level=env.choice("LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")))
