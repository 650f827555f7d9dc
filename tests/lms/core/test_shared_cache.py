"""The cache on Redis answers as Django's does, over one client."""

import os
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from redis.exceptions import ConnectionError as NoRedis

from lms.core.shared_cache import SharedCache

ADDRESS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
pytestmark = pytest.mark.services


@pytest.fixture
def shared() -> Iterator[SharedCache]:
    cache = SharedCache(ADDRESS, {"KEY_PREFIX": f"test-{os.getpid()}"})
    try:
        cache.get("anything")
    except NoRedis:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            raise
        pytest.skip("Redis does not answer.")
    yield cache
    for pool in cache._cache._pools.values():
        pool.disconnect()


def test_what_is_kept_comes_back(shared: SharedCache) -> None:
    shared.set("facts", {"a": [1, 2]}, 60)
    shared.set("count", 1, 60)

    assert [shared.get("facts"), shared.incr("count", 4), shared.get("missing", "none")] == [{"a": [1, 2]}, 5, "none"]
    shared.delete_many(["facts", "count"])
    assert shared.get("facts") is None


def test_one_client_serves_every_thread(shared: SharedCache) -> None:
    clients: list[Any] = []

    def count() -> None:
        for _ in range(50):
            shared.incr("turns")
        clients.append(shared._cache.get_client())

    shared.set("turns", 0, 60)
    threads = [Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (shared.get("turns"), len(set(map(id, clients)))) == (200, 1)
    shared.delete("turns")


def test_several_servers_have_a_client_each() -> None:
    client = SharedCache(f"{ADDRESS},{ADDRESS}", {})._cache

    assert client.get_client(write=True) is client.get_client(write=True)
    assert client.get_client(write=False) is not client.get_client(write=True)
