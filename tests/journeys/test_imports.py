"""The administrator takes a list of parts in and out again, in a browser: with scripts, on a phone, without scripts."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from accounts.models import User
from accounts.roles import Role
from jobs import runner
from jobs.models import Job, JobState
from provenance import tasks
from provenance.models import Part
from tests.factories.accounts import make_user
from tests.journeys.conftest import Visit
from tests.journeys.test_accessible import GRAVE, MARKUP

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
LIST: FilePayload = {
    "name": "shop.csv",
    "mimeType": "text/csv",
    "buffer": b"Item,Who,Case\nA1,Example Semi,SO-8\nB2,Example Semi,\nB2,Example Semi,\n",
}


@pytest.fixture
def admin() -> User:
    return make_user(Role.ADMIN, name="T. Hrytsenko")


@pytest.fixture
def work() -> Callable[[], None]:
    """Calling it does what the workers would have done by now."""

    def run() -> None:
        for job in Job.objects.filter(state=JobState.QUEUED, subject_type="import"):
            runner.run(job.pk, getattr(tasks, job.name.partition(".")[2]), tasks._import_failed)

    return run


def send(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="Imports").click()
    page.get_by_role("link", name="Import a list").click()
    page.get_by_label("File", exact=True).set_input_files(LIST)
    page.get_by_label("Name of the new source").fill("Example shop")
    page.get_by_role("button", name="Send the file").click()
    page.get_by_label("Part number").select_option("Item")
    page.get_by_label("Maker", exact=True).select_option("Who")
    expect(page.get_by_label("Package")).to_have_value("Case")
    page.get_by_role("button", name="Compare with the catalogue").click()


def test_a_list_is_seen_before_it_is_applied_and_can_be_taken_back(
    visit: Visit, admin: User, work: Callable[[], None], axe: Axe
) -> None:
    page = visit(admin, viewport={"width": 390, "height": 844})
    send(page)
    expect(page.get_by_text("The list is compared with the catalogue.").first).to_be_visible()
    work()
    expect(page.get_by_role("heading", name="What it would do")).to_be_visible()
    expect(page.get_by_text("B2 stands in line 3 already")).to_be_visible()
    found = axe.run(page, options=MARKUP).response["violations"]
    assert not [one["id"] for one in found if one["impact"] in GRAVE]
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("The list is taken into the catalogue: all of it, or nothing.").first).to_be_visible()
    assert not Part.objects.exists()
    work()
    expect(page.get_by_role("heading", name="What it did")).to_be_visible()
    assert Part.objects.count() == 2
    with page.expect_download() as download:
        page.get_by_role("link", name="1 row as CSV").click()
    assert "B2 stands in line 3 already" in download.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The list is taken back out of the catalogue").first).to_be_visible()
    work()
    expect(page.locator(".state", has_text="taken back")).to_be_visible()
    assert not Part.objects.exists()


def test_all_of_it_without_javascript(visit: Visit, admin: User, work: Callable[[], None]) -> None:
    page = visit(admin, java_script_enabled=False)
    send(page)
    work()
    page.reload()
    page.get_by_role("button", name="Apply").click()
    work()
    page.reload()
    expect(page.get_by_role("heading", name="What it did")).to_be_visible()
    assert Part.objects.count() == 2
