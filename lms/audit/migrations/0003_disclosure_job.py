"""Adds the job to disclosures. SQLite builds the table anew for that and drops its guards, so they are put back."""

from django.db import migrations, models

from lms.core.append_only import AppendOnlyTable


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.AddField("disclosure", "job", models.CharField(max_length=22, blank=True, default=""), preserve_default=False),
        migrations.AddConstraint("disclosure", models.CheckConstraint(condition=~models.Q(viewer=models.F("owner")), name="disclosure_to_somebody_else")),
        AppendOnlyTable("audit_disclosure"),
    ]
