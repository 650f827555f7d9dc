"""The WSGI door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from lms.core.loaded import keep_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
application = get_wsgi_application()
keep_loaded()
