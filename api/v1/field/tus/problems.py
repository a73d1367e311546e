"""What can be wrong with a request of the tus protocol before it concerns any file."""

from django.utils.translation import gettext_lazy as _

from problems import Problem

NEXT_STEP = _("Compare the request with the tus protocol 1.0 and with the documentation at /api/docs/.")


class WrongVersion(Problem):
    """`Tus-Resumable` is missing or names another version."""

    code = "tus_version"
    status = 412
    happened = _("This address speaks version {version} of the tus protocol.")
    next_step = _("Send “Tus-Resumable: {version}” with every request.")


class BadHeader(Problem):
    """A header that the request needs is missing, or says nothing that can be used."""

    code = "bad_upload_header"
    status = 400
    happened = _("The header “{header}” is missing, or its value cannot be used here.")
    next_step = NEXT_STEP


class BadMetadata(Problem):
    """A value inside `Upload-Metadata`."""

    code = "bad_upload_metadata"
    status = 400
    happened = _("In “Upload-Metadata” the value of “{name}” is missing or cannot be used.")
    next_step = NEXT_STEP


class NotSupported(Problem):
    """A part of the protocol that this server does not announce."""

    code = "tus_not_supported"
    status = 400
    happened = _("This server does not know “{header}”.")
    next_step = _("Ask with OPTIONS what it knows; send the length of the file first, and the file as one upload.")


class UnknownChecksum(Problem):
    """A checksum algorithm that is none of ours."""

    code = "unknown_checksum"
    status = 400
    happened = _("The checksum in “Upload-Checksum” is of a kind that this server does not know.")
    next_step = _("Send one of these, and the checksum in Base64: {algorithms}.")


class NotAPiece(Problem):
    """A body of another type than pieces have."""

    code = "not_a_piece"
    status = 415
    happened = _("A piece of an upload has the type “{media_type}”.")
    next_step = _("Send it with this “Content-Type”.")


class TooManyAtOnce(Problem):
    """One person's bodies on their way in hold as many threads as they may."""

    code = "too_many_at_once"
    status = 503
    happened = _("Too many uploads with your access are on their way at the same moment.")
    kept = _("What arrived before is kept; keep the file on your device.")
    next_step = _("Send this piece again in a few seconds.")
