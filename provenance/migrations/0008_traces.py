"""Stale traces, what touches them, earlier answers, runs. Answers of before are due to be walked again."""

import hashlib
import json

import django.db.models.deletion
import uuid
from django.db import migrations, models


def digest_answers(apps, schema_editor):
    """Answers from before this version know no hash and nothing of what touches them: they are out of date."""
    Trace = apps.get_model("provenance", "Trace")
    for trace in Trace.objects.filter(state="done", answer_sha256="").iterator(500):
        text = json.dumps(trace.answer, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        trace.answer_sha256 = hashlib.sha256(text.encode()).hexdigest()
        trace.checked_at = trace.stale_since = trace.traced_at
        trace.stale_reason, trace.touched, trace.stale_weight = "engine", 1, 1
        trace.save()


class Migration(migrations.Migration):

    dependencies = [
        ('provenance', '0007_screening'),
    ]

    operations = [
        migrations.CreateModel(
            name='PastAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.JSONField()),
                ('answer_sha256', models.CharField(max_length=64)),
                ('data_state', models.JSONField(default=dict)),
                ('answered_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField()),
                ('replaced_because', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'ordering': ['-replaced_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Touch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=40)),
                ('parties', models.JSONField(default=list)),
                ('dated', models.JSONField(default=list)),
                ('undated', models.JSONField(default=list)),
                ('first', models.IntegerField(default=0)),
                ('last', models.IntegerField(default=0)),
                ('traces', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'touches',
            },
        ),
        migrations.CreateModel(
            name='TraceParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('maker', 'maker'), ('owner', 'owner'), ('hands', 'held the goods')], max_length=10)),
                ('earliest', models.DateField(blank=True, null=True)),
                ('latest', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='TraceRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('asked', 'traces that were asked for'), ('one', 'one trace again'), ('teardown', 'the parts of one teardown'), ('stale', 'traces that were out of date'), ('all', 'all traces')], max_length=10)),
                ('subject_type', models.CharField(blank=True, max_length=40)),
                ('subject_id', models.CharField(blank=True, max_length=64)),
                ('actor', models.CharField(max_length=120)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('failed', models.PositiveIntegerField(default=0)),
                ('skipped', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('answers_sha256', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_by', models.CharField(blank=True, max_length=120)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='TraceRunItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed'), ('skipped', 'left as it is')], default='queued', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('changed', models.BooleanField(default=False)),
                ('answer_sha256', models.CharField(blank=True, max_length=64)),
                ('failure', models.CharField(blank=True, max_length=60)),
                ('failure_detail', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['run', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='TraceScope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=20)),
                ('first', models.IntegerField()),
                ('last', models.IntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='trace',
            name='answer_sha256',
            field=models.CharField(blank=True, db_default='', max_length=64),
        ),
        migrations.AddField(
            model_name='trace',
            name='checked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='trace',
            name='data_state',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='trace',
            name='failure',
            field=models.CharField(blank=True, db_default='', max_length=60),
        ),
        migrations.AddField(
            model_name='trace',
            name='stale_reason',
            field=models.CharField(blank=True, db_default='', max_length=40),
        ),
        migrations.AddField(
            model_name='trace',
            name='stale_since',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='trace',
            name='stale_weight',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='trace',
            name='touched',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='trace',
            name='try_again_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='trace',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('done', 'traced'), ('partial', 'traced in part'), ('failed', 'failed')], default='waiting', max_length=10),
        ),
        migrations.AddIndex(
            model_name='trace',
            index=models.Index(condition=models.Q(('stale_since__isnull', False)), fields=['stale_weight', 'stale_since'], name='trace_stale'),
        ),
        migrations.AddIndex(
            model_name='trace',
            index=models.Index(condition=models.Q(('try_again_at__isnull', False)), fields=['try_again_at'], name='trace_again'),
        ),
        migrations.AddField(
            model_name='pastanswer',
            name='trace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_answers', to='provenance.trace'),
        ),
        migrations.AddIndex(
            model_name='touch',
            index=models.Index(condition=models.Q(('applied_at__isnull', True)), fields=['at'], name='touch_open'),
        ),
        migrations.AddField(
            model_name='traceparty',
            name='party',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='in_traces', to='provenance.party'),
        ),
        migrations.AddField(
            model_name='traceparty',
            name='trace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='provenance.trace'),
        ),
        migrations.AddIndex(
            model_name='tracerun',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['created_at'], name='trace_run_open'),
        ),
        migrations.AddIndex(
            model_name='tracerun',
            index=models.Index(fields=['subject_type', 'subject_id'], name='trace_run_subject'),
        ),
        migrations.AddField(
            model_name='tracerunitem',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='provenance.tracerun'),
        ),
        migrations.AddField(
            model_name='tracerunitem',
            name='trace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='run_items', to='provenance.trace'),
        ),
        migrations.AddField(
            model_name='tracescope',
            name='trace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scopes', to='provenance.trace'),
        ),
        migrations.AddConstraint(
            model_name='traceparty',
            constraint=models.UniqueConstraint(fields=('trace', 'party'), name='trace_party_once'),
        ),
        migrations.AddIndex(
            model_name='tracerunitem',
            index=models.Index(fields=['run', 'state', 'ordinal'], name='run_item_state'),
        ),
        migrations.AddConstraint(
            model_name='tracerunitem',
            constraint=models.UniqueConstraint(fields=('run', 'trace'), name='run_trace_once'),
        ),
        migrations.AddIndex(
            model_name='tracescope',
            index=models.Index(fields=['key', 'first', 'last'], name='trace_scope'),
        ),
        migrations.RunPython(digest_answers, migrations.RunPython.noop),
    ]
