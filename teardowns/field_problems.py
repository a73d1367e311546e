"""Expected failures of what phones send beside photos, each said in full."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class EmptyVoiceNote(Problem):
    """A recording without bytes."""

    code = "empty_file"
    status = 422
    happened = _("The recording is empty.")
    kept = _("Nothing was stored, for there was nothing to store.")
    next_step = _("Speak the note again.")


class VoiceNoteTooLarge(Problem):
    """More bytes than one recording may have."""

    code = "file_too_large"
    status = 413
    happened = _("The recording is larger than {megabytes} MB.")
    kept = _("Nothing of it was stored; keep it on your device.")
    next_step = _("Ask your administrator to raise the limit.")


class NotAVoiceNote(Problem):
    """A kind of file that is no recording."""

    code = "unsupported_format"
    status = 415
    happened = _("This is no recording that we can take.")
    kept = _("Nothing of it was stored; the file on your device is untouched.")
    next_step = _("Send WebM, Ogg, MP4 or WAV.")


class BadBagCode(Problem):
    """A code on a bag whose check signs do not fit."""

    code = "bad_bag_code"
    status = 422
    happened = _("“{code}” is no code of a bag: its last two signs check the others, and they do not fit.")
    next_step = _("Compare it with the label, sign by sign, and send it again.")


class BadSignature(Problem):
    """Strokes that are none."""

    code = "bad_signature"
    status = 422
    happened = _("A signature could not be read: it is no list of strokes.")
    next_step = _("Sign once more.")


class SendFirst(Problem):
    """Something refers to what is still on the phone."""

    code = "send_first"
    status = 409
    happened = _("This hand-over names an exhibit that has not been sent yet.")
    kept = _("Nothing was stored; the hand-over stays on the phone.")
    next_step = _("Send the exhibit first, then the hand-over again.")


class PreviewUnusable(Problem):
    """A preview that cannot be decoded. The original is not concerned."""

    code = "preview_unusable"
    status = 422
    happened = _("This preview cannot be displayed.")
    kept = _("Nothing of it was stored. The photo itself is not concerned.")
    next_step = _("Send the photo itself.")


class PreviewTooLarge(Problem):
    """A preview above its limit."""

    code = "preview_too_large"
    status = 413
    happened = _("The preview is larger than {kilobytes} kB.")
    kept = _("Nothing of it was stored. The photo itself is not concerned.")
    next_step = _("Send a smaller preview, or the photo itself.")


class UnknownRequest(Problem):
    """A reason that is none to ask for another photo."""

    code = "unknown_request"
    status = 422
    happened = _("“{code}” is no reason that we know.")
    next_step = _("Choose one from the list.")
