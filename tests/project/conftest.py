"""The world of the matrix, built once for each module: every question is asked in a savepoint that is rolled back."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from tests.project.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Two campuses and everybody on them; without rate limits, because one test asks thousands of questions."""
    with django_db_blocker.unblock(), override_settings(ACCOUNT_RATE_LIMITS=False, MFA_RATE_LIMITS=False), transaction.atomic():
        yield World()
        transaction.set_rollback(True)
