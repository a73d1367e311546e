"""Background work and the evidence ledger as JSON."""

from typing import Any

from rest_framework import serializers

from api.pagination import PageQuery
from jobs.models import JobState


class JobQuery(PageQuery):
    state = serializers.ChoiceField(choices=JobState.choices, required=False, default="", allow_blank=True)


class JobRow(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=JobState.choices)
    subject_type = serializers.CharField()
    subject_id = serializers.CharField()
    attempts = serializers.IntegerField()
    progress_done = serializers.IntegerField()
    progress_total = serializers.IntegerField()
    failure_code = serializers.CharField()
    failure_detail = serializers.CharField()
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class LedgerRow(serializers.Serializer[Any]):
    sequence = serializers.IntegerField()
    time = serializers.CharField(help_text="ISO 8601 in UTC, exactly as it was hashed.")
    actor = serializers.CharField()
    action = serializers.CharField()
    subject_type = serializers.CharField()
    subject_id = serializers.CharField()
    details = serializers.JSONField()
    previous_hash = serializers.CharField()
    entry_hash = serializers.CharField()
