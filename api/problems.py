"""Failures that only the API's door knows: of requests, not of the domain."""

from django.utils.translation import gettext_lazy as _

from problems import Problem

SEE_DOCUMENTATION = _("Compare the request with the documentation at /api/docs/.")


class Malformed(Problem):
    """Bytes that are not what the content type says."""

    code = "malformed_request"
    status = 400
    happened = _("The request could not be understood: its body or its headers are broken.")
    next_step = SEE_DOCUMENTATION


class UnknownParameter(Problem):
    """A query parameter that this address does not know."""

    code = "unknown_parameter"
    status = 400
    happened = _("This address knows no parameter “{names}”. It knows: {allowed}.")
    next_step = _("Remove or correct the parameter.")


class InvalidParameter(Problem):
    """A query parameter whose value cannot be used; `errors` names it."""

    code = "invalid_parameter"
    status = 400
    happened = _("A parameter in the address has a value that cannot be used.")
    next_step = _("Correct the parameters that are named in “errors”.")


class BadCursor(Problem):
    """A cursor that this address did not give out."""

    code = "bad_cursor"
    status = 400
    happened = _("This cursor was not given out for this list.")
    next_step = _("Start from the first page and follow “next”.")


class BadKeys(Problem):
    """Idempotency keys that cannot be matched with the photos."""

    code = "bad_idempotency_keys"
    status = 400
    happened = _("The keys do not fit the photos: {photos} photos came with {keys} keys.")
    kept = _("Nothing was stored.")
    next_step = _(
        "Send one “Idempotency-Key” header with one photo, or one “key” field for each of several photos, in order."
    )


class BadKey(Problem):
    """A key that is too long or not plain text."""

    code = "bad_idempotency_key"
    status = 400
    happened = _("An idempotency key has 1 to 120 visible ASCII characters.")
    kept = _("Nothing was stored.")
    next_step = _("Use a random identifier, such as a UUID, and keep it with the photo.")


class NoPhoto(Problem):
    """An upload without a part named `photo`."""

    code = "no_photo"
    status = 422
    happened = _("The request holds no photo.")
    next_step = _("Send one or more multipart parts named “photo”.")


class NotSignedIn(Problem):
    """Nobody said who they are."""

    code = "not_signed_in"
    status = 401
    happened = _("This address is for people and programs that we know.")
    next_step = _("Sign in, or send “Authorization: Bearer” with a token.")


class BadCredentials(Problem):
    """A token or session that does not stand. Wrong, expired, revoked and suspended look alike."""

    code = "bad_credentials"
    status = 401
    happened = _("This token or session is not valid.")
    next_step = _("Ask your administrator for a new token, or sign in again.")


class ForgedRequest(Problem):
    """A change from a browser session without its anti-forgery token."""

    code = "csrf_failed"
    status = 403
    happened = _("The request could not be tied to your own page.")
    next_step = _("Reload the page and try again; programs use a token instead of a session.")


class WrongMethod(Problem):
    """A method that this address does not know."""

    code = "method_not_allowed"
    status = 405
    happened = _("This address does not take {method}.")
    next_step = SEE_DOCUMENTATION


class WrongMediaType(Problem):
    """A body of a kind that this address does not take."""

    code = "unsupported_media_type"
    status = 415
    happened = _("This address does not take a body of the type “{media_type}”.")
    next_step = _("Send photos as multipart/form-data and everything else as application/json.")


class TooLarge(Problem):
    """More bytes, fields or files than one request may hold."""

    code = "request_too_large"
    status = 413
    happened = _("The request is larger than one request may be.")
    kept = _("Nothing of it was stored.")
    next_step = _("Send fewer photos at once.")


class Invalid(Problem):
    """A well-formed body whose fields cannot be used; `errors` names them."""

    code = "invalid"
    status = 422
    happened = _("Some fields cannot be used.")
    next_step = _("Correct the fields that are named in “errors” and send it again.")


class TooManyRequests(Problem):
    """More calls than the rate allows."""

    code = "too_many_requests"
    status = 429
    happened = _("Too many requests in a short time.")
    next_step = _("Wait {seconds} seconds and send it again.")


class Busy(Problem):
    """The database did not take the change in time."""

    code = "busy"
    status = 503
    happened = _("The server is busy and did not take the change.")
    next_step = _("Send it again with the same key in a few seconds.")


class ServerError(Problem):
    """A fault of ours."""

    code = "server_error"
    status = 500
    happened = _("Something broke on our side.")
    kept = _("What you have a receipt for is safe. Whether this change was stored is not certain.")
    next_step = _("Send it again with the same key; if it breaks again, tell your administrator the “instance”.")
