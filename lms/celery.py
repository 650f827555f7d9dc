"""The Celery application: workers, and the beat that relays, recovers and sweeps."""

import os

from celery import Celery
from django.conf import settings

from lms.jobs.broker import celery_defaults

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
app = Celery("pathway")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.add_defaults(lambda: celery_defaults(settings.CELERY_BROKER_URL, str(settings.DATA_DIR)))
app.autodiscover_tasks()
