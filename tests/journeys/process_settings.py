"""Settings of the servers and workers that journeys start: the test suite's, without a second factor to type."""

from lms.settings.test import *  # noqa: F403  settings modules are read as one namespace

SECOND_FACTOR_REQUIRED = False
