"""What happens to a maker besides its own steps: our analysts, the jobs, time."""

import re
from datetime import timedelta
from functools import partial

from accounts.models import Organisation, User
from accounts.queries import Principal, principal_for
from accounts.roles import Role
from makers.models import Maker, TraceRequest
from makers.operations.deadline_watch import watch_deadlines
from makers.operations.mailing import order_digests
from makers.operations.requests import explain
from makers.queries.people import officers
from teardowns.models import Component, Identification, Release
from teardowns.operations.identifying import confirm
from teardowns.operations.releasing import withdraw
from tests.makers.alerting import deliver
from tests.makers.journey import Event, Journey
from tests.makers.two_worlds import NOWHERE

OWN_PATH = "/ok/own"
SEEN_LOT = "2690114.1"
"""Of the number of the chips that wait, others alone have one of this lot."""
_THEIRS = "theirs0@maker.example"
_PATIENCE = timedelta(days=25)


def _analyst() -> Principal:
    """The first there was, the same in both worlds."""
    return principal_for(User.objects.filter(membership__role=Role.ANALYST).earliest("pk"))


def _explain(journey: Journey, about: str) -> None:
    request = TraceRequest.objects.get(public_id=journey.things[about])
    explain(principal=_analyst(), request=request, text="The second one.")


def _release(journey: Journey, waiting: str) -> None:
    """A chip that waited, of a lot of which others have one, too."""
    component = Component.objects.get(public_id=journey.things[waiting])
    number = Identification.objects.get(component=component).part_number
    judged = confirm(principal=_analyst(), component=component, part_number=number, manufacturer="Analog Devices")
    Release.objects.filter(identification=judged).update(lot_code=SEEN_LOT, lot_key="26901141")


def _withdraw(journey: Journey) -> None:
    found = Release.objects.get(public_id=journey.things["finding"])
    withdraw(principal=_analyst(), release=found, reason="A mistake.")


def _send(journey: Journey) -> object:
    """What reaches the receiver of the steps, in the order of the messages' ids."""
    book = journey.receivers.book
    book.arrivals.clear()
    deliver(journey.receivers.port, threads=2)
    own = (one for one in book.taken() if one.path == OWN_PATH)
    return sorted((sorted(one.headers.items()), one.body) for one in own)


def _unprove(journey: Journey) -> None:
    Maker.objects.filter(organisation__public_id=journey.things["maker_organisation"]).update(
        proven_at=None, proven_by=""
    )


def _read_code(journey: Journey) -> None:
    texts = "\n".join(text for _to, _subject, text in journey.last.mails)
    journey.things["code"] = "".join(re.findall(r"^\d{8}$", texts, re.MULTILINE))


def _list(journey: Journey) -> None:
    house = Organisation.objects.get(public_id=journey.things["maker_organisation"])
    person = principal_for(User.objects.filter(membership__organisation=house).earliest("pk"))
    ids = {one.email: str(one.public_id) for one in officers(person, house)}
    journey.things["invited_elsewhere"] = ids.get(_THEIRS, NOWHERE)


def _wait(journey: Journey) -> None:
    journey.chance.now += _PATIENCE
    order_digests()
    watch_deadlines()


EXPLAINED = Event("an analyst explains", partial(_explain, about="fresh_request"))
EXPLAINED_TOO = Event("an analyst explains", partial(_explain, about="second_request"))
RELEASED = Event("a finding is released", partial(_release, waiting="first_waiting"))
RELEASED_TOO = Event("another one is released", partial(_release, waiting="second_waiting"))
WITHDRAWN = Event("a finding is withdrawn", _withdraw)
SENT = Event("webhooks are sent", _send)
UNPROVEN = Event("the domain is another one", _unprove)
CODE_READ = Event("somebody reads the mail with the code", _read_code)
LISTED = Event("whom somebody else has is listed as invited", _list)
DAYS_LATER = Event("reminders and digests are due", _wait)
