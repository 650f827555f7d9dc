from django.db import migrations

from lms.core.append_only import AppendOnlyTable


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0001_initial")]

    operations = [
        AppendOnlyTable("curriculum_contentsnapshot", keys=[("public_id",)]),
        AppendOnlyTable("curriculum_lessoncompletion", keys=[("enrollment_id", "lesson_id"), ("public_id",)]),
        AppendOnlyTable("curriculum_studysegment", keys=[("student_id", "seq"), ("student_id", "first_ordinal")]),
    ]
