"""The cache on Redis answers as Django's does, over one client."""

import os
import socket
import time
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from lms.core.shared_cache import REST, RedisCacheClient, SharedCache

ADDRESS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
pytestmark = pytest.mark.services


@pytest.fixture
def shared() -> Iterator[SharedCache]:
    cache = SharedCache(ADDRESS, {"KEY_PREFIX": f"test-{os.getpid()}"})
    if why := cache.trouble():
        if os.environ.get("REQUIRE_SERVICES") == "1":
            raise AssertionError(why)
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


def test_a_server_that_is_gone_or_says_nothing_holds_nobody_up() -> None:
    """Who asks is told that nothing was there; a limit lets through, and nothing raises."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        with socket.create_server(("127.0.0.1", 0)) as ended:
            gone = f"redis://127.0.0.1:{ended.getsockname()[1]}/1"
        for address in (gone, f"redis://127.0.0.1:{silent.getsockname()[1]}/1"):
            cache = SharedCache(address, {"OPTIONS": {"socket_timeout": 0.05}})
            began = time.monotonic()

            cache.set("a", 1)
            answers = [cache.get("a", "none"), cache.get_many(["a"]), cache.has_key("a"), cache.add("a", 1), cache.delete("a"), cache.touch("a")]
            kept = cache.set_many({"a": 1})

            assert (answers, kept) == (["none", {}, False, True, False, False], ["a"])
            with pytest.raises(ValueError, match="cannot be counted up"):
                cache.incr("a")
            assert time.monotonic() - began < REST  # only the first question waited
            assert cache.trouble()
            for pool in cache._cache._pools.values():
                pool.disconnect()


def test_what_was_removed_while_nobody_answered_is_not_there_afterwards(shared: SharedCache, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that was ended must not come back with the cache."""
    shared.set("session", "hers", 60)
    shared.set("other", "his", 60)

    with monkeypatch.context() as silent:
        silent.setattr(RedisCacheClient, "delete", _does_not_answer)
        shared.delete("session")
        assert shared.get("other", "resting") == "resting"
    monkeypatch.setattr(shared._line, "rests_until", 0.0)

    assert (shared.get("session"), shared.get("other")) == (None, "his")
    shared.delete("other")


def _does_not_answer(*given: Any, **named: Any) -> None:
    raise TimeoutError
