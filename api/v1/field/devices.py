"""Phones: enrolled by a person in a browser, then in touch by a token of their own."""

import base64
from typing import Any, ClassVar

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.operations import confirm_wiped, enrol_device, note_contact
from accounts.roles import Capability
from api.v1.field import phone_shapes as shapes
from api.views import Door
from teardowns.operations.shot_requests import Answered, take_answers
from teardowns.phone import as_moment
from teardowns.queries.sync import told


class DeviceList(Door):
    """Phones are enrolled here, never listed: the desk lists them."""

    capabilities: ClassVar = {"POST": Capability.DEVICE_ENROL}

    @extend_schema(operation_id="field_enrol", request=shapes.NewDevice, responses={201: shapes.Enrolled})
    def post(self, request: Request) -> Response:
        """A token for this phone for 14 days, and the key of its receipts. Only in a browser session."""
        asked = self.body(shapes.NewDevice)
        enrolment = enrol_device(principal=self.principal, label=asked["label"], renew=asked["device"])
        note_contact(device=enrolment.device, phone_time=as_moment(asked["phone_time"]))
        body = {
            "device": enrolment.device.public_id,
            "token": enrolment.token,
            "expires_at": enrolment.expires_at,
            "secret": base64.b64encode(enrolment.secret).decode(),
            "team": self.principal.organisation.name,
            "server_time": timezone.now(),
            "feedback": settings.FIELD_FEEDBACK,
        }
        return Response(shapes.Enrolled(body).data, status=status.HTTP_201_CREATED)


class SyncDoor(Door):
    """A phone's question: what became of what it sent? Of hashes that it does not name it hears nothing."""

    capabilities: ClassVar = {"POST": frozenset({Capability.FIELD_SEND, Capability.WIPE_HEAR})}

    @extend_schema(operation_id="field_sync", request=shapes.Sync, responses=shapes.Synced)
    def post(self, request: Request) -> Response:
        said = self.body(shapes.Sync)
        principal, device = self.principal, self.principal.device
        wipe = device is not None and device.to_be_wiped
        if device is not None:
            note_contact(device=device, phone_time=as_moment(said["phone_time"]))
            if said["wiped"]:
                confirm_wiped(device=device, actor=principal.actor)
                wipe = False
        if not principal.can(Capability.FIELD_SEND):
            return self._answer([], wipe=wipe)
        take_answers(principal=principal, answers=[Answered(**one) for one in said["answers"]])
        keys = [(one["sha256"], one["teardown"]) for one in said["photos"]]
        return self._answer(told(principal, keys), wipe=wipe)

    def _answer(self, photos: list[Any], *, wipe: bool) -> Response:
        token = self.principal.user.presented_token
        body = {
            "server_time": timezone.now(),
            "wipe": wipe,
            "expires_at": token.expires_at if token else None,
            "photos": photos,
        }
        return Response(shapes.Synced(body).data)
