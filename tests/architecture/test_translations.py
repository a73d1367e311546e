"""The Ukrainian catalogue holds every text of the source, translated and compiled."""

import ast

from scripts.translations import Text, problems, texts_of_python, texts_of_template


def test_the_catalogue_is_complete_and_compiled() -> None:
    assert problems() == []


def test_texts_are_found_in_python() -> None:
    source = """_("one"); ngettext("%d photo", "%d photos", 2); pgettext_lazy("menu", "Lab"); gettext(some)"""
    assert sorted(texts_of_python(ast.parse(source))) == [
        Text("%d photo", "%d photos"),
        Text("Lab", context="menu"),
        Text("one"),
    ]


def test_texts_are_found_in_templates() -> None:
    source = (
        '{% load i18n %}<p title="it\'s {% trans \'a title\' %}">{% translate "Lab" context "menu" %}'
        "{% blocktranslate count n=found %}{{ n }} (new){% plural %}{{ n }} photos{% endblocktranslate %}"
        "{% blocktranslate trimmed %}\n  Two\n  lines\n{% endblocktranslate %}{{ _('in a variable') }}"
    )
    assert sorted(texts_of_template(source, "page.html")) == [
        Text("%(n)s (new)", "%(n)s photos"),
        Text("Lab", context="menu"),
        Text("Two lines"),
        Text("a title"),
        Text("in a variable"),
    ]
