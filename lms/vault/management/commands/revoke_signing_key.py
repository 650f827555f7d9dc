"""`revoke_signing_key KEY_ID --from TIME --reason TEXT`: ends trust in a signing key that was lost or seen by somebody (docs/how-to/rotate-keys.md)."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.core.clock import iso_ms
from lms.core.errors import Refusal
from lms.vault.api import key_in_use, revoke_key


class Command(BaseCommand):
    help = "What this key signed at or after that moment is not genuine any more; what it signed before stays genuine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key_id", help="The key's name, as in /.well-known/pathway-keys.json: sixteen hexadecimal digits.")
        parser.add_argument("--from", dest="since", required=True, help="The last moment at which it was surely safe, as 2026-11-02T14:00Z.")
        parser.add_argument("--reason", required=True, help="What happened, in a sentence; it is kept.")

    def handle(self, **options: Any) -> None:
        if options["key_id"] == key_in_use():
            raise CommandError("This key still signs. Put a new one first in SIGNING_KEYS and restart, then revoke this one.")
        try:
            key = revoke_key(key_id=options["key_id"], revoked_from=_moment(options["since"]), reason=options["reason"], by=None)
        except Refusal as refused:
            raise CommandError(refused.sentence) from None
        self.stdout.write(f"What {key.key_id} signed from {iso_ms(_moment(options['since']))} on is not genuine any more.")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is no moment. Write it as 2026-11-02T14:00Z.") from None
    if moment.tzinfo is None:
        raise CommandError(f"Say in which zone “{text}” is: put Z behind it for UTC.")
    return moment.astimezone(UTC)
