"""The database refuses to change entries, to leave a gap or fork, and to reverse anything but the exact amount."""

from django.db import migrations

from lms.core.append_only import AppendOnlyTable
from lms.core.vendor_sql import VendorSQL

TABLE = "accreditation_entry"

SQLITE = [
    f"""
    CREATE TRIGGER {TABLE}_in_chain BEFORE INSERT ON {TABLE}
    WHEN NEW.seq <> 1 + COALESCE((SELECT MAX(seq) FROM {TABLE} WHERE student = NEW.student), 0)
      OR NEW.prev_hash <> COALESCE(
           (SELECT hash FROM {TABLE} WHERE student = NEW.student ORDER BY seq DESC LIMIT 1), '{"0" * 64}')
    BEGIN SELECT RAISE(ABORT, 'entry does not continue the chain'); END
    """,
    f"""
    CREATE TRIGGER {TABLE}_exact_reversal BEFORE INSERT ON {TABLE}
    WHEN NEW.reverses IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM {TABLE} e WHERE e.student = NEW.student AND e.seq = NEW.reverses
        AND e.kind <> 'reversal' AND e.minutes = -NEW.minutes)
    BEGIN SELECT RAISE(ABORT, 'a reversal is the exact negative of an entry of the same student'); END
    """,
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION {TABLE}_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE last RECORD;
    BEGIN
      SELECT seq, hash INTO last FROM {TABLE} WHERE student = NEW.student ORDER BY seq DESC LIMIT 1;
      IF NEW.seq <> 1 + COALESCE(last.seq, 0) OR NEW.prev_hash <> COALESCE(last.hash, repeat('0', 64)) THEN
        RAISE EXCEPTION 'entry does not continue the chain';
      END IF;
      IF NEW.reverses IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM {TABLE} e WHERE e.student = NEW.student AND e.seq = NEW.reverses
          AND e.kind <> 'reversal' AND e.minutes = -NEW.minutes) THEN
        RAISE EXCEPTION 'a reversal is the exact negative of an entry of the same student';
      END IF;
      RETURN NEW;
    END $$
    """,
    f"CREATE TRIGGER {TABLE}_in_chain BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_guard()",
]


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0001_initial")]

    operations = [
        AppendOnlyTable(TABLE, keys=[("student", "seq"), ("student", "idempotency_key")]),
        VendorSQL(
            "Entries continue their student's chain; a reversal is the exact negative",
            sqlite=SQLITE,
            postgresql=POSTGRESQL,
            undo={
                "sqlite": [f"DROP TRIGGER {TABLE}_in_chain", f"DROP TRIGGER {TABLE}_exact_reversal"],
                "postgresql": [f"DROP TRIGGER {TABLE}_in_chain ON {TABLE}", f"DROP FUNCTION {TABLE}_guard()"],
            },
        ),
    ]
