"""Nexar (Altium; the data of Octopart), asked with the operator's own key.

Schema: github.com/NexarDeveloper/nexar-templates, `schema.graphql`; token, expiry and part limit:
support.nexar.com, articles 101000452406 and 101000437414 ("currently 500 but subject to change"; users report 200).
Terms: nexar.com/api/legal. They were not read at the source: a reader of 18 August 2026 reports a ceiling of 24 hours
for kept content (1.2 vi), no copies of datasheets or pictures (1.2 v), no mass aggregation for predictive analytics
(1.6) and keys that may not be published (1.2 xii). So an answer's content is forgotten within 24 hours, links are kept
as links, and nothing is asked for in bulk.

Unsure: how plans without lifecycle, datasheets and specs refuse those fields (taken as an answer in part, or as the
error it is); whether sellers outside the country that Nexar assumes (US) are left out; whether Cache-Control is sent.
Not tried against the real service: nobody here has a key.
"""

import time
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Final

from provenance.partsearch.nexar_answer import NOT_JSON, TITLE, TokenRefused, found_in, payload_of, refuse_status
from provenance.partsearch.problems import AnswerUnknown, AskedTooOften, KeyRefused, NoAnswer
from provenance.partsearch.sending import Answer, deadline, post
from provenance.partsearch.types import Found

# Each part that comes back counts against the operator's plan.
PARTS_ASKED: Final = 5
LONGEST_TOKEN_LIFE, MARGIN = 24 * 3600, 60
QUERY: Final = """
query Search($number: String!, $limit: Int!) {
  supSearchMpn(q: $number, limit: $limit) {
    hits
    results {
      part {
        mpn
        manufacturer { name }
        category { name }
        specs { attribute { shortname } displayValue }
        bestDatasheet { url }
        octopartUrl
        akaMpns
        sellers(includeBrokers: true) { company { name } country isAuthorized isBroker }
      }
    }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Access:
    """The operator's application at Nexar, and where Nexar is."""

    client_id: str
    client_secret: str = field(repr=False)
    token_url: str
    api_url: str


class Nexar:
    """A `PartSearch`. One token is used until it ends: Nexar counts tokens. Safe for several threads."""

    name = "nexar"
    title = TITLE

    def __init__(self, access: Access) -> None:
        self._access = access
        self._lock = Lock()
        self._token, self._token_ends = "", 0.0
        self._pause_ends = 0.0

    def search(self, number: str) -> Found:
        """Ask for a number. A token that ended in the middle is renewed once, not twice. Raises a PartSearchFailed."""
        if (left := self._pause_ends - time.monotonic()) > 0:
            raise AskedTooOften(service=TITLE, seconds=int(left) + 1)
        try:
            return self._search(number)
        except AskedTooOften as problem:
            self._pause_ends = time.monotonic() + problem.params["seconds"]
            raise

    def _search(self, number: str) -> Found:
        ends = deadline()
        token = self._valid_token(ends)
        try:
            return found_in(self._ask(number, token, ends))
        except TokenRefused:
            token = self._valid_token(ends, instead_of=token)
        try:
            return found_in(self._ask(number, token, ends))
        except TokenRefused:
            raise KeyRefused(service=TITLE) from None

    def _ask(self, number: str, token: str, ends: float) -> Answer:
        body = {"query": QUERY, "variables": {"number": number, "limit": PARTS_ASKED}}
        return post(self._access.api_url, service=TITLE, ends=ends, token=token, json=body)

    def _valid_token(self, ends: float, instead_of: str = "") -> str:
        with self._lock:
            if self._token == instead_of or time.monotonic() >= self._token_ends:
                self._token, self._token_ends = self._new_token(ends)
            return self._token

    def _new_token(self, ends: float) -> tuple[str, float]:
        access = self._access
        form = {
            "grant_type": "client_credentials",
            "client_id": access.client_id,
            "client_secret": access.client_secret,
            "scope": "supply.domain",
        }
        answer = post(access.token_url, service=TITLE, ends=ends, form=form)
        if answer.status in (400, 401):
            raise KeyRefused(service=TITLE)
        refuse_status(answer)
        payload = payload_of(answer)
        if payload is None:
            raise NoAnswer(service=TITLE, why=NOT_JSON)
        token, life = payload.get("access_token"), payload.get("expires_in")
        if not isinstance(token, str) or not token.isascii() or not token.isprintable() or " " in token or not token:
            raise AnswerUnknown(service=TITLE, missing="access_token")
        seconds = min(life, LONGEST_TOKEN_LIFE) if isinstance(life, int) else LONGEST_TOKEN_LIFE
        return token, time.monotonic() + max(seconds - MARGIN, 0)


@lru_cache(maxsize=2)
def nexar(access: Access) -> Nexar:
    """The one client of this process for this key."""
    return Nexar(access)
