"""Every page with the role that looks at it: for screenshots and for the accessibility checker."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from accounts.roles import Role
from makers.models import TraceRequest, WebhookEndpoint
from provenance.models import CatalogueImport, Claim, ListVersion, Party, Shipment, Trace
from teardowns.models import PhotoImport, PhotoState, Release
from tests.web.scene import Scene


@dataclass(frozen=True, slots=True)
class Shot:
    """One page, seen by one role ("" for nobody); `whole`: beyond the first screen."""

    name: str
    role: str
    address: str
    whole: bool = True


def pages(scene: Scene) -> list[Shot]:
    """Every page of the application, opened on an object of the scene."""
    return list(_pages(scene))


def _pages(scene: Scene) -> Iterator[Shot]:
    board, teardown = scene.board.public_id, scene.teardown.public_id
    waiting = scene.board.markings.get(ordinal=2).component.public_id
    small = scene.board.markings.get(ordinal=5).component.public_id
    judged = scene.board.markings.get(ordinal=1).component.public_id
    twice = scene.board.markings.get(ordinal=4).component
    xilinx = scene.photos[0].markings.get(ordinal=0).component.public_id
    unread = scene.teardown.photos.get(state=PhotoState.PREPARED).public_id
    broker = Party.objects.get(slug="demo-harbour").public_id
    distributor = Party.objects.get(name__startswith="Example Rhine").public_id
    yield Shot("login", "", "/account/login/")
    yield Shot("home-field", "field", "/")
    yield Shot("home-analyst", "analyst", "/")
    yield Shot("home-enforcement", "enforcement", "/")
    yield Shot("home-admin", "admin", "/")
    yield Shot("teardowns", "analyst", "/teardowns/")
    yield Shot("traces", "analyst", "/traces/")
    yield Shot("teardown-new", "field", "/teardowns/new/")
    yield Shot("photo-import-new", "field", "/teardowns/import/")
    imported = PhotoImport.objects.first()
    if imported is not None:
        yield Shot("photo-import", "field", f"/teardowns/import/{imported.public_id}/")
    yield Shot("teardown-field", "field", f"/teardowns/{teardown}/")
    yield Shot("teardown-analyst", "analyst", f"/teardowns/{teardown}/")
    yield Shot("photo", "analyst", f"/photos/{board}/?chip={waiting}", whole=False)
    yield Shot("photo-whole", "analyst", f"/photos/{board}/?chip={waiting}")
    yield Shot("photo-small", "analyst", f"/photos/{board}/?chip={small}", whole=False)
    yield Shot("photo-judged", "analyst", f"/photos/{board}/?chip={judged}", whole=False)
    yield Shot("photo-joined", "analyst", f"/photos/{board}/?chip={twice.public_id}", whole=False)
    yield Shot("photo-waiting", "analyst", f"/photos/{unread}/", whole=False)
    pending = scene.teardown.previews.get(photo=None).public_id
    exhibit = scene.teardown.exhibits.order_by("pk")[0].public_id
    yield Shot("preview", "analyst", f"/previews/{pending}/")
    yield Shot("exhibit", "analyst", f"/exhibits/{exhibit}/")
    yield Shot("bag-labels", "field", "/exhibits/labels/?n=4")
    yield Shot("phones", "field", "/phones/")
    yield Shot("phones-admin", "admin", "/phones/")
    yield Shot("receipts", "field", f"/receipts/?code={scene.board.receipt}&original={scene.board.sha256}")
    yield Shot("receipts-unknown", "analyst", "/receipts/?code=x&original=y")
    yield Shot("component", "analyst", f"/components/{judged}/")
    yield Shot("component-joined", "analyst", f"/components/{twice.public_id}/")
    yield Shot("component-joined-field", "field", f"/components/{twice.public_id}/")
    yield Shot("component-joined-away", "analyst", f"/components/{twice.joined.get().public_id}/")
    yield Shot("parts", "enforcement", "/parts/?q=AD9361")
    yield Shot("parts-marking", "enforcement", "/parts/?q=VP230+28M+|+A0G9+G4")
    yield Shot("parts-code", "enforcement", "/parts/?q=8542.31")
    yield Shot("parts-nothing", "enforcement", "/parts/?q=qqqqqq")
    yield Shot("lists", "enforcement", "/lists/")
    yield Shot("list", "analyst", f"/lists/{scene.batch.public_id}/")
    yield Shot("part", "enforcement", f"/parts/xilinx/XC7A100T/?component={xilinx}")
    yield Shot("part-catalogued", "enforcement", "/parts/stmicroelectronics/STM32F103C8T6/")
    yield Shot("part-derived", "enforcement", "/parts/actel/RTAX2000S-CQ352B/")
    yield Shot("party", "enforcement", f"/parties/{broker}/")
    importer = Party.objects.get(slug="demo-north").public_id
    yield Shot("party-listed", "enforcement", f"/parties/{importer}/?asof=2022-08-26")
    trace = Trace.objects.filter(part_number="XC7A100T").exclude(answer={}).latest("pk").public_id
    yield Shot("chain", "enforcement", f"/chains/{trace}/")
    yield Shot("chain-analyst", "analyst", f"/chains/{trace}/?asof=2022-08-26", whole=False)
    row = Shipment.objects.filter(buyer__slug="demo-harbour").select_related("file").order_by("pk")[0]
    yield Shot("shipment", "enforcement", f"/shipments/{row.file.public_id}/{quote(row.reference)}/")
    yield Shot("trade-file", "enforcement", f"/shipments/{row.file.public_id}/")
    yield Shot("statement", "enforcement", f"/statements/{Claim.objects.order_by('pk')[0].public_id}/")
    yield Shot("screening", "enforcement", "/screening/")
    yield Shot("screened", "enforcement", f"/screening/{scene.screening}/")
    version = ListVersion.objects.order_by("pk").last()
    assert version is not None
    yield Shot("listings", "enforcement", "/listings/")
    yield Shot("listing", "enforcement", f"/listings/{version.list.public_id}/")
    yield Shot("list-version", "enforcement", f"/listings/versions/{version.public_id}/?show=changed")
    yield Shot("names", "analyst", "/names/")
    yield Shot("names-judged", "enforcement", "/names/?text=Steppe+Specimen+Import+%28fictitious%29")
    yield Shot("lots", "enforcement", "/lots/")
    yield Shot("lot", "enforcement", f"/lots/{scene.lot}/")
    yield Shot("party-corrected", "analyst", f"/parties/{scene.merged.public_id}/")
    yield Shot("party-same", "analyst", f"/parties/{broker}/same-as/?name=ex&into={distributor}")
    yield Shot("part-names", "analyst", "/parts/stmicroelectronics/STM32F103C8T6/")
    yield Shot("corrections", "analyst", "/corrections/")
    yield Shot("correct-rule", "analyst", "/corrections/rule/?rule=date%3Ayyww")
    yield Shot("requests", "analyst", "/requests/?tab=all")
    yield Shot("requests-empty", "analyst", "/requests/?tab=overdue")
    slug, shared, code, number = scene.lot.split("/", 3)
    lot = f"maker={slug}&shared={shared}&code={code}&part_number={number}"
    yield Shot("request-new", "analyst", f"/requests/new/?{lot}")
    yield Shot("request", "analyst", f"/requests/{scene.request}/")
    asked = TraceRequest.objects.get(public_id=scene.request).organisation.public_id
    yield Shot("request-maker", "analyst", f"/requests/makers/{asked}/")
    yield Shot("maker-requests", "maker", "/maker/requests/")
    yield Shot("maker-request", "maker", f"/maker/requests/{scene.request}/")
    yield Shot("maker-answer-tables", "maker", "/maker/requests/table/")
    yield Shot("findings", "maker", "/findings/")
    released = Release.objects.filter(brand__name="Analog Devices").order_by("pk")[0].public_id
    yield Shot("finding", "maker", f"/findings/{released}/")
    yield Shot("maker-welcome", "maker", "/maker/welcome/")
    yield Shot("maker-brands", "maker", "/maker/brands/")
    yield Shot("maker-people", "maker", "/maker/people/")
    yield Shot("maker-tokens", "maker", "/maker/tokens/")
    yield Shot("maker-acts", "maker", "/maker/acts/")
    yield Shot("makers", "admin", "/makers/")
    yield Shot("maker", "admin", f"/makers/{asked}/")
    works, fails = WebhookEndpoint.objects.order_by("pk")
    yield Shot("maker-alerts", "maker", "/maker/alerts/")
    yield Shot("maker-exports", "maker", "/maker/exports/")
    yield Shot("maker-overlap", "maker", "/maker/overlap/")
    yield Shot("maker-endpoint", "maker", f"/maker/alerts/endpoints/{works.public_id}/")
    yield Shot("maker-endpoint-paused", "maker", f"/maker/alerts/endpoints/{fails.public_id}/")
    lists = {row.file_name: row.public_id for row in CatalogueImport.objects.all()}
    yield Shot("imports", "admin", "/imports/")
    yield Shot("import-new", "admin", "/imports/new/")
    yield Shot("import-columns", "admin", f"/imports/{lists['shop.csv']}/")
    yield Shot("import-previewed", "admin", f"/imports/{lists['example-2026.csv']}/")
    yield Shot("import-applied", "admin", f"/imports/{lists['example-2025.csv']}/")
    yield Shot("jobs", "admin", "/jobs/")
    yield Shot("ledger", "enforcement", "/ledger/")
    yield Shot("history", "enforcement", f"/ledger/photo/{board}/")
    yield Shot("people", "admin", "/people/")
    yield Shot("person", "admin", f"/people/{scene.users[Role.FIELD].public_id}/")
    yield Shot("missing", "analyst", "/teardowns/00000000-0000-4000-8000-000000000000/")
