"""Settings are read with types, and a bad value stops the start."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def test_a_missing_value_without_default_is_loud() -> None:
    with pytest.raises(ImproperlyConfigured, match="CHIPTRAIL_NO_SUCH_THING is not set"):
        env.text("NO_SUCH_THING")


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("TRUE", True), ("1", True), ("off", False), ("", False)])
def test_booleans(monkeypatch: pytest.MonkeyPatch, word: str, value: bool) -> None:
    monkeypatch.setenv("CHIPTRAIL_FLAG", word)
    assert env.boolean("FLAG", default=not value) is value


def test_a_boolean_that_is_none_is_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIPTRAIL_FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="maybe"):
        env.boolean("FLAG", default=True)


@pytest.mark.parametrize("number", ["", "ten", "1.5", "-1"])
def test_numbers_that_are_none_are_loud(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    monkeypatch.setenv("CHIPTRAIL_NUMBER", number)
    with pytest.raises(ImproperlyConfigured):
        env.integer("NUMBER", 3)


def test_words_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIPTRAIL_HOSTS", " a.example, b.example,,")
    assert env.words("HOSTS") == ["a.example", "b.example"]


def test_postgresql_urls_are_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIPTRAIL_DATABASE_URL", "postgresql://me:p%40ss@db.example:6432/chips?sslmode=require")
    database = env.database("DATABASE_URL")
    assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"], database["NAME"]) == (
        "me",
        "p@ss",
        "db.example",
        "6432",
        "chips",
    )
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_sqlite_urls_name_a_file() -> None:
    assert env.database("NO_URL", "sqlite:////srv/chips and more.sqlite3")["NAME"] == "/srv/chips and more.sqlite3"


@pytest.mark.parametrize("url", ["mysql://host/name", "sqlite://", "chips.sqlite3"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        env.database("NO_URL", url)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "secret"
    secret = env.secret_file(file)
    assert len(secret) > 50
    assert env.secret_file(file) == secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("address", ["https://api.example.org/graphql", "http://127.0.0.1:8/x", "http://[::1]/"])
def test_a_key_may_go_to_https_or_to_this_machine(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("CHIPTRAIL_PLACE", address)
    assert env.endpoint("PLACE", "https://default.example") == address


@pytest.mark.parametrize(
    "address",
    [
        "http://api.example.org/",
        "http://127.0.0.1.example.org/",
        "http://127.0.0.1@evil.org/",
        "ftp://a",
        "https://",
        "x",
    ],
)
def test_a_key_may_go_nowhere_else(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("CHIPTRAIL_PLACE", address)
    with pytest.raises(ImproperlyConfigured, match="CHIPTRAIL_PLACE"):
        env.endpoint("PLACE", "https://default.example")
