from django.db import migrations

from lms.core.append_only import AppendOnlyTable


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [AppendOnlyTable("audit_event"), AppendOnlyTable("audit_disclosure")]
