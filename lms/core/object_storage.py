"""Files in a private bucket, by the protocol of Amazon S3 that many stores speak. Needs `requirements/storage.txt`.

Nobody is ever sent to the bucket: our own views decide who reads what, and stream it.
"""

import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.encoding import filepath_to_uri

try:
    from botocore.config import Config
    from storages.backends.s3 import S3Storage
except ImportError as error:
    raise ImproperlyConfigured("STORAGE_URL needs what requirements/storage.txt lists: install it on every machine.") from error

BLOCK = 64 * 1024
PATIENCE = 10  # seconds


class ObjectStorage(S3Storage):  # type: ignore[misc]  # the library has no types
    """Django's storage for Wagtail's pictures, recordings and documents, and the vault's bucket."""

    def get_default_settings(self) -> dict[str, Any]:
        checksums: Any = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}  # others than Amazon lack them
        config = Config(s3={"addressing_style": "path"}, signature_version="s3v4", connect_timeout=5, read_timeout=60, **checksums)
        # no access list: the bucket is private as a whole, and a name is never written over
        return {**super().get_default_settings(), "client_config": config, "default_acl": None, "file_overwrite": False}

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Our own address of the file, never the bucket's."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

    def read_part(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """Bytes ``start`` to ``end`` (half open) in blocks, without fetching the rest."""
        if start < end:
            yield from self._object(name).get(Range=f"bytes={start}-{end - 1}")["Body"].iter_chunks(BLOCK)

    def is_open_to_strangers(self, name: str) -> bool:
        """Whether somebody without a key can read it."""
        path = quote(f"/{self.bucket_name}/{self._key(name)}")
        try:
            with urllib.request.urlopen(f"{self.endpoint_url}{path}", timeout=PATIENCE) as answer:  # noqa: S310  the operator's own store  # nosec B310
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            return False

    def _object(self, name: str) -> Any:
        return self.bucket.Object(self._key(name))

    def _key(self, name: str) -> str:
        return f"{self.location}/{name}" if self.location else name
