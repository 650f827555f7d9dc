"""`rewrap_vault`: the second step of changing the vault key (docs/how-to/rotate-keys.md)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.core.wording import counted
from lms.vault.api import Unreadable, rewrap_keys


class Command(BaseCommand):
    help = "After putting a new key first in VAULT_KEYS: wraps every file's and text's key under it. Then the old key may leave VAULT_KEYS."

    def handle(self, **options: Any) -> None:
        try:
            changed = rewrap_keys()
        except Unreadable:
            raise CommandError("A file or text is under a key that VAULT_KEYS does not hold. Put that key back at the end of the list.") from None
        self.stdout.write(f"{counted(changed, 'key')} wrapped anew.")
