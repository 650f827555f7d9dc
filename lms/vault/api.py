"""The door of lms.vault for other apps."""

from lms.vault.actions.platform_seal import PlatformSeal, platform_seal
from lms.vault.actions.remove_file import remove_file
from lms.vault.actions.revoke_key import revoke_key
from lms.vault.actions.rewrap_keys import rewrap_keys
from lms.vault.actions.seal_text import destroy_text_key, open_text, open_texts, seal_text
from lms.vault.actions.sign import Signature, sign
from lms.vault.actions.store_file import store
from lms.vault.actions.tidy_vault import tidy_vault
from lms.vault.backup_keys import BackupKey, backup_key, newest_backup_key
from lms.vault.ciphers import CHUNK, TAG, Unreadable, open_chunks, seal, seal_chunks, unseal
from lms.vault.inspection.base import Inspected
from lms.vault.inspection.content_types import content_types
from lms.vault.inspection.inspecting import inspect
from lms.vault.inspection.reading import readable_text
from lms.vault.kinds import Accepts, file_kinds, register_file_kind
from lms.vault.models import StoredFile
from lms.vault.queries.contents import is_on_the_shelf, keys_that_wrap, missing_site_keys, names_on_the_shelf
from lms.vault.queries.files import file_called, file_for, owners_of, read, stream, verify
from lms.vault.queries.signatures import KnownSeal, PublicKey, is_genuine, known_seals, public_keys
from lms.vault.queries.site_keys import is_signing_key_revoked, lost_site_keys, opens_what_it_sealed, site_keys_to_leave
from lms.vault.rules import files_visible_to, may_read_file
from lms.vault.seal_keys import is_sealed
from lms.vault.shelf import NoRoom, clean_name
from lms.vault.signing import every_pair, is_signed, key_id_of, key_in_use

__all__ = [
    "CHUNK", "TAG", "Accepts", "BackupKey", "Inspected", "KnownSeal", "NoRoom", "PlatformSeal", "PublicKey", "Signature", "StoredFile", "Unreadable",
    "backup_key", "clean_name", "content_types", "destroy_text_key", "every_pair", "file_called", "file_for", "file_kinds", "files_visible_to", "inspect",
    "is_genuine", "is_on_the_shelf", "is_sealed", "is_signed", "is_signing_key_revoked", "key_id_of", "key_in_use", "keys_that_wrap", "known_seals",
    "lost_site_keys", "may_read_file", "missing_site_keys", "names_on_the_shelf", "newest_backup_key", "open_chunks", "open_text", "open_texts",
    "opens_what_it_sealed", "owners_of", "platform_seal", "public_keys", "read", "readable_text", "register_file_kind", "remove_file", "revoke_key",
    "rewrap_keys", "seal", "seal_chunks", "seal_text", "sign", "site_keys_to_leave", "store", "stream", "tidy_vault", "unseal", "verify",
]  # fmt: skip
