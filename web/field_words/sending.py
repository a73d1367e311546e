"""Texts of the field app: the queue, receipts, signing in again, settings."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

TEXTS: Mapping[str, Promise] = {
    "summary": _("%(photos)s: %(received)s, %(part)s, %(waiting)s"),
    "net.offline": _("No network."),
    "net.network": _("The line breaks off."),
    "net.kept_none": _("Everything goes on as before."),
    "net.paused": _("Sending is paused."),
    "net.wifi_only": _("Waiting for Wi-Fi."),
    "net.line_unknown": _("Wi-Fi only is on, and this browser does not tell the kind of line."),
    "net.sign_in": _("Please sign in again."),
    "net.server_full": _("The server is full."),
    "net.server_full_rest": _("The photos stay on this phone and are tried again by themselves."),
    "net.captive": _("This network wants something first."),
    "net.captive_rest": _(
        "It answers with its own page. Open the browser and sign in to the network; the photos stay here."
    ),
    "net.later": _("The server is busy."),
    "net.later_rest": _("The photos stay on this phone and are tried again by themselves."),
    "net.refused": _("The server refuses something."),
    "net.refused_rest": _("It is kept here. See Sending."),
    "sending.title": _("Sending"),
    "sending.done": _("%(n)s of %(of)s received"),
    "sending.measuring": _("the line is being measured"),
    "sending.left": _("%(size)s to go"),
    "sending.refused_rest": _("It is kept here; open it below to see why."),
    "sending.damaged_rest": _("Nothing is thrown away. Show the phone to the lab."),
    "sending.pause": _("Pause"),
    "sending.resume": _("Go on sending"),
    "sending.now": _("Try now"),
    "sending.sign_in": _("Sign in again"),
    "sending.wifi_only": _("Send over Wi-Fi only"),
    "renew.title": _("Sign in again"),
    "renew.go_on": _("Go on with this account"),
    "renew.asking": _("Asking the server."),
    "renew.done": _("This phone may send again."),
    "renew.done_rest": _("What waited goes on by itself."),
    "renew.kept": _("Everything on this phone is kept. Try again later."),
    "renew.offline": _("Signing in needs network. Photos can be taken all the same."),
    "receipt.title": _("Check a receipt"),
    "receipt.lead": _("With no network: this phone computes the code of its photos and compares."),
    "receipt.type": _("Code of the receipt"),
    "receipt.help": _("Twelve signs, with or without the dashes."),
    "receipt.check": _("Check"),
    "receipt.all": _("Check all at once"),
    "receipt.short": _("This is no whole code."),
    "receipt.short_rest": _("It has twelve signs."),
    "receipt.right": _("The receipt is right."),
    "receipt.right_rest": _("%(slot)s, received %(when)s. The server holds these exact bytes:"),
    "receipt.wrong": _("No photo on this phone has this receipt."),
    "receipt.wrong_rest": _("Compare it sign by sign, or ask the phone that took the photo."),
    "receipt.fits": _("right"),
    "receipt.fits_not": _("does not fit"),
    "settings.title": _("Settings"),
    "settings.language": _("Language"),
    "settings.lock": _("Locking"),
    "settings.minutes": _("Lock after"),
    "settings.hidden": _("Lock at once when the app goes out of sight"),
    "settings.sending": _("Sending"),
    "settings.phone": _("This phone"),
    "settings.name": _("Name of the phone"),
    "settings.unnamed": _("without a name"),
    "settings.team": _("Team"),
    "settings.no_team": _("not known yet"),
    "settings.until": _("May send until"),
    "settings.not_enrolled": _("nobody has signed in here yet"),
    "settings.room": _("Room left"),
    "settings.room_unknown": _("the browser does not say"),
    "settings.clock": _("This phone’s clock is wrong."),
    "settings.clock_behind": _(
        "It is %(much)s behind the server. Nothing is lost: both times are kept. Set the clock."
    ),
    "settings.clock_ahead": _(
        "It is %(much)s ahead of the server. Nothing is lost: both times are kept. Set the clock."
    ),
    "settings.renew": _("Sign in again"),
    "settings.wipe": _("Wipe"),
    "settings.wipe_lead": _("Two taps: the key goes first, then everything else."),
    "unit.mb": _("%(n)s MB"),
    "unit.gb": _("%(n)s GB"),
}

COUNTED: Mapping[str, Callable[[int], str]] = {
    "photos": lambda n: ngettext("%(n)s photo", "%(n)s photos", n),
    "received": lambda n: ngettext("%(n)s received", "%(n)s received", n),
    "part": lambda n: ngettext("%(n)s part-sent", "%(n)s part-sent", n),
    "waiting": lambda n: ngettext("%(n)s waiting", "%(n)s waiting", n),
    "net.kept": lambda n: ngettext(
        "%(n)s photo is kept on this phone. It goes by itself while this page is open and the screen is on.",
        "%(n)s photos are kept on this phone. They go by themselves while this page is open and the screen is on.",
        n,
    ),
    "net.sign_in_rest": lambda n: ngettext(
        "%(n)s photo waits on this phone. Nothing is lost.", "%(n)s photos wait on this phone. Nothing is lost.", n
    ),
    "sending.minutes": lambda n: ngettext("about %(n)s minute left", "about %(n)s minutes left", n),
    "sending.refused": lambda n: ngettext("%(n)s thing was refused.", "%(n)s things were refused.", n),
    "sending.damaged": lambda n: ngettext(
        "%(n)s record on this phone no longer opens.", "%(n)s records on this phone no longer open.", n
    ),
    "renew.lead": lambda n: ngettext(
        "%(n)s photo waits on this phone. After signing in it goes on where it stood.",
        "%(n)s photos wait on this phone. After signing in they go on where they stood.",
        n,
    ),
    "receipt.count": lambda n: ngettext(
        "%(right)s of %(n)s receipt is right", "%(right)s of %(n)s receipts are right", n
    ),
    "sending.forget": lambda n: ngettext(
        "Free room: forget %(n)s photo that the server has confirmed",
        "Free room: forget %(n)s photos that the server has confirmed",
        n,
    ),
    "unit.days": lambda n: ngettext("%(n)s day", "%(n)s days", n),
    "unit.minutes": lambda n: ngettext("%(n)s minute", "%(n)s minutes", n),
}
