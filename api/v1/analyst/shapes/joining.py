"""Which chip is the same as another one."""

from typing import Any

from rest_framework import serializers


class OtherComponent(serializers.Serializer[Any]):
    """The second of two components; the first stands in the address."""

    other = serializers.UUIDField(help_text="A component of the same teardown.")
