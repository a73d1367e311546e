"""VAT numbers of the Union with the country before them: Directive 2006/112/EC, article 215."""

import re

from stdnum.eu import vat

from provenance.identifiers.types import Scheme

SCHEME = Scheme(
    key="vat",
    label=re.compile(r"\bVAT\b|value added tax|\bUSt-?Id", re.IGNORECASE),
    shape=re.compile(
        r"(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)[0-9A-Z]{2,13}"
    ),
    check=vat.is_valid,
)
