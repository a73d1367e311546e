"""The words in which the table is written: actors by name, and short forms of rows."""

from tests.authorisation.answers import SIGNED_IN, Door, Route, door

FIELD = "field token_field"
FIELD_OTHER = "field_other token_field_other"
TEAMS = f"{FIELD} {FIELD_OTHER}"
ANALYST = "analyst token_analyst"
ENFORCEMENT = "enforcement token_enforcement"
READERS = f"{ANALYST} {ENFORCEMENT}"
MAKER = "maker token_maker"
MAKER_OTHER = "maker_other token_maker_other"
SEE_TEARDOWNS = "field field_other analyst enforcement"
UPLOADER = "token_upload"
COLLEAGUE = "token_upload_colleague"
PHONE, PHONE_OTHER = "token_device", "token_device_other"
SENDERS, SENDERS_OTHER = f"{FIELD} {PHONE}", f"{FIELD_OTHER} {PHONE_OTHER}"


def at(**kwargs: str) -> dict[str, str]:
    """What stands in the address."""
    return kwargs


def row(at: dict[str, str] | None = None, **doors: Door) -> Route:
    """A row; each keyword is a method. Methods that are not named must be refused to everybody."""
    return Route(doors, at or {})


def see(thing: str, **more: str) -> Route:
    """A page about one thing of a field team."""
    doors = {"GET": door("field analyst enforcement", hides="field_other")}
    return Route(doors, {"public_id": thing} | more)


def library(signed_out: str = "", *, hides: str = "", read_only: bool = False, **kwargs: str) -> Route:
    """A page of the login library: for everybody who is signed in, and for `signed_out` besides."""
    one = door("" if hides else f"{SIGNED_IN} {signed_out}", hides=hides)
    return Route({"GET": one} if read_only else {"GET": one, "POST": one}, kwargs, other_methods=False)


NOBODY_YET = "anonymous suspended"
