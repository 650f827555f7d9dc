"""The privacy notice that everybody accepted so far becomes the first version, and what was accepted becomes rows.

The English text is word for word the page that was shown. Only that language was.
"""

from datetime import date
from pathlib import Path

from django.db import migrations
from django.utils import timezone

from lms.core.markdown import render_markdown

TEXTS = Path(__file__).parent.parent / "policy_texts"
VERSION = "2026-11"
AT_ONCE = 500


def begin(apps, schema_editor):
    policy = apps.get_model("people", "PolicyVersion").objects.create(
        kind="privacy", number=1, version=VERSION, effective_from=date(2026, 11, 1), published_at=timezone.now()
    )
    for language in ("en", "es"):
        source = (TEXTS / f"privacy-{VERSION}.{language}.md").read_text(encoding="utf-8")
        apps.get_model("people", "PolicyText").objects.create(policy=policy, language=language, source=source, html=render_markdown(source))
    keep_acceptances(apps)


def keep_acceptances(apps):
    acceptances, rows = apps.get_model("people", "PolicyAcceptance"), []
    accepted = apps.get_model("people", "User").objects.exclude(privacy_version="").order_by("pk")
    for person in accepted.only("public_id", "privacy_version", "privacy_accepted_at").iterator(chunk_size=AT_ONCE):
        rows.append(
            acceptances(person=person.public_id, kind="privacy", version=person.privacy_version, at=person.privacy_accepted_at, language="en", how="before")
        )
        if len(rows) == AT_ONCE:
            acceptances.objects.bulk_create(rows)
            rows = []
    acceptances.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("people", "0008_policies_and_mail_events")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
