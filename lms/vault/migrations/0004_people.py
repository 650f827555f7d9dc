from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("vault", "0003_signing_keys"),
    ]

    operations = [
        migrations.AddField(model_name="storedfile", name="people", field=models.JSONField(blank=True, null=True)),
    ]
