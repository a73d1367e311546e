"""Our words in FollowTheMoney: https://followthemoney.tech/explorer/ (its repository has the schemata). Pure.

Parties are Company (the one schema that both owns and is owned), listings Sanction, relations Ownership, Succession,
Representation (a distributor is its maker's agent) and UnknownLink, shipments EconomicActivity: its customs
declaration. FtM has no place for a quantity, a territory, a grade of evidence: they stand in texts.
"""

from collections.abc import Mapping
from typing import Any

OWN = "chiptrail-"
"""Before the public id of a party of ours."""
ORGANISATIONS = frozenset(("Company", "Organization", "LegalEntity", "PublicBody"))
NUMBERS: Mapping[str, str] = {
    "lei": "leiCode",
    "inn": "innCode",
    "ogrn": "ogrnCode",
    "uscc": "uscCode",
    "vat": "vatCode",
}
"""Schemes with a property of their own; other numbers are `registrationNumber` with their labels."""
LABELS: Mapping[str, str] = {
    **{name: scheme.upper() for scheme, name in NUMBERS.items()},
    "registrationNumber": "",
    "taxNumber": "tax number",
    "idNumber": "",
    "okpoCode": "OKPO",
    "kppCode": "KPP",
    "irsCode": "IRS",
    "dunsCode": "DUNS",
    "voenCode": "VOEN",
}
NAMES = ("name", "alias", "previousName", "abbreviation", "weakAlias")
COUNTRIES = ("jurisdiction", "mainCountry", "country")
EDGES: Mapping[str, tuple[str, str, str]] = {
    "owner": ("Ownership", "owner", "asset"),
    "successor": ("Succession", "successor", "predecessor"),
    "authorised_distributor": ("Representation", "agent", "client"),
    "not_authorised": ("UnknownLink", "subject", "object"),
    "shared_director": ("UnknownLink", "subject", "object"),
    "shares_address": ("UnknownLink", "subject", "object"),
}
"""Our relation to (schema, property of the party, property of its target)."""
ROLES: Mapping[str, str] = {
    "authorised_distributor": "authorised distributor",
    "not_authorised": "not an authorised distributor",
    "shared_director": "shared director",
    "shares_address": "shares an address",
}
"""What `role` says of relations that share a schema."""
JURISDICTIONS: Mapping[str, str] = {"UN": ""}
"""Codes that are no FtM country."""


def entity(key: str, schema: str, **properties: Any) -> dict[str, Any]:
    """An entity of FtM: every property a list of texts, empty ones left out."""
    told = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    texts = {name: [str(one) for one in values if one not in (None, "")] for name, values in told.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in texts.items() if values}}


def relation_of(schema: str, role: str) -> str:
    """Our relation for an edge of FtM; "" for one that says nothing that we hold."""
    fitting = [kind for kind, (named, _, _) in EDGES.items() if named == schema]
    if len(fitting) == 1 and fitting[0] not in ROLES:
        return fitting[0]
    said = role.strip().lower()
    return next((kind for kind in fitting if ROLES[kind] == said or kind == said.replace(" ", "_")), "")
