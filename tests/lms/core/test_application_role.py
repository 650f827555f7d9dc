"""The application's role on a real PostgreSQL: it does all the work there is, and cannot touch what was written once, not even by way of the guards."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from accreditation.actions.take_anchor import take_anchor
from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.models import Entry, FiledPacket
from assessments.models import Grade
from lms.audit.models import Disclosure, Event
from lms.core.application_role import faults_of, grants, written_once_tables
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Forbidden, Invalid, NotFound
from lms.jobs.api import Job, run_due
from tests.accreditation.packets.opening import to_file
from tests.accreditation.test_spine import trained
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course
from tests.factories.database_roles import acting_as, connected_as, new_role, role_of_its_own, run
from tests.factories.ledger import draft
from tests.factories.packets import PacketRoom

pytestmark = pytest.mark.services
only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no roles.")


@pytest.fixture
def role(db: None) -> str:
    name = new_role()
    call_command("grant_application_role", name, stdout=StringIO())
    return name


def refusal(statement: str) -> str:
    """The name of PostgreSQL's error; empty where it did what was asked."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except Error as error:
        return type(error.__cause__).__name__
    return ""


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor == 'postgresql'")
def test_sqlite_is_told_that_it_has_no_roles() -> None:
    with pytest.raises(CommandError, match="SQLite has no roles"):
        call_command("grant_application_role", "pathway")


@only_postgresql
@pytest.mark.separate
def test_who_signs_in_as_it_teaches_certifies_and_files_and_changes_nothing_that_was_written(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    """Loading, studying, a quiz, documents, a certificate, a packet filed, jobs, an anchor and verification, without any other right."""
    with role_of_its_own() as role:
        call_command("grant_application_role", role, stdout=StringIO())
        with connected_as(role):
            load_course(tmp_path / "course")
            place = enrolled_student()
            trained(place)
            room = PacketRoom(place, today=local_date(now(), "America/New_York"))
            room.filed(to_file(room))
            assert take_anchor() is not None
            run_due(once=False)

            assert verify().ok
            assert not Job.objects.exclude(state="done").exists()
            for model in (Entry, FiledPacket, Grade, Event, Disclosure):
                table, before = model._meta.db_table, model.objects.count()
                said = [refusal(statement) for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE")]
                assert said == ["InsufficientPrivilege"] * 3
                assert model.objects.count() == before > 0


@only_postgresql
def test_no_table_that_is_written_once_can_be_changed_removed_from_emptied_or_locked(role: str) -> None:
    with acting_as(role):
        told = {
            statement: refusal(statement)
            for table in written_once_tables()
            for statement in (
                f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}", f"SELECT 1 FROM {table} FOR UPDATE",
                f"INSERT INTO {table} (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 1",
            )
        }  # fmt: skip

    assert {statement for statement, why in told.items() if why != "InsufficientPrivilege"} == set()
    assert len(told) == 5 * len(written_once_tables()) > 300


TAMPERINGS = [
    "ALTER TABLE accreditation_entry DISABLE TRIGGER ALL",
    "DROP TRIGGER accreditation_entry_no_change ON accreditation_entry",
    "CREATE OR REPLACE FUNCTION refuse_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    "DROP FUNCTION refuse_append_only() CASCADE",
    "CREATE TRIGGER mine BEFORE INSERT ON accreditation_entry FOR EACH ROW EXECUTE FUNCTION refuse_append_only()",
    "CREATE RULE mine AS ON INSERT TO audit_event DO INSTEAD NOTHING",
    "ALTER TABLE accreditation_entry OWNER TO CURRENT_USER",
    "DROP TABLE audit_event",
    "SET session_replication_role = replica",
    "CREATE TABLE mine (id int)",
    "SELECT setval(pg_get_serial_sequence('accreditation_entry', 'id'), 1)",
    "DELETE FROM django_migrations",
]


@only_postgresql
def test_the_guards_are_not_its_own_to_alter(role: str) -> None:
    with acting_as(role):
        assert {statement: refusal(statement) for statement in TAMPERINGS} == dict.fromkeys(TAMPERINGS, "InsufficientPrivilege")
        assert refusal(f'GRANT UPDATE ON accreditation_entry TO "{role}"') == ""  # PostgreSQL warns, and grants nothing
        assert refusal("UPDATE accreditation_entry SET id = id") == "InsufficientPrivilege"
        assert refusal("INSERT INTO accreditation_entry SELECT * FROM accreditation_entry") == ""


@only_postgresql
def test_what_it_adds_is_held_by_the_chain_as_ever(role: str) -> None:
    with acting_as(role):
        append(draft())
        columns = ", ".join(field.column for field in Entry._meta.concrete_fields if field.column != "id")
        forked = refusal(f"INSERT INTO accreditation_entry ({columns}) SELECT {columns} FROM accreditation_entry")

    assert (forked, Entry.objects.count()) == ("RaiseException", 1)


@only_postgresql
class TestTheCommand:
    def test_says_the_same_again_and_can_be_read_first(self, role: str) -> None:
        shown, again = StringIO(), StringIO()

        call_command("grant_application_role", role, "--show", stdout=shown)
        call_command("grant_application_role", role, "--json", stdout=again)

        assert f'GRANT SELECT, INSERT ON "accreditation_entry" TO "{role}";' in shown.getvalue()
        assert json.loads(again.getvalue())["written_once"] == len(written_once_tables())
        assert faults_of(role) == []

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("GRANT UPDATE ON accreditation_entry", "may UPDATE accreditation_entry, whose rows are written once."),
            ("GRANT UPDATE (minutes) ON accreditation_entry", "may UPDATE accreditation_entry, whose rows are written once."),
            ("GRANT CREATE ON SCHEMA public", "may create tables and functions."),
        ],
    )
    def test_takes_a_right_that_somebody_gave_by_hand(self, role: str, given: str, said: str) -> None:
        run(f'{given} TO "{role}"')
        assert faults_of(role) == [f"“{role}” {said}"]

        call_command("grant_application_role", role, stdout=StringIO())

        assert faults_of(role) == []

    def test_names_what_is_lacking_and_a_guard_that_is_switched_off(self, role: str) -> None:
        run(f'REVOKE INSERT ON audit_event FROM "{role}"', "ALTER TABLE accreditation_entry DISABLE TRIGGER accreditation_entry_no_change")

        assert faults_of(role) == [f"“{role}” may not INSERT audit_event.", "A guard of accreditation_entry is switched off."]

    def test_refuses_a_role_that_is_not_there_or_could_undo_the_grants(self, db: None) -> None:
        owner = new_role()
        run(f'ALTER TABLE audit_event OWNER TO "{owner}"')

        with pytest.raises(NotFound, match="no role"):
            grants("nobody-called-so")
        with pytest.raises(Invalid, match="hand itself any right"):
            grants(new_role("CREATEROLE"))
        with pytest.raises(Invalid, match="owns tables"):
            grants(owner)
        with pytest.raises(Invalid, match="owns tables"):
            grants(new_role(f'IN ROLE "{owner}"'))

    def test_refuses_before_the_tables_are_there(self, db: None) -> None:
        run("ALTER TABLE audit_event RENAME TO elsewhere")

        with pytest.raises(Conflict, match="audit_event"):
            grants(new_role())

    def test_is_refused_to_who_does_not_own_the_tables(self, role: str) -> None:
        with acting_as(role), pytest.raises(Forbidden, match="Only the tables’ owner"):
            grants(role)
