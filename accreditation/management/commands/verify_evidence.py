"""`verify_evidence [--json]`: proof that documents, their words and their files are those that were handed in; exit 1 when one is not."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accreditation.queries.evidence_proof import prove_evidence
from lms.core.wording import counted


class Command(BaseCommand):
    help = "Checks every document's events, sealed words and file, and names the first that does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        proof = prove_evidence()
        bad = proof.first_bad
        if options["as_json"]:
            told = {"evidence": bad.evidence, "why": bad.why} if bad else None
            self.stdout.write(json.dumps({"ok": proof.ok, "documents": proof.documents, "first_bad": told}, ensure_ascii=False))
        elif bad is None:
            self.stdout.write(f"{counted(proof.documents, 'document')} hold.")
        else:
            self.stderr.write(f"Document {bad.evidence} does not hold. {bad.why}")
        if bad is not None:
            sys.exit(1)
