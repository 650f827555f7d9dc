"""Settings of worker and web processes that tests start: development settings plus the sample jobs, and short leases."""

import os

from lms.jobs.broker import PATIENCE_WITH_BROKER
from lms.settings.dev import *  # noqa: F403  settings modules are read as one namespace
from lms.settings.dev import CELERY_BROKER_URL, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.lms.jobs.sample"]
JOBS_LEASE_SECONDS = 5
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {**PATIENCE_WITH_BROKER, "global_keyprefix": os.environ["TEST_QUEUE"]}
