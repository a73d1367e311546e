"""Reads of accounts."""

from accounts.queries.devices import DeviceRow, device_for, devices
from accounts.queries.directory import (
    OrganisationRow,
    PersonRow,
    TokenRow,
    get_organisation,
    get_token,
    get_user,
    invitation_path,
    organisations,
    people,
    tokens,
)
from accounts.queries.on_behalf import asker, asker_again
from accounts.queries.principal import (
    Principal,
    find_principal,
    principal_for,
    principal_of,
    second_factor_missing,
    why_nobody,
)

__all__ = [
    "DeviceRow",
    "OrganisationRow",
    "PersonRow",
    "Principal",
    "TokenRow",
    "asker",
    "asker_again",
    "device_for",
    "devices",
    "find_principal",
    "get_organisation",
    "get_token",
    "get_user",
    "invitation_path",
    "organisations",
    "people",
    "principal_for",
    "principal_of",
    "second_factor_missing",
    "tokens",
    "why_nobody",
]
