"""A maker's people at work, step by step: what each step answers, what is mailed and sent for it."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.http import HttpResponseBase
from django.urls import reverse

from accounts.models import ApiToken
from makers.management.benchmarking.receivers import Receivers
from makers.models import AlertRule, Answer, AnswerFile, FindingExport, OverlapRun, WebhookEndpoint
from tests.authorisation.expected import ROUTES
from tests.authorisation.walk import CSRF, HEADERS, UUID, ask, client
from tests.authorisation.world import World
from tests.makers.others import Others
from tests.makers.same_chance import Chance
from tests.makers.two_worlds import CHANGING, NONCE, Answered
from tests.makers.working import last_job, work_off

MADE: Mapping[str, tuple[type[Model], str]] = {
    "made_rule": (AlertRule, "alert_rule"),
    "made_endpoint": (WebhookEndpoint, "endpoint"),
    "made_export": (FindingExport, "finding_export"),
    "made_run": (OverlapRun, "overlap_run"),
    "made_answer": (Answer, "answer"),
    "made_table": (AnswerFile, "answer_file"),
    "made_token": (ApiToken, "own_token"),
}
"""What a step makes: its table, and the thing of the world that is meant before."""
PROOF = re.compile(rb'("proof": ?)"[^"]*"')
"""That one key made all evaluations of a private overlap: the library throws dice of its own."""
INVITATION = re.compile(rb"(/reset/key/)[0-9a-f]{32}-[^/]+")
"""Where somebody sets a password: the number of their account, encrypted, and a proof made of its secrets."""
NAMED = re.compile(r"\{(\w+)\}")
REFUSED = 0
"""As a status: a form that is refused, in whichever of the ways in which pages refuse."""
WAYS_TO_REFUSE = (302, 404, 409, 422)
Sent = tuple[tuple[str, ...], str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One request. `status` and `says`: what it must answer, lest nothing be compared but refusals.

    `at` and the texts of `body` name things of the journey; `body`: a form's fields, what is JSON, or a table.
    `makes`: under which name of `MADE` the newest thing of its kind is known afterwards.
    """

    route: str
    status: int
    body: Mapping[str, Any] | str = field(default_factory=dict)
    says: str = ""
    at: Mapping[str, str] = field(default_factory=dict)
    makes: str = ""
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that others than the maker's people do, or time."""

    name: str
    happen: Callable[["Journey"], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answers to a step, that of the page which it leads to included; the mails; what went to receivers."""

    answers: tuple[Answered, ...] = ()
    mails: tuple[Sent, ...] = ()
    sent: object = None


class Journey:
    """Steps in one world. `things`: what stands in addresses and bodies -> value."""

    def __init__(self, world: World, others: Others, chance: Chance, receivers: Receivers) -> None:
        theirs = {f"their_{name}_{n}": one for name, ids in others.things.items() for n, one in enumerate(ids)}
        made = {name: world.things[thing] for name, (_model, thing) in MADE.items()}
        self.things = {**world.things, **made, **theirs, "their_label": others.label}
        self._world, self._others, self.chance = world, others, chance
        self._seen: dict[bytes, int] = {}
        self.receivers, self.last = receivers, Outcome()

    def go(self, way: Sequence[Step | Event]) -> list[Outcome]:
        """All of it, in turn."""
        return [self._take(one) for one in way]

    def _take(self, one: Step | Event) -> Outcome:
        self.chance.next_turn()
        mail.outbox.clear()
        before = last_job()
        sent = one.happen(self) if isinstance(one, Event) else None
        answers = [] if isinstance(one, Event) else self._asked(one)
        work_off(before)
        self.last = Outcome(tuple(answers), self._mails(), sent)
        return self.last

    def _asked(self, step: Step) -> list[Answered]:
        """The answer, and the page behind it."""
        response = knock(self._world, step, self._address(step), self.filled(step.body))
        answers = [self._plain(response, response.getvalue())]
        if response.status_code == 302:
            behind = client.get(response.headers["Location"], headers=HEADERS)
            answers.append(self._plain(behind, behind.getvalue()))
        if step.makes:
            made = MADE[step.makes][0]._default_manager.filter(
                organisation__public_id=self.things["maker_organisation"]
            )
            self.things[step.makes] = str(made.latest("pk").public_id)  # type: ignore[attr-defined]
        return answers

    def look(self, actor: str, path: str) -> Answered:
        """A page as it stands; looking leaves nothing behind."""
        return self._plain(*ask(self._world, actor, "GET", path))

    def filled(self, said: Any) -> Any:
        """With the things that it names in braces."""
        if isinstance(said, str):
            return NAMED.sub(lambda found: self.things[found[1]], said)
        if isinstance(said, Mapping):
            return {key: self.filled(value) for key, value in said.items()}
        return [self.filled(one) for one in said] if isinstance(said, list) else said

    def _address(self, step: Step) -> str:
        named = step.at or ROUTES[step.route].kwargs
        return reverse(step.route, kwargs={key: self.things[thing] for key, thing in named.items()})

    def _plain(self, response: HttpResponseBase, content: bytes) -> Answered:
        content = PROOF.sub(rb"\1", NONCE.sub(b"", CSRF.sub(rb"\1", content)))
        headers = tuple(sorted(
            (name, self._numbered(NONCE.sub(b"", value.encode())).decode())
            for name, value in response.headers.items()
            if name not in CHANGING
        ))  # fmt: skip
        return response.status_code, self._numbered(content), headers

    def _numbered(self, content: bytes) -> bytes:
        """Ids that were made on the way, by the order in which they are seen; all others as they are."""

        def number(found: re.Match[bytes]) -> bytes:
            made = found[0].decode() in self.chance.minted
            return b"ID-%d" % self._seen.setdefault(found[0], len(self._seen)) if made else found[0]

        return UUID.sub(number, content)

    def _mails(self) -> tuple[Sent, ...]:
        """To whom, of what, in which words: mails to the others' people are not the asker's to read."""
        return tuple(
            (tuple(one.to), str(one.subject), self._numbered(INVITATION.sub(rb"\1", str(one.body).encode())).decode())
            for one in mail.outbox
            if not self._others.emails & set(one.to)
        )


def knock(world: World, step: Step, path: str, said: Any) -> HttpResponseBase:
    """One request as the maker's person, or its program; what it writes stays."""
    cache.clear()
    client.cookies.clear()
    if not path.startswith("/api/"):
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions["maker"]
        files = {key: SimpleUploadedFile("a.csv", one) for key, one in said.items() if isinstance(one, bytes)}
        send = client.get if step.method == "GET" else client.post
        return send(path, {**said, **files}, headers=HEADERS)
    headers = HEADERS | {"Accept": "*/*", "Authorization": f"Bearer {world.tokens['token_maker']}"}
    table = isinstance(said, str)
    content = said if table else json.dumps(said)
    kind = "text/csv" if table else "application/json"
    return client.generic(step.method, path, content, kind, headers=headers)
