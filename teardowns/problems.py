"""Expected failures of teardowns, each said in full."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Problem, Text

PHOTO_KEPT_NOWHERE = _("Nothing of it was stored; keep the photo on your device.")
FIELD_LABELS: Mapping[str, Text] = {
    "order_number": _("Order number"),
    "specimen_label": _("Specimen"),
    "circumstances": _("Circumstances"),
    "region": _("Region"),
    "recovered_precision": _("Recovered"),
    "name": _("Name"),
    "designator": _("Designator"),
    "package": _("Package"),
    "lines": _("Reading"),
    "part_number": _("Part number"),
    "note": _("Note"),
}
"""What people call the fields that BadText names."""

BOX_FAULTS: Mapping[str, Text] = {
    "numbers": _("each of its fields needs a number."),
    "corners": _("it needs four corners, each with two numbers."),
    "outside": _("a part of it lies outside the photo."),
    "too_small": _("it is less than 8 pixels wide or high."),
    "twisted": _("its corners must go round clockwise, beginning at the upper left of the lettering."),
}
"""Why BadRegion refuses a box."""


class UnknownWeaponModel(Problem):
    """The name fits no weapon model in the reference data."""

    code = "unknown_weapon_model"
    status = 422
    happened = _("“{name}” is no weapon model that we know.")
    next_step = _("Choose one from the list, or leave it open as “not sure”.")


class OrderNumberTaken(Problem):
    """The organisation already has a teardown of this number."""

    code = "order_number_taken"
    status = 409
    happened = _("Your organisation already has a teardown with the number {number}.")
    next_step = _("Open that teardown, or choose another number.")


class RecoveryDayImpossible(Problem):
    """A day of recovery that has not come yet, or lies before there were such weapons."""

    code = "recovery_day_impossible"
    status = 422
    happened = _("Nothing can have been recovered on {day}.")
    next_step = _("Correct the day, month or year, or leave it open.")


class CyclicAssembly(Problem):
    """An assembly cannot lie inside itself."""

    code = "cyclic_assembly"
    status = 422
    happened = _("“{name}” cannot lie inside itself or inside one of its own parts.")
    next_step = _("Choose another place in the tree.")


class ForeignAssembly(Problem):
    """The assembly belongs to another teardown."""

    code = "foreign_assembly"
    status = 422
    happened = _("That assembly is not part of this teardown.")
    next_step = _("Choose an assembly of this teardown.")


class EmptyPhoto(Problem):
    """A file without bytes."""

    code = "empty_file"
    status = 422
    happened = _("The file is empty.")
    kept = _("Nothing was stored, for there was nothing to store.")
    next_step = _("Take the photo again, or choose another file.")


class PhotoTooLarge(Problem):
    """More bytes than one original may have."""

    code = "file_too_large"
    status = 413
    happened = _("The file is larger than {megabytes} MB.")
    kept = PHOTO_KEPT_NOWHERE
    next_step = _("Ask your administrator to raise the limit; do not shrink the photo.")


class NotAPhoto(Problem):
    """A kind of file that is no photo."""

    code = "unsupported_format"
    status = 415
    happened = _("This is no photo that we can take: {kind}.")
    kept = _("Nothing of it was stored; the file on your device is untouched.")
    next_step = _("Send JPEG, PNG, WebP or HEIC.")


class StorageFull(Problem):
    """No room for another original."""

    code = "storage_full"
    status = 507
    happened = _("The server has no room left for photos.")
    kept = _("Nothing of this photo was stored; all photos received before are safe. Keep it on your device.")
    next_step = _("Tell your administrator, then send it again.")


class StorageAway(Problem):
    """The vault does not answer or refused the bytes."""

    code = "storage_unavailable"
    status = 503
    happened = _("The server could not store the photo just now.")
    kept = _("Nothing of this photo was stored; all photos received before are safe. Keep it on your device.")
    next_step = _("Send it again in a minute; tell your administrator if that fails too.")


class KeyReused(Problem):
    """The same idempotency key came with other bytes."""

    code = "idempotency_key_reused"
    status = 409
    happened = _("This key was already used for another photo of this teardown.")
    kept = _("The earlier photo is kept. Nothing of this one was stored.")
    next_step = _("Send this photo under a key of its own.")


class BadText(Problem):
    """Text that cannot be stored as it is. `field` is a key of FIELD_LABELS."""

    code = "bad_text"
    status = 422
    happened = _("The text of “{field}” is empty, too long or holds characters that cannot be stored.")
    next_step = _("Correct it and send it again.")

    def sentences(self) -> tuple[str, str, str]:
        """As of every Problem, with the field by its label."""
        field = self.params["field"]
        happened = str(self.happened).format(field=FIELD_LABELS.get(field, field))
        return happened, str(self.kept), str(self.next_step)


class NoSuchCandidate(Problem):
    """A candidate number that the machine did not offer."""

    code = "no_such_candidate"
    status = 422
    happened = _("There is no candidate {number} for this component.")
    next_step = _("Reload the page: the candidates may have changed since you opened it.")


class UnknownMaker(Problem):
    """The maker's name fits no party of the reference data."""

    code = "unknown_maker"
    status = 422
    happened = _("“{name}” is no maker that we know.")
    next_step = _("Check how it is spelled, or ask your administrator to import the maker.")


