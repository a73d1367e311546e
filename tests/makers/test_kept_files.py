"""Files of makers are originals: a check of the evidence finds one that is lost or changed."""

from collections.abc import Callable

import pytest

from accounts.queries import Principal
from custody.vault import original_path
from custody.verify import original_faults
from makers.models import AnswerDocument
from makers.operations.answer_files import receive_table
from makers.sharing import Terms, Use
from tests.factories.answers import make_answer, officer
from tests.factories.requests import LOT, make_request

pytestmark = pytest.mark.django_db


def table(principal: Principal) -> str:
    text = f"lot,verdict\n{LOT},genuine\n".encode()
    return receive_table(principal=principal, chunks=[text], file_name="t.csv", use=Terms(Use.OPEN)).kept


def paper(principal: Principal) -> str:
    make_answer(make_request(principal.organisation), principal=principal, documents={"x.pdf": b"%PDF secret"})
    return AnswerDocument.objects.get().kept


@pytest.mark.parametrize("keep", [table, paper])
def test_a_lost_and_a_changed_file_are_found(keep: Callable[[Principal], str]) -> None:
    kept = keep(officer(make_request(lot="99999999")))
    assert list(original_faults()) == []
    path = original_path(kept)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"\n")
    assert [fault.code for fault in original_faults()] == ["original_changed"]
    path.unlink()
    assert [(fault.code, fault.subject) for fault in original_faults()] == [("original_missing", f"original {kept}")]
