import django.core.validators
import django.db.models.deletion
import lms.core.models
from django.conf import settings
from django.db import migrations, models

from lms.core.append_only import AppendOnlyTable


GRADES = AppendOnlyTable("assessments_grade", keys=[("item_id", "number")])


def say_who_judged(apps, schema_editor):
    """Marks from before kinds: one that names a marker was a person's. The guard is lifted for this one statement."""
    for statement in GRADES._backwards(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)
    apps.get_model("assessments", "Grade")._base_manager.exclude(marked_by="").update(kind="manual")


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0004_bank'),
        ('curriculum', '0014_lesson_writing'),
        ('people', '0003_wagtail_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ResultRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('released_at', models.DateTimeField()),
                ('released_by', models.CharField(max_length=22)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SavedComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.core.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('owner', models.CharField(max_length=22)),
                ('shared', models.BooleanField(default=False)),
                ('text', models.CharField(max_length=1000)),
            ],
            options={
                'ordering': ['text', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='grade',
            name='kind',
            field=models.CharField(choices=[('automatic', 'Marked automatically'), ('manual', 'Marked by a person'), ('reconciled', 'Marked by two people'), ('late_answer', 'A late answer was accepted'), ('fix', 'The question was corrected'), ('undo', 'A correction was taken back'), ('dispute', 'Changed after a dispute')], default='automatic', max_length=12),
        ),
        migrations.AddField(
            model_name='grade',
            name='reason',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='grade',
            name='row_comments',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='grade',
            name='step',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.attemptstep'),
        ),
        migrations.AddField(
            model_name='grade',
            name='version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questionversion'),
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.PositiveSmallIntegerField(default=1)),
                ('person', models.CharField(max_length=22)),
                ('until', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='assessments.attemptitem')),
            ],
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.core.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('opened_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('outcome', models.CharField(blank=True, choices=[('', 'Open'), ('stands', 'The mark stands'), ('changed', 'The mark was changed')], default='', max_length=8)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.CharField(blank=True, max_length=22)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dispute', to='assessments.attemptitem')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DisputeMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dispute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='assessments.dispute')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='MarkingRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anonymous', models.BooleanField(default=True, verbose_name='Hide names while marking')),
                ('markers', models.PositiveSmallIntegerField(choices=[(1, 'One person'), (2, 'Two people, each without seeing the other’s mark')], default=1, verbose_name='Markers for each answer')),
                ('tolerance_percent', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='Difference that needs no talk (percent of the points)')),
                ('dispute_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1)], verbose_name='Days in which a mark can be disputed')),
                ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='marking_rules', to='assessments.assessmentpage')),
            ],
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('numerator', models.PositiveBigIntegerField()),
                ('denominator', models.PositiveBigIntegerField()),
                ('rubric', models.JSONField(default=dict)),
                ('row_comments', models.JSONField(default=dict)),
                ('comment', models.TextField(blank=True)),
                ('marked_by', models.CharField(max_length=22)),
                ('marked_at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='assessments.attemptitem')),
            ],
            options={
                'ordering': ['item', 'number'],
            },
        ),
        migrations.CreateModel(
            name='QuestionFix',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.core.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('policy', models.CharField(choices=[('both', 'Credit for both keys: whoever was right by the old or by the new one'), ('new', 'New key only: marked again as if it had always been so'), ('everyone', 'Full credit to everybody who was asked'), ('leave', 'Leave the marks as they are')], max_length=8)),
                ('assessments', models.JSONField(default=list)),
                ('told', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('previewing', 'Being worked out'), ('ready', 'Worked out, not applied'), ('applying', 'Being applied'), ('applied', 'Applied'), ('undoing', 'Being undone'), ('undone', 'Undone')], default='previewing', max_length=10)),
                ('summary', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.CharField(max_length=22)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('applied_by', models.CharField(blank=True, max_length=22)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('undone_by', models.CharField(blank=True, max_length=22)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fixes', to='assessments.question')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questionversion')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='FixRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before_numerator', models.PositiveBigIntegerField(default=0)),
                ('before_denominator', models.PositiveBigIntegerField(default=1)),
                ('after_numerator', models.PositiveBigIntegerField(default=0)),
                ('after_denominator', models.PositiveBigIntegerField(default=1)),
                ('change', models.SmallIntegerField(help_text='1 up, 0 the same, -1 down.')),
                ('passed_before', models.BooleanField()),
                ('passed_after', models.BooleanField()),
                ('needs_person', models.BooleanField(default=False)),
                ('touched', models.JSONField(default=list)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.attempt')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.attemptitem')),
                ('fix', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='assessments.questionfix')),
            ],
            options={
                'ordering': ['fix', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='grade',
            name='fix',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grades', to='assessments.questionfix'),
        ),
        migrations.RunPython(say_who_judged, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='grade',
            constraint=models.UniqueConstraint(condition=models.Q(('fix__isnull', False)), fields=('item', 'fix', 'kind'), name='grade_once_per_fix'),
        ),
        migrations.AddConstraint(
            model_name='grade',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['automatic', 'manual', 'reconciled', 'late_answer', 'fix', 'undo', 'dispute'])), name='grade_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='grade',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('manual', 'reconciled', 'dispute')), _negated=True), models.Q(('marked_by', ''), _negated=True), _connector='OR'), name='grade_judged_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='grade',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fix__isnull', False), ('kind__in', ('fix', 'undo'))), models.Q(models.Q(('kind__in', ('fix', 'undo')), _negated=True), ('fix__isnull', True)), _connector='OR'), name='grade_fix_named'),
        ),
        migrations.AddField(
            model_name='resultrelease',
            name='assessment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='assessments.assessmentpage'),
        ),
        migrations.AddField(
            model_name='resultrelease',
            name='cohort',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='curriculum.cohort'),
        ),
        migrations.AddField(
            model_name='savedcomment',
            name='campus',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.campus'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(fields=('item', 'seat'), name='claim_once_per_seat'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(fields=('item', 'person'), name='claim_once_per_person'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('seat__in', (1, 2))), name='claim_seat_known'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ('', 'stands', 'changed'))), name='dispute_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by', ''), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('closed_at__isnull', False), models.Q(('closed_by', ''), _negated=True)), _connector='OR'), name='dispute_closed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='disputemessage',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='dispute_message_has_text'),
        ),
        migrations.AddConstraint(
            model_name='markingrules',
            constraint=models.CheckConstraint(condition=models.Q(('markers__in', (1, 2))), name='marking_one_or_two'),
        ),
        migrations.AddConstraint(
            model_name='markingrules',
            constraint=models.CheckConstraint(condition=models.Q(('tolerance_percent__lte', 100)), name='marking_tolerance_in_range'),
        ),
        migrations.AddConstraint(
            model_name='markingrules',
            constraint=models.CheckConstraint(condition=models.Q(('dispute_days__gte', 1)), name='marking_dispute_days_positive'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='opinion_number_once'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(fields=('item', 'marked_by'), name='opinion_once_per_marker'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('number__in', (1, 2))), name='opinion_one_or_two'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('denominator__gte', 1)), name='opinion_denominator_positive'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('marked_by', ''), _negated=True), name='opinion_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='questionfix',
            constraint=models.CheckConstraint(condition=models.Q(('policy__in', ['both', 'new', 'everyone', 'leave'])), name='fix_policy_known'),
        ),
        migrations.AddConstraint(
            model_name='questionfix',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['previewing', 'ready', 'applying', 'applied', 'undoing', 'undone'])), name='fix_state_known'),
        ),
        migrations.AddConstraint(
            model_name='questionfix',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', True), ('applied_by', '')), models.Q(('applied_at__isnull', False), models.Q(('applied_by', ''), _negated=True)), _connector='OR'), name='fix_applied_by'),
        ),
        migrations.AddConstraint(
            model_name='questionfix',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_by', '')), models.Q(('undone_at__isnull', False), models.Q(('undone_by', ''), _negated=True)), _connector='OR'), name='fix_undone_by'),
        ),
        migrations.AddConstraint(
            model_name='questionfix',
            constraint=models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), ('applied_at__isnull', False), _connector='OR'), name='fix_undone_after_applied'),
        ),
        migrations.AddConstraint(
            model_name='questionfix',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', True), ('state__in', ('previewing', 'ready'))), models.Q(models.Q(('state__in', ('previewing', 'ready')), _negated=True), ('applied_at__isnull', False)), _connector='OR'), name='fix_applied_with_time'),
        ),
        migrations.AddConstraint(
            model_name='fixrow',
            constraint=models.UniqueConstraint(fields=('fix', 'item'), name='fix_row_once'),
        ),
        migrations.AddConstraint(
            model_name='fixrow',
            constraint=models.CheckConstraint(condition=models.Q(('change__in', (-1, 0, 1))), name='fix_row_change_known'),
        ),
        migrations.AddConstraint(
            model_name='fixrow',
            constraint=models.CheckConstraint(condition=models.Q(('after_denominator__gte', 1), ('before_denominator__gte', 1)), name='fix_row_denominators_positive'),
        ),
        migrations.AddConstraint(
            model_name='resultrelease',
            constraint=models.UniqueConstraint(fields=('assessment', 'cohort'), name='release_once_per_cohort'),
        ),
        migrations.AddConstraint(
            model_name='savedcomment',
            constraint=models.UniqueConstraint(fields=('campus', 'owner', 'text'), name='saved_comment_once'),
        ),
        migrations.AddConstraint(
            model_name='savedcomment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='saved_comment_has_text'),
        ),
        GRADES,
        AppendOnlyTable("assessments_resultrelease", keys=[("assessment_id", "cohort_id")]),
        AppendOnlyTable("assessments_opinion", keys=[("item_id", "number"), ("item_id", "marked_by")]),
        AppendOnlyTable("assessments_disputemessage"),
    ]
