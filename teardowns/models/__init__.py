"""Tables of what was found, one aggregate a file."""

from teardowns.models.identification import Decision, Identification, Standing
from teardowns.models.photo import (
    TERMINAL_STATES,
    Derivative,
    DerivativeKind,
    Photo,
    PhotoMetadata,
    PhotoState,
)
from teardowns.models.reading import Marking, Reading
from teardowns.models.regions import Region
from teardowns.models.release import Release
from teardowns.models.teardown import Assembly, Component, ComponentState, Teardown
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
    "Identification",
    "Marking",
    "Photo",
    "PhotoMetadata",
    "PhotoState",
    "Reading",
    "Region",
    "Release",
    "Specimen",
    "Standing",
    "Teardown",
    "WeaponModel",
]
