"""What every test may ask for."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from lms.core.loaded import keep_loaded
from tests import database

# how fast a machine is belongs to benchmarks: a busy one fails no property
hypothesis_settings.register_profile("pathway", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("pathway")


def pytest_collection_finish() -> None:
    keep_loaded()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """One copy of the migrated template per worker; ordinary tests roll back inside it."""
    kept = database.copies()
    with django_db_blocker.unblock():
        kept.ensure_template()
        name = kept.copy()
        with database.connection_pointed_at(name):
            yield
        kept.drop(name)


@dataclass(frozen=True)
class SeparateDatabase:
    """A database of its own: ``name`` for this process, ``url`` for other processes' DATABASE_URL."""

    name: str
    url: str

    def environment(self, **more: str) -> dict[str, str]:
        """The environment for a child process that works on this database."""
        return {**os.environ, "DATABASE_URL": self.url, "DJANGO_SETTINGS_MODULE": "lms.settings.test", **more}


@pytest.fixture
def separate_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[SeparateDatabase]:
    """For tests that commit, start processes or kill them: a clone that is dropped afterwards, never flushed."""
    kept = database.copies()
    with django_db_blocker.unblock():
        name = kept.copy()
        with database.connection_pointed_at(name):
            yield SeparateDatabase(name=name, url=kept.url(name))
        kept.drop(name)


@pytest.fixture(autouse=True)
def _anchors_of_one_test(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Anchors are kept outside the database, so those of a test that was rolled back would contradict the next one's ledger."""
    settings.ANCHOR_DIR = tmp_path_factory.getbasetemp() / f"anchors-{uuid.uuid4().hex}"


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    from django.core.cache import cache

    cache.clear()
