"""A maker that has answered a trace request, for those who knock at its doors."""

from accounts.models import Membership, User
from accounts.queries import principal_for
from accounts.roles import Role
from makers.models import TraceRequest
from makers.operations.answer_files import receive_table
from makers.operations.wordings import show_wording, write_wording
from makers.sharing import OPEN
from tests.factories.accounts import make_principal
from tests.factories.answers import make_answer
from tests.factories.requests import make_request


def answered(users: dict[str, User]) -> dict[str, str]:
    """One answered request of the actor `maker`, with a paper and a table."""
    officer = principal_for(users["maker"])
    own = Membership.objects.get(user=users["maker"]).organisation
    asked = TraceRequest.objects.filter(organisation=own, sent_at__isnull=False).first() or make_request(own)
    given = make_answer(asked, principal=officer, documents={"paper.pdf": b"%PDF-1.4"})
    table = receive_table(principal=officer, chunks=[b"lot,verdict\n"], file_name="t.csv", use=OPEN)
    wording = write_wording(principal=principal_for(users["analyst"]), request=asked, text="walk")
    show_wording(principal=make_principal(Role.ANALYST), wording=wording, seen="walk")
    return {
        "wording": str(wording.public_id),
        "maker_organisation": str(own.public_id),
        "answered_request": str(asked.public_id),
        "answer": str(given.public_id),
        "answer_document": str(given.documents.get().public_id),
        "answer_file": str(table.public_id),
    }
