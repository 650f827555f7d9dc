"""Brings the catalogs of translations up to what is marked, and compiles them (``make messages``)."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lms.core.catalog import marked_in


class Command(BaseCommand):
    help = "Update every lms/locale/*/LC_MESSAGES/django.po to the marked texts, and compile it."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail when a catalog is not up to date.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        marked = marked_in(settings.BASE_DIR)
        for path in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")):
            catalog = updated(polib.pofile(str(path)), marked)
            compiled = path.with_suffix(".mo")
            if check and (str(catalog) != str(polib.pofile(str(path))) or catalog.to_binary() != compiled.read_bytes()):
                raise CommandError(f"{path.relative_to(settings.BASE_DIR)} is not up to date: run make messages.")
            if not check:
                catalog.save(str(path))
                compiled.write_bytes(catalog.to_binary())
            self.stdout.write(f"{path.parent.parent.name}: {len(catalog)} texts, {len(catalog.untranslated_entries())} without translation")


def updated(catalog: polib.POFile, marked: dict[tuple[str, str], list[str]]) -> polib.POFile:
    """The catalog with an entry for each marked text, keeping the translations there are; texts that went are left out."""
    known = {(entry.msgid, entry.msgid_plural): entry for entry in catalog}
    new = polib.POFile()
    new.metadata = catalog.metadata
    for (text, plural), places in sorted(marked.items(), key=lambda item: (item[1][0], item[0])):
        entry = known.get((text, plural)) or polib.POEntry(msgid=text, msgid_plural=plural, msgstr_plural={0: "", 1: ""} if plural else {})
        entry.occurrences, entry.flags = [(place, "") for place in places], [] if "%(" not in text else ["python-format"]
        new.append(entry)
    return new
