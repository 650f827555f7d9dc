"""`verify_certificate FILE [--json] [--keys KEYS.json]`: whether a certificate was signed here and is unchanged; exit 1 when it is not genuine.

With ``--keys`` (a saved ``/.well-known/pathway-keys.json``) nothing but the two files is read. Without, the keys and the record of this
installation are asked, and the present status is told.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from accreditation.credentials import KnownKey, Verdict, read_keys, verify_file
from accreditation.credentials.attaching import LARGEST
from accreditation.credentials.reading import Unclear
from accreditation.queries.credential_keys import known_keys
from accreditation.queries.issued_credentials import Standing, standing_of_credential


class Command(BaseCommand):
    help = "Checks the signature of a certificate, as JSON or PDF, and says with which key it was made and how the certificate stands."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the certificate: a PDF, or its signed data as JSON")
        parser.add_argument("--keys", metavar="KEYS.json", type=Path, help="saved public keys; then no database is needed or asked")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        data = _read(options["file"])
        verdict, standing = _offline(data, options["keys"]) if options["keys"] else _online(data)
        if options["as_json"]:
            self.stdout.write(json.dumps(_as_json(verdict, standing), ensure_ascii=False))
        else:
            (self.stdout if verdict.is_genuine else self.stderr).write(_said(verdict, standing))
        if not verdict.is_genuine:
            sys.exit(1)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read.") from error


def _offline(data: bytes, path: Path) -> tuple[Verdict, Standing | None]:
    try:
        keys: list[KnownKey] = read_keys(_read(path))
    except Unclear as error:
        raise CommandError(f"{path}: {error}") from error
    return verify_file(data, keys), None


def _online(data: bytes) -> tuple[Verdict, Standing | None]:
    """With the keys of this installation. What is signed well and not on record was signed with a stolen key, or elsewhere."""
    try:
        verdict = verify_file(data, known_keys())
        standing = standing_of_credential(verdict.credential) if verdict.credential else None
    except DatabaseError as error:
        raise CommandError("No database is at hand. Give the public keys with --keys.") from error
    if verdict.is_genuine and standing is None:
        return Verdict("not_on_record", verdict.key_id), None
    return verdict, standing


def _as_json(verdict: Verdict, standing: Standing | None) -> dict[str, Any]:
    return {
        "verdict": "genuine" if verdict.is_genuine else "not_genuine",
        "key_id": verdict.key_id or None,
        "reason": verdict.reason,
        "sentence": verdict.sentence,
        "number": verdict.number or None,
        "valid_until": verdict.valid_until or None,
        "online": {"status": standing.status, "as_of": standing.as_of} if standing else None,
    }


def _said(verdict: Verdict, standing: Standing | None) -> str:
    if not verdict.is_genuine:
        return f"not_genuine: {verdict.sentence}" + (f" Key {verdict.key_id}." if verdict.key_id else "")
    until = f" Valid until {verdict.valid_until}." if verdict.valid_until else ""
    now = f" Today it is {standing.status}." if standing else " Its present status was not asked."
    return f"genuine: certificate No. {verdict.number}, key {verdict.key_id}. {verdict.sentence}{until}{now}"
