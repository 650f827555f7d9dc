import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('curriculum', '0005_recordings')]

    operations = [
        migrations.CreateModel(
            name='LessonPrerequisite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='lessonprerequisite',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='prerequisites', to='curriculum.lessonpage'),
        ),
        migrations.AddField(
            model_name='lessonprerequisite',
            name='required',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='curriculum.lessonpage'),
        ),
        migrations.AddConstraint(
            model_name='lessonprerequisite',
            constraint=models.UniqueConstraint(fields=('page', 'required'), name='prerequisite_once_per_lesson'),
        ),
        migrations.AddConstraint(
            model_name='lessonprerequisite',
            constraint=models.CheckConstraint(condition=models.Q(('page', models.F('required')), _negated=True), name='prerequisite_is_another_lesson'),
        ),
    ]
