"""`verify_seal FILE [--certificate FILE.pem] [--json]`: whether a PDF carries the platform's seal and was not changed since; exit 1 where not.

With ``--certificate`` (a saved ``/.well-known/pathway-seal.pem``, or any certificate as PEM) nothing but the two files is read. Without, the certificates
and the record of this installation are asked: what is sealed well and is not on record was sealed with a stolen key, or elsewhere.
"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from accreditation.packets.seal_certificates import NoCertificates, read_seal_certificates
from accreditation.packets.seal_checking import SealVerdict, check_seal
from accreditation.queries.packet_seals import is_seal_on_record
from lms.core.canonical import sha256_hex
from lms.core.clock import iso_ms
from lms.vault.api import known_seals


class Command(BaseCommand):
    help = "Checks the platform's seal on a PDF of a packet and says with which key it was made, and when."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the sealed PDF: packet.pdf, or one of its volumes")
        parser.add_argument("--certificate", metavar="FILE.pem", type=Path, help="saved public certificates; then no database is needed or asked")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        data = _read(options["file"])
        verdict = _offline(data, options["certificate"]) if options["certificate"] else _online(data)
        if options["as_json"]:
            self.stdout.write(json.dumps(_as_json(verdict), ensure_ascii=False))
        else:
            (self.stdout if verdict.is_genuine else self.stderr).write(_said(verdict))
        if not verdict.is_genuine:
            sys.exit(1)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read.") from error


def _offline(data: bytes, path: Path) -> SealVerdict:
    try:
        return check_seal(data, read_seal_certificates(_read(path)))
    except NoCertificates as error:
        raise CommandError(f"{path}: {error}") from error


def _online(data: bytes) -> SealVerdict:
    try:
        verdict = check_seal(data, known_seals())
        on_record = is_seal_on_record(sha256_hex(data))
    except DatabaseError as error:
        raise CommandError("No database is at hand. Give the public certificates with --certificate.") from error
    return replace(verdict, reason="not_on_record") if verdict.is_genuine and not on_record else verdict


def _as_json(verdict: SealVerdict) -> dict[str, Any]:
    return {
        "verdict": "genuine" if verdict.is_genuine else "not_genuine", "reason": verdict.reason, "sentence": verdict.sentence, "key_id": verdict.key_id or None,
        "sealed_at": iso_ms(verdict.sealed_at) if verdict.sealed_at else None, "sha256_before": verdict.body_sha256 or None,
    }  # fmt: skip


def _said(verdict: SealVerdict) -> str:
    key = f" Key {verdict.key_id}." if verdict.key_id else ""
    if not verdict.is_genuine:
        return f"not_genuine: {verdict.sentence}{key}"
    at = iso_ms(verdict.sealed_at) if verdict.sealed_at else ""
    return f"genuine: {verdict.sentence}{key} Sealed at {at}. SHA-256 before the seal: {verdict.body_sha256}"
