"""A maker that wants to hear of its findings."""

from dataclasses import dataclass
from typing import Any

from accounts.queries import Principal
from accounts.roles import OrganisationKind, Role
from jobs.models import Job, JobState
from makers.models import WebhookDelivery, WebhookEndpoint
from makers.operations import hearing
from makers.operations.delivering import Way, deliver_due
from makers.operations.endpoints import make_endpoint
from makers.webhooks.targets import Policy
from provenance.models import Party
from tests.factories.accounts import make_organisation, make_principal
from tests.factories.provenance import make_maker, represent


@dataclass(frozen=True)
class Listener:
    """A person of a maker, and the brand that the maker speaks for."""

    principal: Principal
    brand: Party


def listener(brand: str = "Analog Devices") -> Listener:
    """A maker's organisation with one person."""
    party = make_maker(brand)
    house = make_organisation(OrganisationKind.MAKER)
    represent(house, party)
    return Listener(make_principal(Role.MAKER, organisation=house), party)


def hear() -> int:
    """Do the hearing that waits. Returns how many jobs there were."""
    waiting = Job.objects.filter(name=hearing.JOB, state=JobState.QUEUED).order_by("pk")
    jobs = list(waiting)
    for job in jobs:
        hearing.hear_of_release(progress=lambda _done, _total: None, **job.arguments)
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    return len(jobs)


def endpoint(of: Listener, url: str, settings: Any, **more: Any) -> WebhookEndpoint:
    """An endpoint at an address that only tests allow."""
    settings.WEBHOOK_HTTP, settings.WEBHOOK_OPEN_NETWORKS = True, ("127.0.0.0/8",)
    settings.WEBHOOK_PORTS = {int(url.split(":")[2].split("/")[0])}
    return make_endpoint(principal=of.principal, url=url, **more).endpoint


def way(port: int, **more: Any) -> Way:
    """To receivers on loopback, without long pauses."""
    policy = Policy(ports={port}, http=True, opened=("127.0.0.0/8",), seconds=0.5)
    return Way(**{"policy": policy, "pauses": (0.0,) * 7, "threads": 4, "seconds": 5.0, **more})


def deliver(port: int, **more: Any) -> int:
    """Send what is due."""
    return deliver_due(way(port, **more))


def waiting() -> list[WebhookDelivery]:
    """What is still to be sent."""
    return list(WebhookDelivery.objects.filter(taken_at=None, ended_at=None).order_by("pk"))
