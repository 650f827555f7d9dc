import django.db.models.deletion
import lms.core.models
from django.conf import settings
from django.db import migrations, models


from lms.core.append_only import AppendOnlyTable


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0009_running_a_cohort'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LiveSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.core.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('title', models.CharField(max_length=200)),
                ('track', models.SlugField(max_length=32)),
                ('kind', models.CharField(choices=[('law_contact', 'Law, with a teacher'), ('skills', 'Skills'), ('organizing', 'Organizing')], default='law_contact', max_length=12)),
                ('mode', models.CharField(choices=[('in_person', 'In person'), ('live_remote', 'By video'), ('hybrid', 'In person or by video')], max_length=12)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('prepare', models.TextField(blank=True)),
                ('topics', models.JSONField(default=dict)),
                ('moved_from', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_because', models.CharField(blank=True, max_length=500)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='live_sessions', to='curriculum.cohort')),
                ('instructor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('modules', models.ManyToManyField(blank=True, related_name='+', to='curriculum.modulepage')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['cohort', 'starts_at'], name='live_session_by_cohort')],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='live_session_times_in_order'), models.CheckConstraint(condition=models.Q(('mode__in', ['in_person', 'live_remote', 'hybrid'])), name='live_session_mode_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['law_contact', 'skills', 'organizing'])), name='live_session_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_because', '')), models.Q(('cancelled_at__isnull', False), models.Q(('cancelled_because', ''), _negated=True)), _connector='OR'), name='live_session_cancelled_with_reason'), models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True), ('number__isnull', False)), fields=('cohort', 'number', 'track'), name='live_session_number_once')],
            },
        ),
        migrations.CreateModel(
            name='AttendanceSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.core.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('version', models.PositiveIntegerField()),
                ('body', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('confirmed_by', models.CharField(max_length=22)),
                ('confirmed_at', models.DateTimeField()),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='curriculum.livesession')),
            ],
            options={
                'ordering': ['session', 'version'],
                'constraints': [models.UniqueConstraint(fields=('session', 'version'), name='sheet_version_once'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='sheet_version_from_one')],
            },
        ),
        migrations.CreateModel(
            name='SessionMakeUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.core.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('task', models.TextField(blank=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('sealed_reason', models.BinaryField(null=True)),
                ('state', models.CharField(choices=[('open', 'To do'), ('done', 'Done'), ('dropped', 'Dropped')], default='open', max_length=8)),
                ('given_by', models.CharField(max_length=22)),
                ('given_at', models.DateTimeField()),
                ('decided_by', models.CharField(blank=True, max_length=22)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='session_make_ups', to='curriculum.enrollment')),
                ('lesson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.lessonpage')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='make_ups', to='curriculum.livesession')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('session', 'enrollment'), name='session_make_up_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'dropped'])), name='session_make_up_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('lesson__isnull', False), ('task', '')), models.Q(('lesson__isnull', True), models.Q(('task', ''), _negated=True)), _connector='OR'), name='make_up_lesson_or_task'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by', ''), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), models.Q(('decided_by', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='make_up_decided_with_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='NameChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=350)),
                ('chosen_by', models.CharField(max_length=22)),
                ('chosen_at', models.DateTimeField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='curriculum.cohort')),
                ('enrollment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='curriculum.enrollment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('cohort', 'key'), name='name_choice_once')],
            },
        ),
        migrations.CreateModel(
            name='PresenceAdjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('came_at', models.DateTimeField(blank=True, null=True)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('sealed_reason', models.BinaryField()),
                ('by', models.CharField(max_length=22)),
                ('at', models.DateTimeField()),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.enrollment')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='curriculum.livesession')),
            ],
            options={
                'ordering': ['session', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('came_at__isnull', True), ('left_at__isnull', True)), models.Q(('came_at__isnull', False), ('came_at__lt', models.F('left_at')), ('left_at__isnull', False)), _connector='OR'), name='adjustment_times_in_order')],
            },
        ),
        migrations.CreateModel(
            name='RosterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.core.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=200)),
                ('lines', models.PositiveIntegerField()),
                ('imported_by', models.CharField(max_length=22)),
                ('imported_at', models.DateTimeField()),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rosters', to='curriculum.livesession')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('session', 'sha256'), name='roster_once')],
            },
        ),
        migrations.CreateModel(
            name='PresenceEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('in', 'In'), ('out', 'Out')], max_length=3)),
                ('how', models.CharField(choices=[('code', 'Code'), ('roster', 'Report'), ('instructor', 'Instructor')], max_length=10)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=22)),
                ('recorded_at', models.DateTimeField()),
                ('line', models.PositiveIntegerField(blank=True, null=True)),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.enrollment')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presence_events', to='curriculum.livesession')),
                ('roster', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.rosterimport')),
            ],
            options={
                'ordering': ['session', 'pk'],
                'indexes': [models.Index(fields=['session', 'enrollment'], name='presence_by_session')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['in', 'out'])), name='presence_kind_known'), models.CheckConstraint(condition=models.Q(('how__in', ['code', 'roster', 'instructor'])), name='presence_how_known'), models.CheckConstraint(condition=models.Q(models.Q(('how', 'roster'), ('line__isnull', False), ('roster__isnull', False)), models.Q(models.Q(('how', 'roster'), _negated=True), ('line__isnull', True), ('roster__isnull', True)), _connector='OR'), name='presence_roster_names_line'), models.UniqueConstraint(condition=models.Q(('roster__isnull', False)), fields=('roster', 'line', 'kind'), name='presence_line_once')],
            },
        ),
        AppendOnlyTable("curriculum_rosterimport", keys=[("public_id",), ("session_id", "sha256")]),
        AppendOnlyTable("curriculum_presenceevent", keys=[("roster_id", "line", "kind")]),
        AppendOnlyTable("curriculum_presenceadjustment"),
        AppendOnlyTable("curriculum_attendancesheet", keys=[("public_id",), ("session_id", "version")]),
    ]
