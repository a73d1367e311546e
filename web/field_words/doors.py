"""Texts of the field app: taking the phone into use, the lock, the wipe, what cannot go on."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

TEXTS: Mapping[str, Promise] = {
    "back": _("Back"),
    "lock": _("Lock"),
    "first.title": _("Use this phone in the field"),
    "first.lead": _("Photos are taken, kept and sent from this phone."),
    "first.point_offline": _("Works with no network. What waits is sent by itself later."),
    "first.point_sealed": _("Photos are encrypted on the phone and never reach its gallery."),
    "first.point_receipt": _("Each photo gets a receipt: the server holds these exact bytes."),
    "first.use": _("Use this phone"),
    "first.sign_in": _("Go to sign-in"),
    "first.later": _("Start now, sign in later"),
    "first.offline": _("There is no network."),
    "first.offline_rest": _("You can start all the same. Photos stay on this phone until somebody signs in here."),
    "first.wrong_role": _("This account does not belong to a field team."),
    "first.wrong_role_rest": _("Nothing was changed. Sign in with the account of a field team."),
    "first.name_title": _("What is this phone called?"),
    "first.name_lead": _("So that a lost phone can be told from the others and shut out."),
    "first.not_enrolled": _("The phone works, but the server does not know it yet."),
    "first.not_enrolled_rest": _("Photos are kept here. Sign in later under Sending."),
    "first.go_on": _("Go on"),
    "enrol.offline": _("There is no network."),
    "enrol.signed_out": _("Nobody is signed in here."),
    "enrol.refused": _("The server did not take this phone."),
    "enrol.wiped": _("This phone had been told to forget everything; now it has."),
    "pin.choose": _("Choose a PIN"),
    "pin.lead_digits6": _("Six digits. Nobody can bring it back: without it the photos on this phone are lost."),
    "pin.lead_digits": _("Eight digits or more; then tap the tick. Nobody can bring it back."),
    "pin.lead_words": _("Four or more words that belong to no known sentence. Nobody can bring them back."),
    "pin.as_digits6": _("Six digits"),
    "pin.as_digits": _("A longer PIN"),
    "pin.as_words": _("Words in place of digits"),
    "pin.strength": _(
        "Six digits stop whoever holds the phone; a laboratory that has copied its memory guesses them in minutes, "
        "twelve digits in weeks to years, five random words never."
    ),
    "pin.again": _("Once more"),
    "pin.again_lead": _("The same as before."),
    "pin.differ": _("The two did not match. Choose again."),
    "pin.making": _("Making the key. A few seconds."),
    "pin.title": _("PIN and key"),
    "pin.change": _("Choose another PIN"),
    "pin.old": _("The PIN of now"),
    "pin.old_lead": _("It opens the key; then the key is locked anew. Photos stay as they are."),
    "pin.changed": _("The key is locked anew."),
    "pin.changed_rest": _("Everything on this phone is as it was."),
    "pin.hardware": _("The phone’s own hardware"),
    "pin.unbound": _("The PIN alone opens the key. A copy of this phone’s memory can be tried out elsewhere."),
    "pin.bound": _(
        "The PIN and this phone’s hardware open the key together. A copy of its memory made from now on opens nothing "
        "by itself."
    ),
    "pin.bind": _("Bind the key to this phone"),
    "pin.unbind": _("The PIN alone again"),
    "pin.hardware_lost": _(
        "Each unlocking then also asks for the phone’s screen lock or finger. If the phone breaks or its screen lock "
        "is taken away, photos that the server has not received are lost; received ones are safe."
    ),
    "pin.hardware_none": _("This phone or browser cannot do it."),
    "pin.hardware_none_rest": _("A longer PIN or words help instead."),
    "pin.traces": _("This phone was set up with an older version."),
    "pin.traces_rest": _(
        "Traces of its first key may still lie in its memory, and a laboratory can try PINs on them, also after a "
        "wipe and with the hardware bound. When all is sent, wipe it and set it up anew: what is kept then "
        "has another key."
    ),
    "pin.no_hardware": _("The phone’s hardware did not answer."),
    "pin.no_hardware_rest": _(
        "Nothing was changed and no try was counted. Try again, with the phone’s screen lock or finger."
    ),
    "pad.name": _("Digits of the PIN"),
    "pad.back": _("Delete the last digit"),
    "pad.count": _("%(n)s of %(of)s digits"),
    "pad.done": _("Done"),
    "pad.words": _("Words"),
    "unlock.title": _("Locked"),
    "unlock.opening": _("Opening"),
    "unlock.more": _("PIN forgotten, or phone in danger"),
    "unlock.forgotten": _("A forgotten PIN cannot be brought back. After ten wrong ones everything here is wiped."),
    "unlock.wrong": _("Wrong PIN."),
    "unlock.wait": _("Too many wrong PINs."),
    "unlock.wiped": _("Everything on this phone was wiped."),
    "unlock.wiped_rest": _("Ten PINs were wrong. What the server has received is safe there."),
    "wiped.tries": _("Ten PINs were wrong. What the server has received is safe there."),
    "wiped.order": _("Your team ordered it. What the server has received is safe there."),
    "wipe.arm": _("Wipe this phone"),
    "wipe.sure": _("Wipe now"),
    "wipe.passkey": _(
        "A passkey “Chiptrail” may stay in this phone’s password manager: it opens nothing then, and you can delete "
        "it there."
    ),
    "wipe.lost_nothing": _("The server holds every photo. Tap once more."),
    "failed.title": _("This does not work"),
    "failed.again": _("Try again"),
    "failed.detail": _("The browser says: %(detail)s"),
    "failed.unknown": _("Something unforeseen happened."),
    "failed.unknown_rest": _("What was kept on this phone is still kept."),
    "failed.no_storage": _("This browser keeps nothing."),
    "failed.no_storage_rest": _(
        "It is in private mode, or storage is switched off. Open the page in an ordinary window."
    ),
    "failed.insecure": _("This browser cannot encrypt here."),
    "failed.insecure_rest": _("Open the page by its address with https, in an up-to-date Chromium or Chrome."),
    "failed.storage_full": _("This phone is full."),
    "failed.storage_full_rest": _("Nothing that was kept is lost. Free some room, then try again."),
    "failed.damaged": _("A piece on this phone was changed or lost."),
    "failed.damaged_rest": _("Everything else is kept and goes on."),
    "failed.missing": _("This is not on this phone."),
    "failed.missing_rest": _("It was wiped, or it is on another phone."),
    "failed.locked": _("The phone has locked itself."),
    "failed.locked_rest": _("Everything is kept. Type the PIN."),
    "failed.already_set_up": _("This phone is in use already."),
    "failed.already_set_up_rest": _("Type its PIN."),
    "failed.pin_short": _("Too short."),
    "failed.pin_short_rest": _("Six digits or more."),
    "failed.pin_short_words": _("Too short."),
    "failed.pin_short_words_rest": _("At least sixteen letters: four or five words."),
    "failed.pin_easy": _("This PIN is guessed first."),
    "failed.pin_easy_rest": _("No rows, no repeated digits. Choose another."),
    "failed.pin_date": _("This PIN looks like a date."),
    "failed.pin_date_rest": _("Dates and years are guessed first. Choose another."),
    "failed.wiped": _("Everything on this phone was wiped."),
    "failed.wiped_rest": _("What the server has received is safe there."),
}

COUNTED: Mapping[str, Callable[[int], str]] = {
    "pad.typed": lambda n: ngettext("%(n)s digit", "%(n)s digits", n),
    "unlock.left": lambda n: ngettext(
        "%(n)s try is left, then everything here is wiped.", "%(n)s tries are left, then everything here is wiped.", n
    ),
    "unlock.seconds": lambda n: ngettext("Try again in %(n)s second.", "Try again in %(n)s seconds.", n),
    "unlock.minutes": lambda n: ngettext("Try again in %(n)s minute.", "Try again in %(n)s minutes.", n),
    "wipe.lost": lambda n: ngettext(
        "%(n)s photo that nobody else has will be lost. Tap once more.",
        "%(n)s photos that nobody else has will be lost. Tap once more.",
        n,
    ),
}
