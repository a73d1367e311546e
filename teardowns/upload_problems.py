"""Expected failures of uploads in pieces, each said in full."""

from django.utils.translation import gettext_lazy as _

from problems import Problem

PIECES_KEPT = _("What arrived before is kept.")


class OffsetConflict(Problem):
    """A piece for another place of the file than the one that comes next. `offset`: where that is."""

    code = "upload_offset_conflict"
    status = 409
    happened = _("This piece does not begin where the upload stands: at byte {offset}.")
    kept = PIECES_KEPT
    next_step = _("Ask where the upload stands (HEAD) and send on from there.")


class UploadTooLong(Problem):
    """More bytes than the sender announced."""

    code = "upload_too_long"
    status = 413
    happened = _("More bytes came than were announced.")
    kept = PIECES_KEPT
    next_step = _("Begin the upload anew with the length of the whole file.")


class UploadExpired(Problem):
    """Nobody went on with the upload for too long."""

    code = "upload_expired"
    status = 410
    happened = _("This upload was begun too long ago and never finished.")
    kept = _("Its pieces are not kept any more. Photos with a receipt are safe.")
    next_step = _("Begin the upload anew.")


class ChecksumMismatch(Problem):
    """A piece whose checksum is another than the one sent with it."""

    code = "checksum_mismatch"
    status = 460
    happened = _("This piece was changed on its way: its checksum does not fit.")
    kept = _("What arrived before is kept; nothing of this piece is.")
    next_step = _("Send the same piece again.")


class ContentsDiffer(Problem):
    """The whole file has another hash than the sender promised."""

    code = "hash_mismatch"
    status = 460
    happened = _("The file that arrived is not the one that was announced: its hash does not fit.")
    kept = _("Nothing of it was taken in. The upload stands at its beginning again; keep the file on your device.")
    next_step = _("Send it again from the beginning.")


class UnsupportedKind(Problem):
    """A kind of file that uploads in pieces are not for."""

    code = "unsupported_kind"
    status = 400
    happened = _("Files of the kind “{kind}” cannot be sent here.")
    kept = _("Nothing was stored; keep the file on your device.")
    next_step = _("Send “photo” or “voice” as the kind, or none for a photo.")


class TooMuchBegun(Problem):
    """A person has begun more than they may before they finish some of it."""

    code = "upload_quota"
    status = 507
    happened = _("With your access more uploads were begun than may be unfinished at once: {uploads}, {gigabytes} GB.")
    kept = _("What arrived of them is kept. Nothing of this file was stored; keep it on your device.")
    next_step = _(
        "Let the uploads that were begun come to their end, then send this one; what nobody goes on with ends after "
        "{days} days."
    )
