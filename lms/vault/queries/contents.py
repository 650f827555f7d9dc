"""What a backup must know of the vault: which files it holds, and which keys open them."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from lms.vault.ciphers import site_key_ids
from lms.vault.models import StoredFile, TextKey
from lms.vault.shelf import path_of

_AT_ONCE = 2000


def names_on_the_shelf(using: str = "default") -> Iterator[str]:
    """Where each file of the vault lies below VAULT_DIR, as the database ``using`` has it; what was removed is not named."""
    kept = StoredFile.objects.using(using).filter(removed_at__isnull=True)
    for stored_as in kept.values_list("stored_as", flat=True).iterator(chunk_size=_AT_ONCE):
        yield path_of(stored_as).relative_to(Path(settings.VAULT_DIR)).as_posix()


def is_on_the_shelf(name: str) -> bool:
    """Whether the database still knows the file that lay at ``name`` below VAULT_DIR."""
    return StoredFile.objects.filter(stored_as=name.rpartition("/")[2], removed_at__isnull=True).exists()


def keys_that_wrap(using: str = "default") -> set[str]:
    """The ids of the site keys without which some file or text of the database ``using`` cannot be read."""
    files = StoredFile.objects.using(using).filter(removed_at__isnull=True).values_list("key_id", flat=True)
    texts = TextKey.objects.using(using).filter(destroyed_at__isnull=True).values_list("key_id", flat=True)
    return {*files.distinct(), *texts.distinct()}


def missing_site_keys(key_ids: set[str]) -> set[str]:
    """Those of ``key_ids`` that VAULT_KEYS does not hold."""
    return key_ids - set(site_key_ids())
