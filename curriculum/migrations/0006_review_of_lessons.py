"""Review of lessons: the decisions, the date of the next one, prerequisites, and the workflow with its two steps.

The workflow is made here, so every installation has it; lessons find it by its last step (``LessonPage.get_workflow``).
Wagtail's own “Moderators approval” asks a group that deny-by-default removed: it goes.
"""

from typing import Any

import django.db.models.deletion
import lms.core.models
import modelcluster.fields
from django.db import migrations, models

from lms.core.append_only import AppendOnlyTable

NAME = "Review of lessons"
STEPS = [("peerreviewtask", "PeerReviewTask", "Peer review"), ("attorneyreviewtask", "AttorneyReviewTask", "Attorney review")]


def make_workflow(apps: Any, schema_editor: Any) -> None:
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").update(active=False)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NAME, active=True)
    for order, (model, name, label) in enumerate(STEPS):
        kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="curriculum", model=model)
        task = apps.get_model("curriculum", name).objects.create(name=label, active=True, content_type=kind)
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=order)


def remove_workflow(apps: Any, schema_editor: Any) -> None:
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=NAME).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(content_type__model__in=[model for model, _, _ in STEPS]).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0005_recordings'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='AttorneyReviewTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            options={
                'verbose_name': 'attorney review of a lesson',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='PeerReviewTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            options={
                'verbose_name': 'peer review of a lesson',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.AddField(
            model_name='lessonpage',
            name='review_by',
            field=models.DateField(blank=True, db_index=True, null=True, verbose_name='review again by'),
        ),
        migrations.AddField(
            model_name='lessonpage',
            name='reviewed_sha256',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='lessonpage',
            name='last_reviewed',
            field=models.DateField(blank=True, help_text='The day somebody last compared it with the law.', null=True, verbose_name='last checked on'),
        ),
        migrations.AlterField(
            model_name='modulepage',
            name='last_reviewed',
            field=models.DateField(blank=True, help_text='The day somebody last compared it with the law.', null=True, verbose_name='last checked on'),
        ),
        migrations.CreateModel(
            name='LessonPrerequisite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='prerequisites', to='curriculum.lessonpage')),
                ('required', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='required_by', to='curriculum.lessonpage', verbose_name='lesson')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('page', 'required'), name='prerequisite_once_per_lesson'), models.CheckConstraint(condition=models.Q(('page', models.F('required')), _negated=True), name='prerequisite_of_another_lesson')],
            },
        ),
        migrations.CreateModel(
            name='LessonReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.core.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('step', models.CharField(choices=[('peer', 'Peer review'), ('attorney', 'Attorney review')], max_length=10)),
                ('verdict', models.CharField(choices=[('approved', 'Approved'), ('returned', 'Returned with comments')], max_length=10)),
                ('revision', models.CharField(help_text='The Wagtail revision that was read, e.g. r123.', max_length=20)),
                ('taught_sha256', models.CharField(max_length=64)),
                ('reviewer', models.CharField(help_text='Public id of the person.', max_length=22)),
                ('reviewer_name', models.CharField(max_length=120)),
                ('licensed_in', models.CharField(blank=True, max_length=60)),
                ('submitted_by', models.CharField(blank=True, max_length=22)),
                ('comment', models.TextField(blank=True)),
                ('workflow', models.PositiveBigIntegerField(help_text="The submission, by Wagtail's number.")),
                ('task_state', models.PositiveBigIntegerField(help_text="The step of the submission, by Wagtail's number.", unique=True)),
                ('decided_at', models.DateTimeField()),
                ('decided_on', models.DateField(help_text='The day where the reviewer was.')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='curriculum.lessonpage')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['lesson', 'step', 'verdict', '-id'], name='lesson_review_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['peer', 'attorney'])), name='lesson_review_step_known'), models.CheckConstraint(condition=models.Q(('verdict__in', ['approved', 'returned'])), name='lesson_review_verdict_known'), models.CheckConstraint(condition=models.Q(('reviewer', models.F('submitted_by')), _negated=True), name='lesson_review_by_somebody_else'), models.CheckConstraint(condition=models.Q(('verdict', 'approved'), models.Q(('comment', ''), _negated=True), _connector='OR'), name='lesson_review_returned_with_comment'), models.CheckConstraint(condition=models.Q(models.Q(('step', 'peer'), ('licensed_in', '')), models.Q(('step', 'attorney'), models.Q(('verdict', 'returned'), models.Q(('licensed_in', ''), _negated=True), _connector='OR')), _connector='OR'), name='lesson_review_attorney_is_licensed'), models.UniqueConstraint(condition=models.Q(('verdict', 'approved')), fields=('workflow', 'reviewer'), name='lesson_review_two_people')],
            },
        ),
        AppendOnlyTable("curriculum_lessonreview", keys=[("public_id",), ("task_state",)]),
        migrations.RunPython(make_workflow, remove_workflow),
    ]
