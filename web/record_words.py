"""Words for what the ledger says of records and lists: shipments, statements, relations, versions, likely names."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text

ACTIONS: Mapping[str, Text] = {
    "import.stored": _("Records imported"),
    "shipments.imported": _("Shipments imported"),
    "shipments.rolled_back": _("File of shipments taken back"),
    "claims.imported": _("Statements imported"),
    "claims.rolled_back": _("File of statements taken back"),
    "keys.renewed": _("Keys of names made anew"),
    "relations.stored": _("Relations imported"),
    "list.applied": _("Version of a list applied"),
    "list.rolled_back": _("Version of a list taken back"),
    "list.original_taken": _("Original of a version of a list taken"),
    "trade_file.original_taken": _("Original of a file of shipments taken"),
    "trade_name.confirmed": _("A likely name confirmed"),
    "trade_name.given": _("A likely name given to another company"),
    "trade_name.set_apart": _("A likely name found to be a company of its own"),
    "trade_name.taken_back": _("Judgement on a likely name taken back"),
}
OBJECTS: Mapping[str, Text] = {
    "list_version": _("version of a list"),
    "trade_file": _("file of shipments"),
    "claim_file": _("file of statements"),
    "name_judgement": _("judgement on a likely name"),
}
