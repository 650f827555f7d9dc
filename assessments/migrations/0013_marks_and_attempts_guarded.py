"""What the database holds of attempts and marks, whoever writes.

Constraint: triggers of other tables read ``assessments_attemptitem``. A later migration that rebuilds that table on SQLite must take this operation back
before and add it again after.
"""

from django.db import migrations, models
from django.db.models import Q

from lms.core.append_only import AppendOnlyTable
from lms.core.vendor_sql import VendorSQL

PHASES = ["during", "after_submit", "after_pass", "after_close", "after_release", "never"]
ATTEMPT, ITEM, STEP, GRADE = (f"assessments_{name}" for name in ("attempt", "attemptitem", "attemptstep", "grade"))
MOVED = "an attempt stays with its student and its assessment"
REOPENED = "an attempt that was submitted is not opened again"
STRANGE = "a saved answer is of a question of its attempt"
TOO_MUCH = "a mark is at most what its question is worth"

SQLITE = [
    f"CREATE TRIGGER {ATTEMPT}_stays BEFORE UPDATE OF enrollment_id, assessment_id ON {ATTEMPT} "
    "WHEN NEW.enrollment_id IS NOT OLD.enrollment_id OR NEW.assessment_id IS NOT OLD.assessment_id "
    f"BEGIN SELECT RAISE(ABORT, '{MOVED}'); END",
    f"CREATE TRIGGER {ATTEMPT}_stays_submitted BEFORE UPDATE OF state ON {ATTEMPT} "
    f"WHEN NEW.state = 'in_progress' AND OLD.state <> 'in_progress' BEGIN SELECT RAISE(ABORT, '{REOPENED}'); END",
    f"CREATE TRIGGER {STEP}_of_attempt BEFORE INSERT ON {STEP} "
    f"WHEN NOT EXISTS (SELECT 1 FROM {ITEM} WHERE id = NEW.item_id AND attempt_id = NEW.attempt_id) BEGIN SELECT RAISE(ABORT, '{STRANGE}'); END",
    f"CREATE TRIGGER {GRADE}_within BEFORE INSERT ON {GRADE} "
    f"WHEN NEW.numerator > NEW.denominator * (SELECT points FROM {ITEM} WHERE id = NEW.item_id) BEGIN SELECT RAISE(ABORT, '{TOO_MUCH}'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION {ATTEMPT}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NEW.enrollment_id <> OLD.enrollment_id OR NEW.assessment_id <> OLD.assessment_id THEN RAISE EXCEPTION '{MOVED}'; END IF; "
    f"IF NEW.state = 'in_progress' AND OLD.state <> 'in_progress' THEN RAISE EXCEPTION '{REOPENED}'; END IF; "
    "RETURN NEW; END $$",
    f"CREATE TRIGGER {ATTEMPT}_stays BEFORE UPDATE OF enrollment_id, assessment_id, state ON {ATTEMPT} FOR EACH ROW EXECUTE FUNCTION {ATTEMPT}_guard()",
    f"CREATE FUNCTION {STEP}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NOT EXISTS (SELECT 1 FROM {ITEM} WHERE id = NEW.item_id AND attempt_id = NEW.attempt_id) THEN RAISE EXCEPTION '{STRANGE}'; END IF; "
    "RETURN NEW; END $$",
    f"CREATE TRIGGER {STEP}_of_attempt BEFORE INSERT ON {STEP} FOR EACH ROW EXECUTE FUNCTION {STEP}_guard()",
    f"CREATE FUNCTION {GRADE}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NEW.numerator > NEW.denominator::numeric * (SELECT points FROM {ITEM} WHERE id = NEW.item_id) THEN RAISE EXCEPTION '{TOO_MUCH}'; END IF; "
    "RETURN NEW; END $$",
    f"CREATE TRIGGER {GRADE}_within BEFORE INSERT ON {GRADE} FOR EACH ROW EXECUTE FUNCTION {GRADE}_guard()",
]
UNDO = {
    "sqlite": [f"DROP TRIGGER {name}" for name in (f"{ATTEMPT}_stays", f"{ATTEMPT}_stays_submitted", f"{STEP}_of_attempt", f"{GRADE}_within")],
    "postgresql": [
        *(f"DROP TRIGGER {name} ON {table}" for name, table in ((f"{ATTEMPT}_stays", ATTEMPT), (f"{STEP}_of_attempt", STEP), (f"{GRADE}_within", GRADE))),
        *(f"DROP FUNCTION {table}_guard()" for table in (ATTEMPT, STEP, GRADE)),
    ],
}


class Migration(migrations.Migration):
    dependencies = [("assessments", "0012_frozen_on_attempts")]

    operations = [
        migrations.AddConstraint(
            model_name="assessmentpage",
            constraint=models.CheckConstraint(
                condition=Q(
                    show_score__in=PHASES, show_response__in=PHASES, show_marks__in=PHASES, show_key__in=PHASES, show_explanation__in=PHASES,
                    show_comment__in=PHASES,
                ),
                name="assessment_phases_known",
            ),
        ),  # fmt: skip
        migrations.AddConstraint(
            model_name="attemptitem", constraint=models.CheckConstraint(condition=Q(points__gte=1), name="item_points_positive")
        ),
        AppendOnlyTable(ITEM, keys=[("attempt_id", "position")]),
        VendorSQL(
            "An attempt stays whose it is and submitted; answers are of its questions; marks are within what a question is worth",
            sqlite=SQLITE, postgresql=POSTGRESQL, undo=UNDO,
        ),
    ]  # fmt: skip
