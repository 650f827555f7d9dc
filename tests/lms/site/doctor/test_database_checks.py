"""Faults of the database, its role, its tables and the keys beside it, each really there."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from lms.site.doctor.base import NotAsked
from lms.site.doctor.checks.clock import kernel_status, unkept
from lms.vault.api import store
from lms.vault.models import SigningKey, StoredFile
from lms.vault.signing import newest_pair
from tests.factories.clock import stand_still
from tests.factories.database_roles import acting_as, new_role, run
from tests.lms.site.doctor.conftest import free_port, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.services]
only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no server.")


class TestDatabase:
    def test_sqlite_is_for_trying_out(self) -> None:
        assert ("SQLite" in wrong("durability")) == (connection.vendor == "sqlite")
        assert wrong("database") == ""

    @only_postgresql
    def test_a_server_that_acknowledges_before_it_keeps(self) -> None:
        before = wrong("durability")  # a server for tests may have fsync off
        run("SET LOCAL synchronous_commit = off")

        assert "synchronous_commit" not in before
        assert "synchronous_commit is off: the last moments" in wrong("durability")

    @only_postgresql
    @pytest.mark.separate
    def test_a_server_that_does_not_answer(self, separate_database: Any) -> None:
        connection.close()
        port = connection.settings_dict["PORT"]
        connection.settings_dict["PORT"] = free_port()
        try:
            assert "does not answer" in wrong("database")
        finally:
            connection.settings_dict["PORT"] = port


class TestRole:
    @only_postgresql
    def test_who_may_do_anything_is_no_role_to_serve_as(self) -> None:
        assert "may do anything" in wrong("role")

    @only_postgresql
    def test_one_with_its_grants_is_fine_until_somebody_adds_to_them(self) -> None:
        name = new_role()
        call_command("grant_application_role", name, stdout=StringIO())
        with acting_as(name):
            assert wrong("role") == ""
        run(f'GRANT DELETE ON audit_event TO "{name}"')

        with acting_as(name):
            assert wrong("role") == f"“{name}” may DELETE audit_event, whose rows are written once."

    @pytest.mark.skipif("connection.vendor == 'postgresql'")
    def test_sqlite_is_not_asked(self) -> None:
        with pytest.raises(NotAsked):
            wrong("role")


class TestMigrations:
    def test_all_applied(self) -> None:
        assert wrong("migrations") == ""

    def test_one_that_is_not(self) -> None:
        run("DELETE FROM django_migrations WHERE app = 'accreditation' AND name LIKE '0020%'")

        assert wrong("migrations").startswith("1 migration not applied, first accreditation 0020")

    def test_a_database_from_a_newer_program(self) -> None:
        run("INSERT INTO django_migrations (app, name, applied) VALUES ('accreditation', '9999_tomorrow', '2026-01-01T00:00:00Z')")

        assert "newer than this program: it has accreditation 9999_tomorrow" in wrong("migrations")


class TestKeys:
    @pytest.fixture(autouse=True)
    def _kept(self, settings: Any, tmp_path: Path) -> None:
        settings.VAULT_DIR = tmp_path
        store("site.own_export", b"words", name="a.txt", media_type="text/plain")

    def test_fit_what_they_sealed(self, settings: Any) -> None:
        assert wrong("keys") == ""
        settings.VAULT_KEYS = ["another key " + "k" * 40, *settings.VAULT_KEYS]
        assert wrong("keys") == ""

    def test_one_that_is_lost(self, settings: Any) -> None:
        settings.VAULT_KEYS = ["another key " + "k" * 40]

        assert f"lacks: {StoredFile.objects.get().key_id}" in wrong("keys")

    def test_a_row_that_was_altered(self) -> None:
        StoredFile.objects.update(wrapped_key=b"x" * 60)

        assert "does not open" in wrong("keys")

    def test_a_key_that_nobody_believes(self) -> None:
        pair = newest_pair()
        at = datetime(2026, 1, 1, tzinfo=UTC)
        SigningKey.objects.create(key_id=pair.key_id, public=pair.public, first_used_at=at, revoked_from=at, revoked_reason="It was lost.")

        assert "was revoked" in wrong("keys")


class TestClock:
    @only_postgresql
    @pytest.mark.parametrize(("year", "said"), [(2020, "behind"), (2090, "ahead of")])
    def test_one_that_differs_from_the_database_s(self, monkeypatch: pytest.MonkeyPatch, year: int, said: str) -> None:
        stand_still(monkeypatch, datetime(year, 1, 1, tzinfo=UTC))

        assert f"seconds {said} the database’s" in wrong("clock")

    @only_postgresql
    def test_the_same_one_does_not(self) -> None:
        assert "database" not in wrong("clock")

    def test_linux_says_whether_anything_keeps_it(self) -> None:
        status = kernel_status()

        assert status is not None
        assert [fault.wrong for fault in unkept(status)] == ([wrong("clock")] if status & 0x40 else [])
        assert [len(list(unkept(told))) for told in (0x40, 0x41, 0x01, 0, None)] == [1, 1, 0, 0, 0]
