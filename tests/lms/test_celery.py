"""What a setting says goes before what the jobs ask of Celery."""

from typing import Any

from lms.celery import unset_defaults


def test_a_setting_of_celery_is_never_overruled(settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1/0"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": "north-"}

    assert "broker_transport_options" not in unset_defaults()
    assert unset_defaults()["worker_prefetch_multiplier"] == 1


def test_what_no_setting_says_the_jobs_say(settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1/0"
    del settings.CELERY_BROKER_TRANSPORT_OPTIONS

    assert unset_defaults()["broker_transport_options"] == {"max_retries": 0, "socket_connect_timeout": 2, "socket_timeout": 5}
