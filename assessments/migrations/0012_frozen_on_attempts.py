from django.db import migrations, models
from django.db.models import OuterRef, Subquery

NAVIGATION = [
    ("free", "All on one page, in any order"),
    ("by_question", "One question after the other, no way back"),
    ("by_section", "One section after the other, no way back"),
]
TOLD = ("response", "marks", "key", "explanation")


def freeze(apps, schema_editor):
    """Attempts made before: by the rules of their assessment as they are now. An attempt that shows something during is on a page without a way back."""
    attempts, pages = (apps.get_model("assessments", name).objects for name in ("Attempt", "AssessmentPage"))
    attempts.update(navigation=Subquery(pages.filter(pk=OuterRef("assessment")).values("navigation")))
    for page in pages.exclude(navigation="free"):
        if told := [part for part in TOLD if getattr(page, f"show_{part}") == "during"]:
            attempts.filter(assessment=page).update(told_during=told)


class Migration(migrations.Migration):
    """How one moves, and what is shown during, are frozen on an attempt; questions keep the key of their section beside its label."""

    dependencies = [("assessments", "0011_fixes_of_late_answers")]

    operations = [
        migrations.AddField(model_name="attempt", name="navigation", field=models.CharField(choices=NAVIGATION, default="free", max_length=12)),
        migrations.AddField(model_name="attempt", name="told_during", field=models.JSONField(default=list)),
        migrations.AddField(model_name="attemptitem", name="section_key", field=models.PositiveBigIntegerField(blank=True, null=True)),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(condition=models.Q(("navigation__in", ["free", "by_question", "by_section"])), name="attempt_navigation_known"),
        ),
        migrations.RunPython(freeze, migrations.RunPython.noop),
    ]
