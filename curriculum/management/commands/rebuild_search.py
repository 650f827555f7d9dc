"""`rebuild_search [--json]`: make the index of the search anew from what is published."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from curriculum.actions.index_search import rebuild_search
from lms.core.wording import counted

NAMES = {"authority": ("authority", "authorities"), "term": ("glossary term", None), "lesson": ("lesson", None), "recording": ("recording", None)}


class Command(BaseCommand):
    help = "Makes the index of the search anew. It is kept up to date by itself; this is for after a restore or a repair of the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        counts = rebuild_search()
        if options["as_json"]:
            self.stdout.write(json.dumps(counts))
        else:
            self.stdout.write(f"The search now knows {', '.join(counted(count, *NAMES[kind]) for kind, count in counts.items())}.")
