"""E-mails to a maker's people: that something waits, until when, and where. Nothing of what was found is in them."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.queries import find_principal
from accounts.roles import Role
from jobs.queue import enqueue
from makers.models import RequestEvent, TraceRequest, Wording, WordingState
from makers.queries.requests import requests_of
from makers.requesting import WAITING, Status

JOB = "makers.send_notice"


def tell_maker(request: TraceRequest, event: RequestEvent, notice: str) -> None:
    """One mail to each of the maker's people about an event, once each; in the caller's transaction."""
    for person in people_of(request):
        enqueue(
            JOB,
            key=f"notice:{event.public_id}:{person.public_id}",
            arguments={"notice": notice, "request": str(request.public_id), "person": str(person.public_id)},
            subject_type="trace_request",
            subject_id=str(request.public_id),
        )


def people_of(request: TraceRequest) -> list[User]:
    """The maker's people who can sign in today."""
    rows = Membership.objects.filter(organisation=request.organisation, role=Role.MAKER, user__is_active=True)
    return [row.user for row in rows.select_related("user").order_by("pk")]


def send_notice(*, progress: Callable[[int, int], None], notice: str, request: str, person: str) -> None:
    """Send one mail, unless the person has left, the brand is theirs no more, or there is nothing to do any longer."""
    user = User.objects.filter(public_id=person).first()
    principal = find_principal(user) if user else None
    shown = requests_of(principal).filter(public_id=request).first() if principal else None
    if user is None or shown is None or not _still_so(shown, notice):
        return
    with translation.override(user.preferred_language or settings.LANGUAGE_CODE):
        subject, said = _words(shown, notice)
        address = settings.BASE_URL + reverse("web:maker_request", args=[shown.public_id])
        foot = _("What it is about stands behind your sign-in, not in this mail.")
        send_mail(f"Chiptrail: {subject}", f"{said}\n\n{address}\n\n{foot}\n", None, [user.email])
    progress(1, 1)


def _still_so(request: TraceRequest, notice: str) -> bool:
    """A reminder that was delayed must not ask for what is there already."""
    if notice == "reminder":
        return Status(request.status) in WAITING and request.due_at is not None and request.due_at > timezone.now()
    if notice in ("wording", "wording_reminder"):
        return request.wordings.filter(state=WordingState.SHOWN).exists()
    return True


def _words(request: TraceRequest, notice: str) -> tuple[str, str]:
    """Subject and text, in the language of the moment."""
    name, day = {"name": request.label}, _day(request.due_on)
    if notice.startswith("wording"):
        return _wording_words(request, notice)
    texts = {
        "sent": (
            _("a trace request for you"),
            _("We ask you about parts of yours. A reply is asked for by %(day)s; you can take more time there."),
        ),
        "reminder": (
            _("a reply is asked for by %(day)s"),
            _("Your reply to our request %(name)s is asked for by %(day)s. A partial reply helps too."),
        ),
        "explained": (
            _("your question is answered"),
            _("We have answered your question on request %(name)s. The time we took is added: reply by %(day)s."),
        ),
        "message": (_("a message about a request"), _("There is a message from us beside request %(name)s.")),
        "granted": (_("more time for a request"), _("You have until %(day)s to reply to request %(name)s.")),
        "withdrawn": (
            _("a request is withdrawn"),
            _("We ask no longer about request %(name)s. What you have told us stays, under your terms."),
        ),
    }
    subject, said = texts[notice]
    return subject % {**name, "day": day}, said % {**name, "day": day}


def _wording_words(request: TraceRequest, notice: str) -> tuple[str, str]:
    wording: Wording | None = request.wordings.filter(shown_at__isnull=False).order_by("-number").first()
    told = {"name": request.label, "day": _day(wording.due_on if wording else None)}
    texts = {
        "wording": (
            _("our wording for you to read"),
            _("You can read and correct what we want to write beside request %(name)s, until %(day)s."),
        ),
        "wording_reminder": (
            _("our wording: a word by %(day)s"),
            _("You have until %(day)s to correct our wording beside request %(name)s."),
        ),
        "wording_published": (
            _("our wording is published"),
            _("Our wording beside request %(name)s is published; what you said stands beside it. You can still add."),
        ),
    }
    subject, said = texts[notice]
    return subject % told, said % told


def _day(day: date | None) -> str:
    return date_format(day, "j E Y" if translation.get_language() == "uk" else "j F Y") if day else "–"
