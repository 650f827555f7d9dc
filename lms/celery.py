"""The Celery application: workers, and the beat that relays, recovers and sweeps."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init, worker_ready
from django.conf import settings

from lms.core.loaded import keep_loaded
from lms.jobs.broker import celery_defaults


def unset_defaults() -> dict[str, Any]:
    """What the jobs need of Celery, less what a setting named ``CELERY_…`` says: Celery itself would let defaults win."""
    defaults = celery_defaults(settings.CELERY_BROKER_URL, str(settings.DATA_DIR))
    return {name: value for name, value in defaults.items() if not hasattr(settings, f"CELERY_{name.upper()}")}


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
app = Celery("pathway")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.add_defaults(unset_defaults)
app.autodiscover_tasks()


@worker_ready.connect
@worker_process_init.connect
def begin_process(**_: Any) -> None:
    keep_loaded()
