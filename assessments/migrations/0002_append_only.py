from django.db import migrations

from lms.core.append_only import AppendOnlyTable


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        AppendOnlyTable("assessments_questionversion", keys=[("question_id", "number"), ("public_id",)]),
        AppendOnlyTable("assessments_attemptitem", keys=[("attempt_id", "position")]),
        AppendOnlyTable("assessments_attemptstep", keys=[("attempt_id", "number"), ("attempt_id", "key")]),
        AppendOnlyTable("assessments_grade", keys=[("item_id", "number")]),
    ]
