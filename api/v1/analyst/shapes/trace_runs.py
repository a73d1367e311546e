"""Runs of many traces as JSON."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from provenance.models import RunKind, TraceRun
from provenance.queries.trace_runs import progress_of

TEARDOWN_NEEDED = "teardown"
ORDERED = (RunKind.TEARDOWN, RunKind.STALE, RunKind.ALL)


class RunProgressShape(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    skipped = serializers.IntegerField(help_text="Up to date already, or left when the run was stopped.")
    waiting = serializers.IntegerField()
    changed = serializers.IntegerField(help_text="Of the done ones, those with a new answer.")


class TraceRunRow(serializers.Serializer[TraceRun]):
    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=RunKind.choices)
    subject_type = serializers.CharField(help_text="What it was started for: teardown, or empty.")
    subject_id = serializers.CharField()
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()
    stopped_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    answers_sha256 = serializers.CharField(
        help_text="Hash over all answers, as the ledger has it; empty before the end."
    )
    progress = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    @extend_schema_field(RunProgressShape)
    def get_progress(self, run: TraceRun) -> dict[str, Any]:
        """As counted now."""
        return dict(RunProgressShape(progress_of(run)).data)

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_url(self, run: TraceRun) -> str:
        """Where it can be watched."""
        return reverse("api:analyst:trace-run", args=[run.public_id])


class NewTraceRun(serializers.Serializer[Any]):
    """`teardown`: the parts of one teardown; `stale`: what is out of date; `all`: every trace again."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in ORDERED])
    teardown = serializers.UUIDField(required=False, default=None, allow_null=True)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        """A teardown is named where one is meant, and only there."""
        if (asked["kind"] == RunKind.TEARDOWN) != (asked["teardown"] is not None):
            raise serializers.ValidationError(
                {TEARDOWN_NEEDED: _("Name the teardown for this kind of run, and for no other.")}
            )
        return asked
