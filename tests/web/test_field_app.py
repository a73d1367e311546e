"""The field app's shell: the same for everybody, in both languages, with every text that a script asks for."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from teardowns.reference import weapons
from tests.factories.accounts import make_user
from web import field_data

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SCRIPTS = Path(__file__).resolve().parents[2] / "web" / "static" / "web" / "field"
PLAIN = re.compile(r'\bt\(\s*"([^"]+)"')
COUNTED = re.compile(r'\bn\(\s*"([^"]+)"')
BUILT = re.compile(r"\b[tn]\(`([a-z]+\.[a-z_]*)\$\{[^}]*\}([a-z_]*)`")
CHOSEN = re.compile(r'\b[tn]\([^"`)]*\? "([^"]+)" : "([^"]+)"')


def scripts() -> str:
    return "\n".join(file.read_text() for file in SCRIPTS.rglob("*.js"))


def json_of(page: str, name: str) -> Any:
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_text_that_a_script_asks_for_is_there(language: str) -> None:
    words, source = field_data.words(language), scripts()
    plain = set(PLAIN.findall(source)) | {key for pair in CHOSEN.findall(source) for key in pair}
    counted = set(COUNTED.findall(source))
    both = {key for key in plain if key.startswith("state.")}
    assert {key for key in plain - both if not isinstance(words.get(key), str)} == set()
    assert {key for key in counted if not isinstance(words.get(key), dict)} == set()
    assert {key for key in both if key not in words} == set()


def test_no_text_stands_there_that_no_script_asks_for() -> None:
    source = scripts()
    asked = set(re.findall(r'"([a-z]+(?:\.[a-z_]+)?)"', source))
    begun = {(head, tail) for head, tail in BUILT.findall(source)}
    begun |= {(head, tail) for head, tail in re.findall(r"`([a-z]+\.[a-z_]*)\$\{.*?\}([a-z_]*)`", source)}
    unused = [
        key
        for key in field_data.words("en")
        if key not in asked and not any(key.startswith(head) and key.endswith(tail) for head, tail in begun)
    ]
    assert unused == []


def test_what_can_be_chosen_has_a_name_in_both_languages() -> None:
    for language in ("uk", "en"):
        words, facts = field_data.words(language), field_data.facts(language)
        wanted = [f"safety.{code}" for code in facts["safety"]]
        wanted += [f"circumstance.{code}" for code in facts["circumstances"]]
        wanted += [f"skip.{code}" for code in facts["skips"]]
        wanted += [f"exhibit.{code}" for code in facts["exhibits"]]
        wanted += [f"receiver.{code}" for code in facts["receivers"]]
        wanted += [f"group.{group}" for group in facts["groups"]]
        for slots in facts["lists"].values():
            wanted += [f"slot.{slot['slot']}" for slot in slots] + [f"how.{slot['slot']}" for slot in slots]
        assert [key for key in wanted if key not in words] == []


def test_a_number_has_its_three_ukrainian_forms() -> None:
    forms = field_data.words("uk")["unit.minutes"]
    assert set(forms) == {"one", "few", "many", "other"}
    assert all("%(n)s" in form for form in forms.values())


def test_every_weapon_is_offered_and_the_often_found_exist() -> None:
    facts = field_data.facts("uk")
    slugs = {model["slug"] for model in facts["models"]}
    assert slugs == {row.slug for row in weapons()}
    assert set(facts["often"]) <= slugs
    assert {model["group"] for model in facts["models"]} <= {*facts["groups"], "other"}


def test_the_shell_is_the_same_for_everybody_and_holds_no_data(client: Client) -> None:
    nobody = client.get("/field/uk/")
    client.force_login(make_user(Role.FIELD))
    somebody = client.get("/field/uk/")
    assert nobody.content == somebody.content
    assert "csrfmiddlewaretoken" not in nobody.content.decode()
    assert nobody.headers["Content-Language"] == "uk"
    assert "media-src 'self' blob:" in nobody.headers["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_shell_carries_words_and_facts(client: Client, language: str) -> None:
    page = client.get(f"/field/{language}/").content.decode()
    assert f'<html lang="{language}">' in page
    assert json_of(page, "field-words") == json.loads(json.dumps(field_data.words(language)))
    assert json_of(page, "field-facts")["regions"]["UA-63"]
    assert "<style" not in page
    assert "onclick" not in page


def test_every_picture_that_is_named_is_in_the_shell(client: Client) -> None:
    page = client.get("/field/uk/").content.decode()
    there = set(re.findall(r'<symbol id="([^"]+)"', page))
    facts = field_data.facts("uk")
    assert {f"w-{group}" for group in [*facts["groups"], "other"]} <= there
    assert {f"s-{slot['slot']}" for slots in facts["lists"].values() for slot in slots} <= there
    named = set(re.findall(r'(?:icon\(|picture: )"([a-z-]+)"', scripts()))
    assert {f"i-{name}" for name in named} <= there


def test_the_front_door_leads_to_the_readers_language(client: Client) -> None:
    assert client.get("/field/", headers={"Accept-Language": "en"}).headers["Location"] == "/field/en/"
    assert client.get("/field/").headers["Location"] == "/field/uk/"


def test_the_manifest_opens_the_app_with_its_pictures(client: Client) -> None:
    answer = client.get("/field/app.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    about = answer.json()
    assert about["start_url"] == "/field/uk/"
    assert about["scope"] == "/field/"
    for picture in about["icons"]:
        assert (SCRIPTS / Path(picture["src"]).name).exists()
