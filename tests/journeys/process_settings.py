"""Settings of the servers and workers that journeys start: the test suite's, without a second factor to type.

A journey that needs hours to pass writes milliseconds into the file that ``TEST_CLOCK_FILE`` names: this server's clock is
ahead by so much. Only these settings know of it; nothing that runs in production reads it.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from lms.settings.test import *  # noqa: F403  settings modules are read as one namespace

SECOND_FACTOR_REQUIRED = False
WHITENOISE_AUTOREFRESH = False
# a journey reads what the worker sent (tests/journeys/letters.py)
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"  # noqa: F405

_real_now = timezone.now
_clock_files = [Path(os.environ["TEST_CLOCK_FILE"])]


def read_clock_of(file: Path) -> None:
    """From now on this process is ahead by what ``file`` says."""
    _clock_files[:] = [file]


def _moved_now() -> datetime:
    ahead = _clock_files[0].read_text() if _clock_files[0].exists() else ""
    return _real_now() + timedelta(milliseconds=int(ahead or 0))


timezone.now = _moved_now
