"""Tables of what was found, one aggregate a file."""

from teardowns.models.exhibit import Exhibit, HandOver
from teardowns.models.field_facts import FieldFacts, PlaceKind
from teardowns.models.identification import Decision, Identification, Standing
from teardowns.models.label_code import LabelCode
from teardowns.models.partial_upload import PartialUpload, UploadKind
from teardowns.models.photo import (
    TERMINAL_STATES,
    Derivative,
    DerivativeKind,
    Photo,
    PhotoMetadata,
    PhotoState,
)
from teardowns.models.photo_import import PhotoImport, PhotoImportState
from teardowns.models.preview import Preview
from teardowns.models.reading import Marking, Reading
from teardowns.models.regions import Region
from teardowns.models.release import Release
from teardowns.models.shot_request import ShotAnswer, ShotRequest
from teardowns.models.teardown import Assembly, Component, ComponentState, Teardown
from teardowns.models.voice_note import VoiceNote
from teardowns.models.weapon import DatePrecision, Specimen, WeaponModel

__all__ = [
    "TERMINAL_STATES",
    "Assembly",
    "Component",
    "ComponentState",
    "DatePrecision",
    "Decision",
    "Derivative",
    "DerivativeKind",
    "Exhibit",
    "FieldFacts",
    "HandOver",
    "Identification",
    "LabelCode",
    "Marking",
    "PartialUpload",
    "Photo",
    "PhotoImport",
    "PhotoImportState",
    "PhotoMetadata",
    "PhotoState",
    "PlaceKind",
    "Preview",
    "Reading",
    "Region",
    "Release",
    "ShotAnswer",
    "ShotRequest",
    "Specimen",
    "Standing",
    "Teardown",
    "UploadKind",
    "VoiceNote",
    "WeaponModel",
]
