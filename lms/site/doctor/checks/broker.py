"""The broker takes messages, and forgets none for want of room."""

from collections.abc import Iterator

from django.conf import settings
from kombu.exceptions import KombuError
from redis import Redis, RedisError

from lms.core.wording import counted
from lms.jobs.api import broker_trouble
from lms.site.doctor.base import Asked, Fault


def look(asked: Asked) -> Iterator[Fault]:
    url = settings.CELERY_BROKER_URL
    if url.startswith("filesystem"):
        yield Fault("Messages go through files of this machine.", "Set CELERY_BROKER_URL to Redis, as redis://host:6379/0, on every machine.")
        return
    trouble = broker_trouble()
    if trouble:
        yield Fault(f"The broker does not answer: {trouble}", "See whether Redis runs, and whether CELERY_BROKER_URL names its host, password and number.")
    elif url.startswith("redis"):
        yield from _forgets(url)


def _forgets(url: str) -> Iterator[Fault]:
    try:
        with Redis.from_url(url, socket_timeout=5) as redis:
            facts = redis.info("memory")
    except (RedisError, KombuError) as error:
        yield Fault(f"Redis does not say how it is: {error}", "Let the user of CELERY_BROKER_URL run INFO.")
        return
    if facts.get("maxmemory") and facts.get("maxmemory_policy") != "noeviction":
        said = f"Redis throws messages away when {counted(int(facts['maxmemory']) // 2**20, 'megabyte')} are full ({facts['maxmemory_policy']})."
        yield Fault(said, "Set maxmemory-policy noeviction for the broker; give the cache a Redis of its own if it needs another (deploy/redis/pathway.conf).")
