"""What earlier snapshots refer to, found as it is found for new ones."""

import json

from django.db import migrations, models

from curriculum.queries.references import references_of_body


def index_citations(apps, schema_editor):
    Citation = apps.get_model("curriculum", "SnapshotCitation")
    for snapshot in apps.get_model("curriculum", "ContentSnapshot").objects.iterator(chunk_size=100):
        found = references_of_body(json.loads(snapshot.body))
        Citation.objects.bulk_create(Citation(snapshot=snapshot, canonical=canonical, key=key) for canonical, key in found.items())


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0003_law_as_data")]

    operations = [
        migrations.AlterField("authority", "slug", models.SlugField(editable=False, max_length=140, unique=True)),
        migrations.RunPython(index_citations, migrations.RunPython.noop),
    ]
