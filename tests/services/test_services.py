"""The services that tests lean on are really there."""

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from celery import current_app
from playwright.sync_api import Browser
from redis import Redis

from tests.services.postgres import PostgresServer
from tests.services.redis import RedisServer
from tests.services.worker import CeleryWorker


def test_redis_comes_back_empty_after_a_kill() -> None:
    with RedisServer() as server:
        with Redis.from_url(server.url) as client:
            client.set("key", "value")
        server.kill()
        server.start()
        with Redis.from_url(server.url) as client:
            assert client.get("key") is None


def test_postgresql_keeps_what_was_committed_through_a_kill() -> None:
    with PostgresServer(durable=True) as server:
        with psycopg.connect(server.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        server.kill()
        server.start()
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


@pytest.mark.once
@pytest.mark.worker
def test_a_worker_process_takes_tasks_and_comes_back_after_a_kill(worker: CeleryWorker) -> None:
    registered = current_app.control.inspect(timeout=5).registered()
    assert registered is not None
    assert any("jobs.sweep" in name for names in registered.values() for name in names)
    worker.kill()
    assert current_app.control.ping(timeout=0.5) == []
    worker.start()


@pytest.mark.browser
def test_the_browser_renders_and_axe_looks_at_it(browser: Browser, axe: Axe) -> None:
    page = browser.new_page()
    page.set_content("<html lang='en'><title>t</title><main><h1>Chip</h1><img src='data:,'></main>")
    assert page.inner_text("h1") == "Chip"
    assert [problem["id"] for problem in axe.run(page).response["violations"]] == ["image-alt"]
    page.close()
