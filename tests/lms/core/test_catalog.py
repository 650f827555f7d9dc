"""The catalogs are what the code marks, compiled, whole, and with every placeholder."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

from lms.core.catalog import marked_in

CATALOGS = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
SPANISH = polib.pofile(str(Path(settings.LOCALE_PATHS[0]) / "es" / "LC_MESSAGES" / "django.po"))


def texts_of(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each English text beside its translation."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]


PAIRS = [pair for entry in SPANISH for pair in texts_of(entry)]


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.parent.name)
def test_what_runs_is_what_the_catalog_compiles_to(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == polib.pofile(str(path)).to_binary()


def test_the_catalogs_hold_what_is_marked_and_nothing_else() -> None:
    call_command("update_catalog", "--check")

    assert {(entry.msgid, entry.msgid_plural) for entry in SPANISH} == set(marked_in(settings.BASE_DIR))


def test_no_text_is_without_translation_or_guessed() -> None:
    assert len(PAIRS) > 800
    assert [english for english, said in PAIRS if not said.strip()] == []
    assert [entry.msgid for entry in SPANISH if entry.fuzzy or entry.obsolete] == []


def test_a_translation_has_the_placeholders_of_its_text() -> None:
    assert [english for english, said in PAIRS if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(said))] == []
    assert [said for _, said in PAIRS if "%" in PLACEHOLDER.sub("", said)] == []


def test_pieces_of_a_sentence_join_as_in_english() -> None:
    """A piece that starts with a comma or a period stands close to what goes before, and none brings spaces of its own."""
    starts = [(english, said) for english, said in PAIRS if english[0] in ",.;:" or said[0] in ",.;:"]

    assert [pair for pair in starts if pair[0][0] != pair[1][0]] == []
    assert [said for english, said in PAIRS if english == english.strip() and said != said.strip()] == []


def test_a_template_and_code_are_read(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "One" %}<a title="{% translate \'Two\' %}">{% include "x" with label=_("Three") %}</a>{% counted n "row" %}'
        "{% blocktranslate trimmed with n=a.b %}\n  {{ n }} of 5 %\n{% endblocktranslate %}"
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}Not marked"
    )
    (tmp_path / "lms").mkdir()
    (tmp_path / "lms" / "code.py").write_text('from django.utils.translation import gettext\n\ngettext("Four")\nprint("Not marked")\n')

    found = {text for text, _ in marked_in(tmp_path)}

    assert found == {"One", "Two", "Three", "Four", "%(number)s row", "%(n)s of 5 %%", "%(n)s day"}
