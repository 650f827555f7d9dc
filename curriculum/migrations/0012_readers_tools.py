import django.core.validators
import django.db.models.deletion
import lms.core.models
from django.conf import settings
from django.db import migrations, models

from lms.core.vendor_sql import VendorSQL


FTS = [
    "CREATE VIRTUAL TABLE curriculum_searchentry_fts USING fts5(title, keywords, text, content='curriculum_searchentry', content_rowid='id', "
    "tokenize='porter unicode61 remove_diacritics 0')",
    "CREATE TRIGGER curriculum_searchentry_added AFTER INSERT ON curriculum_searchentry BEGIN "
    "INSERT INTO curriculum_searchentry_fts(rowid, title, keywords, text) VALUES (NEW.id, NEW.title, NEW.keywords, NEW.text); END",
    "CREATE TRIGGER curriculum_searchentry_removed AFTER DELETE ON curriculum_searchentry BEGIN "
    "INSERT INTO curriculum_searchentry_fts(curriculum_searchentry_fts, rowid, title, keywords, text) VALUES ('delete', OLD.id, OLD.title, OLD.keywords, OLD.text); END",
    "CREATE TRIGGER curriculum_searchentry_changed AFTER UPDATE ON curriculum_searchentry BEGIN "
    "INSERT INTO curriculum_searchentry_fts(curriculum_searchentry_fts, rowid, title, keywords, text) VALUES ('delete', OLD.id, OLD.title, OLD.keywords, OLD.text); "
    "INSERT INTO curriculum_searchentry_fts(rowid, title, keywords, text) VALUES (NEW.id, NEW.title, NEW.keywords, NEW.text); END",
]
TSVECTOR = [
    "ALTER TABLE curriculum_searchentry ADD COLUMN document tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('english'::regconfig, title), 'A') || setweight(to_tsvector('english'::regconfig, keywords), 'B') "
    "|| setweight(to_tsvector('english'::regconfig, text), 'D')) STORED",
    "CREATE INDEX curriculum_searchentry_document ON curriculum_searchentry USING gin (document)",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS curriculum_searchentry_added", "DROP TRIGGER IF EXISTS curriculum_searchentry_removed",
        "DROP TRIGGER IF EXISTS curriculum_searchentry_changed", "DROP TABLE IF EXISTS curriculum_searchentry_fts",
    ],
    "postgresql": ["DROP INDEX IF EXISTS curriculum_searchentry_document", "ALTER TABLE curriculum_searchentry DROP COLUMN IF EXISTS document"],
}  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0011_attestations_and_flags'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.core.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('address', models.CharField(blank=True, max_length=24)),
                ('quote', models.TextField(blank=True)),
                ('prefix', models.CharField(blank=True, max_length=64)),
                ('suffix', models.CharField(blank=True, max_length=64)),
                ('kind', models.CharField(choices=[('note', 'Note'), ('highlight', 'Highlight'), ('bookmark', 'Bookmark')], max_length=10)),
                ('text', models.TextField(blank=True, help_text='What the reader wrote; only a note has words of its own.')),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.lessonpage')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.contentsnapshot')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['owner', 'lesson'], name='mark_of_reader')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['note', 'highlight', 'bookmark'])), name='mark_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('kind', 'note'), _negated=True), _connector='OR'), name='mark_note_has_text'), models.CheckConstraint(condition=models.Q(('text', ''), ('kind', 'note'), _connector='OR'), name='mark_text_is_a_note'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'highlight'), _negated=True), models.Q(models.Q(('address', ''), _negated=True), models.Q(('quote', ''), _negated=True)), _connector='OR'), name='mark_highlight_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('address', ''), ('quote', '')), models.Q(models.Q(('address', ''), _negated=True), models.Q(('quote', ''), _negated=True)), _connector='OR'), name='mark_quote_with_address'), models.UniqueConstraint(condition=models.Q(('kind', 'bookmark')), fields=('owner', 'lesson', 'address'), name='mark_bookmark_once')],
            },
        ),
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.core.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('address', models.CharField(blank=True, max_length=24)),
                ('quote', models.TextField(blank=True)),
                ('prefix', models.CharField(blank=True, max_length=64)),
                ('suffix', models.CharField(blank=True, max_length=64)),
                ('kind', models.CharField(choices=[('typo', 'Typo'), ('unclear', 'Unclear'), ('wrong_law', 'Wrong or outdated law'), ('broken_link', 'Broken link'), ('accessibility', 'Hard to use or read'), ('other', 'Something else')], max_length=16)),
                ('text', models.TextField()),
                ('reported_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_by', models.CharField(blank=True, max_length=22)),
                ('answer', models.TextField(blank=True)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.lessonpage')),
                ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.contentsnapshot')),
            ],
            options={
                'ordering': ['settled_at', '-pk'],
                'indexes': [models.Index(fields=['settled_at', 'lesson'], name='problem_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['typo', 'unclear', 'wrong_law', 'broken_link', 'accessibility', 'other'])), name='problem_kind_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='problem_has_text'), models.CheckConstraint(condition=models.Q(models.Q(('address', ''), ('quote', '')), models.Q(models.Q(('address', ''), _negated=True), models.Q(('quote', ''), _negated=True)), _connector='OR'), name='problem_quote_with_address'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('settled_at__isnull', True), ('settled_by', '')), models.Q(('settled_at__isnull', False), models.Q(('settled_by', ''), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='problem_settled_with_answer')],
            },
        ),
        migrations.CreateModel(
            name='ReadingPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, max_length=24)),
                ('quote', models.TextField(blank=True)),
                ('prefix', models.CharField(blank=True, max_length=64)),
                ('suffix', models.CharField(blank=True, max_length=64)),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)])),
                ('kept_at', models.DateTimeField()),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reading_places', to='curriculum.enrollment')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.lessonpage')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.contentsnapshot')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enrollment', 'lesson'), name='reading_place_once'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='reading_place_percent'), models.CheckConstraint(condition=models.Q(models.Q(('address', ''), _negated=True), models.Q(('quote', ''), _negated=True)), name='reading_place_has_a_passage')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('authority', 'Authorities'), ('term', 'Glossary'), ('lesson', 'Lessons'), ('recording', 'Recordings')], max_length=10)),
                ('ref', models.CharField(max_length=64)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('title', models.CharField(max_length=600)),
                ('keywords', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('lesson', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='curriculum.lessonpage')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'ref'), name='search_entry_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['authority', 'term', 'lesson', 'recording'])), name='search_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['lesson', 'recording']), ('lesson__isnull', False)), models.Q(('kind__in', ['authority', 'term']), ('lesson__isnull', True)), _connector='OR'), name='search_lesson_where_there_is_one')],
            },
        ),
        VendorSQL("The full-text index beside the entries of the search", sqlite=FTS, postgresql=TSVECTOR, undo=UNDO),
    ]
