"""The door of lms.vault for other apps."""

from lms.vault.actions.seal_text import destroy_text_key, open_text, seal_text
from lms.vault.actions.store_file import store
from lms.vault.ciphers import Unreadable
from lms.vault.kinds import file_kinds, register_file_kind
from lms.vault.models import StoredFile
from lms.vault.queries.files import file_called, read, stream

__all__ = [
    "StoredFile", "Unreadable", "destroy_text_key", "file_called", "file_kinds", "open_text", "read", "register_file_kind",
    "seal_text", "store", "stream",
]  # fmt: skip
