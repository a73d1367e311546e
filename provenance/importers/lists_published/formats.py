"""Every format of a list by its name on the command line."""

from collections.abc import Iterator, Mapping

from django.conf import settings

from provenance.importers.lists_published.entry import About, Format, Item
from provenance.importers.lists_published.eu_consolidated import EU_CONSOLIDATED
from provenance.importers.lists_published.ftm import FTM
from provenance.importers.lists_published.gleif import GLEIF
from provenance.importers.lists_published.ofac_sdn import OFAC_SDN
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.lists_published.opensanctions_csv import OPENSANCTIONS_CSV
from provenance.importers.lists_published.plain_csv import CSV, EU_ANNEX_IV
from provenance.importers.lists_published.uk import UK
from provenance.importers.lists_published.us_csl import US_CSL
from provenance.importers.stopping import FileStopped

FORMATS: Mapping[str, Format] = {
    one.key: one for one in (CSV, EU_ANNEX_IV, EU_CONSOLIDATED, OFAC_SDN, US_CSL, UK, OPENSANCTIONS_CSV, FTM, GLEIF)
}


def read_entries(wanted: Format, file: ListFile, about: About) -> Iterator[Item]:
    """What a file of this format holds. Raises FileStopped, also for one without any entry or with too many."""
    most, count = settings.IMPORT_MAX_ROWS, 0
    for count, item in enumerate(wanted.read(file, about), start=1):
        if count > most:
            raise FileStopped("too_many_rows", most=most)
        yield item
    if not count:
        raise FileStopped("no_entries")