class JudgedMeanwhile(Problem):
    """Somebody else decided while this person was looking."""

    code = "judged_meanwhile"
    status = 409
    happened = _("Somebody else judged this component while you were looking at it.")
    kept = _("The other judgement stands. Yours was not stored.")
    next_step = _("Look at what stands now, then decide again.")


class SameComponent(Problem):
    """A component joined with itself."""

    code = "same_component"
    status = 422
    happened = _("A chip cannot be joined with itself.")
    next_step = _("Choose another chip of this teardown.")


class NothingChosen(Problem):
    """A form without a choice."""

    code = "nothing_chosen"
    status = 422
    happened = _("No chip was chosen.")
    next_step = _("Choose the chip that is the same as this one, then send it again.")


class OtherTeardown(Problem):
    """Components of two teardowns are two physical parts."""

    code = "other_teardown"
    status = 422
    happened = _("The two chips come from different teardowns, so they cannot be one chip.")
    next_step = _("Choose a chip of the same teardown.")


class JudgementsDiffer(Problem):
    """Two components of which a person said, of one at least, what does not hold for the other. "" is no part."""

    code = "judgements_differ"
    status = 409
    happened = _("The two chips cannot be one as they stand: {one} is judged on the one, {other} on the other.")
    kept = _("Both judgements stand. Nothing was joined.")
    next_step = _("Settle first which is right: correct the reading, or judge one of them anew. Then join them.")

    def sentences(self) -> tuple[str, str, str]:
        """As of every Problem, with words where no part was named."""
        named = {key: value or _("no part") for key, value in self.params.items()}
        return str(self.happened).format(**named), str(self.kept), str(self.next_step)


class JoinedMeanwhile(Problem):
    """The component is part of another one now."""

    code = "joined_meanwhile"
    status = 409
    happened = _("This chip was joined with another one, or parted from it, while you were looking at it.")
    next_step = _("Open it from its photo: there it stands as it is now.")


class NotJoined(Problem):
    """Two components that are two already."""

    code = "not_joined"
    status = 409
    happened = _("These two chips are not joined.")
    next_step = _("Nothing more needs to be done.")


class BadRegion(Problem):
    """A drawn box that cannot be read. `fault` is a key of BOX_FAULTS."""

    code = "bad_region"
    status = 422
    happened = _("This box cannot be read: {fault}")
    next_step = _("Draw it anew around the lettering.")

    def sentences(self) -> tuple[str, str, str]:
        """As of every Problem, with the fault in words."""
        fault = self.params["fault"]
        return str(self.happened).format(fault=BOX_FAULTS.get(fault, fault)), str(self.kept), str(self.next_step)


class PhotoNotReady(Problem):
    """There is no picture to read from yet, or the whole photo is still being read."""

    code = "photo_not_ready"
    status = 409
    happened = _("This photo cannot be read piece by piece yet: its view is being made, or the whole is being read.")
    next_step = _("Wait until the work on the photo is done, then draw the box again.")


class NotWithdrawable(Problem):
    """The release was withdrawn already."""

    code = "already_withdrawn"
    status = 409
    happened = _("This finding is withdrawn already.")
    next_step = _("Nothing more needs to be done.")


class NothingToTrace(Problem):
    """No part of a teardown stands identified with a maker that is known."""

    code = "nothing_to_trace"
    status = 409
    happened = _("No part of this teardown is identified yet, so there is nothing to trace.")
    next_step = _("Confirm a part, then start again.")
