"""A list of markings in the scene."""

from accounts.queries import Principal
from provenance.importers.markings import read_text
from provenance.models import MarkingBatch
from provenance.operations.batches import create_batch, resolve_batch


def hand_in(analyst: Principal) -> MarkingBatch:
    """A list of markings, all but the last few resolved."""
    first = ("XC7A100T | FGG484ABX2147 | D7283614A", "VP230 28M | A0G9 G4", "МАХ3490 | ESA | +2039", "hello, world")
    others = ("=HYPERLINK(1)", "LM317", "ADuM1201 | BRZ | #1632", "2217", "К1986ВЕ92QI | 1845")
    entries = read_text("\n".join((*first, *others)))
    batch = create_batch(principal=analyst, entries=entries, note="Finds from Kharkiv, March")
    resolve_batch(batch=str(batch.public_id), progress=lambda done, total: None)
    return batch
