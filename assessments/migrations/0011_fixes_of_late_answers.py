from django.db import migrations, models


class Migration(migrations.Migration):
    """A fix changes an answer once; one that came late and was accepted is another answer."""

    dependencies = [
        ("assessments", "0010_grade_marked_again"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="grade", name="grade_once_per_fix"),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fix__isnull", False), ("step__isnull", False)), fields=("item", "fix", "kind", "step"), name="grade_once_per_fix"
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fix__isnull", False), ("step__isnull", True)), fields=("item", "fix", "kind"), name="grade_once_per_fix_unanswered"
            ),
        ),
    ]
