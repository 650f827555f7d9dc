"""The cache is there, and every process sees the same."""

import secrets
from collections.abc import Iterator

from django.conf import settings
from django.core.cache import cache, caches

from lms.core.shared_cache import SharedCache
from lms.site.doctor.base import Asked, Fault

KEY = "doctor"
MEND = "See whether Redis runs, and whether CACHE_URL names its host, password and number."


def look(asked: Asked) -> Iterator[Fault]:
    if "locmem" in settings.CACHES["default"]["BACKEND"] or "dummy" in settings.CACHES["default"]["BACKEND"]:
        yield Fault("Each process has a cache of its own, so limits of attempts count for each alone.", "Set CACHE_URL to Redis, as redis://host:6379/1.")
        return
    shared = caches["default"]
    if isinstance(shared, SharedCache) and (why := shared.trouble()):
        yield Fault(f"The cache does not answer: {why}", MEND)
        return
    word = secrets.token_hex(8)
    cache.set(KEY, word, timeout=60)
    kept = cache.get(KEY)
    cache.delete(KEY)
    if kept != word:
        yield Fault("The cache does not give back what it was given.", "See whether Redis has room: maxmemory (deploy/redis/pathway.conf).")
