"""The vault: whether private files and texts can be read and stored."""

from django.db.models import Count

from lms.core.operations.counters import total
from lms.core.operations.registry import Fact, Figure, Reading, State
from lms.core.wording import counted
from lms.vault.ciphers import known_key_ids
from lms.vault.faults import FAULTS
from lms.vault.models import StoredFile, TextKey

FIGURES = (
    Figure("pathway_vault_files", "Private files that are kept."),
    Figure("pathway_vault_keys_missing", "Private files and people’s text keys under a key that is not in VAULT_KEYS."),
)


def read_vault() -> Reading:
    missing, kept = _without_key(), StoredFile.objects.filter(removed_at__isnull=True).count()
    reading = Reading([_keys(missing, kept), _faults(int(total(FAULTS)))])
    reading.sample("pathway_vault_files", kept)
    reading.sample("pathway_vault_keys_missing", missing)
    return reading


def _without_key() -> int:
    """Counted by key id, of which there are few."""
    files = StoredFile.objects.filter(removed_at__isnull=True).values_list("key_id").annotate(count=Count("pk")).order_by()
    texts = TextKey.objects.filter(destroyed_at__isnull=True).values_list("key_id").annotate(count=Count("pk")).order_by()
    known = known_key_ids()
    return sum(number for rows in (files, texts) for key, number in rows if key not in known)


def _keys(missing: int, kept: int) -> Fact:
    if not missing:
        said = f"{counted(kept, 'file is', 'files are')} kept, and every key that they need is in VAULT_KEYS." if kept else "No file is kept yet."
        return Fact("Keys of the vault", State.FINE, said, "Documents, records and packets can be opened.")
    return Fact(
        "Keys of the vault", State.WRONG, f"{counted(missing, 'file or text key needs', 'files and text keys need')} a key that is not in VAULT_KEYS.",
        "These files and texts cannot be opened by anybody.",
        "Put the old key back into VAULT_KEYS, after the newest, and restart; then run manage.py rewrap_vault.",
    )  # fmt: skip


def _faults(faults: int) -> Fact:
    if not faults:
        return Fact("Vault errors", State.FINE, "No file or text failed to open since counting began.", "What was stored comes back byte for byte.")
    return Fact(
        "Vault errors", State.LOOK, f"{counted(faults, 'file or text', 'files and texts')} could not be read or stored since counting began on this machine.",
        "Who asked for them was told. A damaged file does not become whole by itself.",
        "See the log for “vault”: it says what was wrong and in which request or job. Bring damaged or missing files back from a backup.",
    )  # fmt: skip
