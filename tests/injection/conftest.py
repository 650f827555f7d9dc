"""One poisoned world for all tests of a module."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import override_settings

from tests.injection.poisoning import Poisoned, poison_everything
from tests.project import route_objects  # noqa: F401  brings the other apps' parts into the world
from tests.project.world import World


class PoisonedWorld(World):
    """``poisoned`` says how many values of which column hold a payload."""

    poisoned: Poisoned


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[PoisonedWorld]:
    if connection.vendor != "sqlite":
        pytest.skip("The guards of append-only tables are taken away on SQLite only; pages do not differ by database.")
    with django_db_blocker.unblock(), override_settings(ACCOUNT_RATE_LIMITS=False, MFA_RATE_LIMITS=False), transaction.atomic():
        world = PoisonedWorld()
        world.poisoned = poison_everything()
        yield world
        transaction.set_rollback(True)
