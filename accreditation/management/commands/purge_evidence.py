"""`purge_evidence [--dry-run] [--json]`: removes documents and filed packets whose time is over, and says which; people are public ids, never names."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accreditation.actions.purge_evidence import purge_evidence
from accreditation.actions.purge_packets import purge_packets
from lms.core.wording import counted


class Command(BaseCommand):
    help = "Removes files and typed texts of documents, and filed packets, after their retention, except under a legal hold. Rows and audit events stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would be removed, and remove nothing.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        run, packets = purge_evidence(dry_run=options["dry_run"]), purge_packets(dry_run=options["dry_run"])
        if options["as_json"]:
            self.stdout.write(json.dumps({"dry_run": run.dry_run, **run.as_json(), "packets": packets.as_json()}, ensure_ascii=False))
            return
        verb = "would be removed" if run.dry_run else "removed"
        for due in run.removed:
            self.stdout.write(f"{due.evidence.kind} {due.evidence.public_id} of {due.evidence.owner}: {due.why}")
        for term in packets.removed:
            self.stdout.write(f"filed packet {term.filed.packet.public_id} of {term.filed.student}: {term.why}")
        if packets.removed or packets.held:
            self.stdout.write(f"{counted(len(packets.removed), 'filed packet')} {verb}; {len(packets.held)} due, and kept by a hold.")
        self.stdout.write(f"{counted(len(run.removed), 'document')} {verb}; {len(run.held)} due, and kept by a hold.")
