"""STORAGE_URL: lessons' media and the vault in a private bucket instead of folders, so that several machines share them."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FORM = "s3://KEY:SECRET@host/bucket?region=us-east-1"


def storages(url: str) -> dict[str, dict[str, Any]]:
    """Django's STORAGES for ``url``; none for an empty one. Raises ``ImproperlyConfigured`` for what is no address of a bucket.

    ``tls=0`` is for a store on this machine. Media and vault lie below ``media/`` and ``vault/`` of the same bucket.
    """
    if not url:
        return {}
    parts = urlsplit(url)
    bucket, _, prefix = parts.path.strip("/").partition("/")
    if parts.scheme != "s3" or not (parts.hostname and parts.username and parts.password and bucket):
        raise ImproperlyConfigured(f"Set STORAGE_URL as {FORM}; write what is special in key or secret as %2F and the like.")
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    scheme = "http" if asked.get("tls") == "0" else "https"
    options = {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "bucket_name": bucket,
        "endpoint_url": f"{scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
        "region_name": asked.get("region", "us-east-1"),
    }
    below = f"{prefix}/" if prefix else ""
    return {
        name: {"BACKEND": "lms.core.object_storage.ObjectStorage", "OPTIONS": {**options, "location": f"{below}{folder}"}}
        for name, folder in (("default", "media"), ("vault", "vault"))
    }
