"""The asker's side of a private overlap, by the library's client, and lots of makers to ask about."""

from collections.abc import Callable, Iterable
from uuid import UUID

from voprf import ristretto

from accounts.queries import Principal
from makers.operations.overlap import Begun, Ours, begin_overlap, evaluate_batch, finish_overlap
from makers.overlapping import BATCH, LEAST, TAG
from provenance.models import Party
from teardowns.models import Identification, Release
from tests.factories.teardowns import make_confirmed, make_proposal

Evaluate = Callable[[bytes], tuple[bytes, bytes]]


def with_finding(lot: str, brand: Party, number: str = "AD9361BBCZ") -> Release:
    """A finding whose lot its maker is shown."""
    judged = make_confirmed(number, brand)
    Identification.objects.filter(pk=judged.pk).update(lot_code=lot)
    Release.objects.filter(identification=judged).update(lot_code=lot, lot_key=lot)
    return judged.release


def with_proposal(lot: str, brand: Party, number: str = "ADF4351BCPZ") -> Identification:
    """A component of which only the machine has said so far what it is."""
    proposed = make_proposal(number, brand)
    Identification.objects.filter(pk=proposed.pk).update(lot_code=lot)
    return proposed


def outputs(lots: Iterable[str], public_key: bytes, evaluate: Evaluate) -> dict[bytes, str]:
    """Output -> lot, of a list padded to `LEAST`."""
    texts = list(lots)
    inputs = [text.encode() for text in texts] + [b"\0%d" % number for number in range(LEAST - len(texts))]
    clients, blinded = zip(*map(ristretto.Client.blind, inputs), strict=True)
    elements, proof = evaluate(b"".join(one.serialize() for one in blinded))
    answer = ristretto.VerifiableBatchOutput.deserialize(proof + elements)
    found = ristretto.Client.finalize_batch(list(clients), answer, ristretto.PublicKey.deserialize(public_key))
    return {output[:TAG]: text for output, text in zip(found, texts, strict=False)}


def pieces(joined: bytes) -> set[bytes]:
    """The outputs that stand in one after the other."""
    return {joined[at : at + TAG] for at in range(0, len(joined), TAG)}


def compare(principal: Principal, lots: Iterable[str]) -> tuple[Begun, Ours, set[str], set[str]]:
    """A whole run: what was begun and handed out, and the lots found among findings and among what waits."""
    begun = begin_overlap(principal=principal)
    own = outputs(lots, begun.public_key, lambda blinded: evaluated(principal, begun.run.public_id, blinded))
    ours = finish_overlap(principal=principal, public_id=begun.run.public_id)
    findings, waiting = ({own[tag] for tag in pieces(joined) & own.keys()} for joined in (ours.findings, ours.waiting))
    return begun, ours, findings, waiting


def evaluated(principal: Principal, public_id: UUID, blinded: bytes) -> tuple[bytes, bytes]:
    """One batch."""
    assert len(blinded) // 32 <= BATCH
    found = evaluate_batch(principal=principal, public_id=public_id, blinded=blinded)
    return found.elements, found.proof
