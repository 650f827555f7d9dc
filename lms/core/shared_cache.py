"""Django's cache on Redis: one client a process, for Django makes a new one for each question, which takes longer than the answer; and a cache
that does not answer holds nobody up. Nothing is kept in it alone: sessions lie in the database too, and a limit that cannot be counted lets through.

Constraint: what could not be changed or removed there must not be believed when Redis is back, above all a session that was ended meanwhile.
So a process remembers these keys and removes them before it asks for anything else.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from redis import RedisError

RedisCacheClient: Any = redis.RedisCacheClient  # the stubs know nothing of what it is made of
PATIENCE = {"socket_connect_timeout": 1, "socket_timeout": 1}  # seconds; an answer takes a fraction of a millisecond
REST = 3.0  # seconds in which nobody asks again, so that not every question of a page waits
_SECONDS_BETWEEN_WARNINGS = 60.0

logger = logging.getLogger(__name__)


class _LastingClient(RedisCacheClient):  # type: ignore[misc]
    """Redis clients share their pool of connections between threads by themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[int, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        server = self._get_connection_pool_index(write)
        if server not in self._clients:
            if server not in self._pools:
                self._pools[server] = self._pool_class.from_url(self._servers[server], **self._pool_options)
            self._clients[server] = self._client(connection_pool=self._pools[server])
        return self._clients[server]


class _Line:
    """What this process knows of one server: until when nobody asks it, and which keys it holds wrongly."""

    def __init__(self) -> None:
        self.rests_until = 0.0
        self.owed: set[str] = set()
        self._warned_at = -_SECONDS_BETWEEN_WARNINGS
        self._lock = threading.Lock()

    def failed(self, error: Exception, keys: Iterable[str]) -> None:
        with self._lock:
            self.owed.update(keys)
            self.rests_until = time.monotonic() + REST
            is_time = time.monotonic() - self._warned_at >= _SECONDS_BETWEEN_WARNINGS
            self._warned_at = time.monotonic() if is_time else self._warned_at
        if is_time:
            logger.warning("The cache does not answer (%s). Pathway goes on without it: sessions come from the database.", type(error).__name__)

    def take_owed(self) -> set[str]:
        if not self.owed:
            return self.owed
        with self._lock:
            owed, self.owed = self.owed, set()
        return owed


_lines: dict[str, _Line] = {}


class SharedCache(redis.RedisCache):
    """What a method answers while Redis does not: nothing was there, and what was to be kept is not."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**PATIENCE, **params.get("OPTIONS", {})}})
        self._class = _LastingClient
        self._line = _lines.setdefault(server, _Line())

    def trouble(self) -> str:
        """Why Redis does not answer, in its own words; empty when it does."""
        try:
            self._cache.get_client().ping()
        except (RedisError, OSError) as error:
            return str(error) or type(error).__name__
        return ""

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._or(default, lambda: super(SharedCache, self).get(key, default, version))

    def get_many(self, keys: Any, version: Any = None) -> Any:
        return self._or({}, lambda: super(SharedCache, self).get_many(keys, version))

    def has_key(self, key: Any, version: Any = None) -> bool:
        return bool(self._or(False, lambda: super(SharedCache, self).has_key(key, version)))

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        """``True`` also where nobody can say whether it was there: whoever counts begins anew."""
        return bool(self._or(True, lambda: super(SharedCache, self).add(key, value, timeout, version)))

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        self._or(None, lambda: super(SharedCache, self).set(key, value, timeout, version), self._made(key, version))

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> Any:
        return self._or(list(data), lambda: super(SharedCache, self).set_many(data, timeout, version), *(self._made(key, version) for key in data))

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return bool(self._or(False, lambda: super(SharedCache, self).touch(key, timeout, version)))

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._or(False, lambda: super(SharedCache, self).delete(key, version), self._made(key, version)))

    def delete_many(self, keys: Any, version: Any = None) -> None:
        wanted = list(keys)
        self._or(None, lambda: super(SharedCache, self).delete_many(wanted, version), *(self._made(key, version) for key in wanted))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        """Raises ``ValueError`` where nothing is there to count up, and where nobody can say so."""
        counted = self._or(None, lambda: super(SharedCache, self).incr(key, delta, version))
        if counted is None:
            raise ValueError(f"Key “{key}” cannot be counted up.")
        return int(counted)

    def _made(self, key: Any, version: Any) -> str:
        return str(self.make_and_validate_key(key, version=version))

    def _or(self, otherwise: Any, ask: Callable[[], Any], *changes: str) -> Any:
        """What Redis answers, else ``otherwise``; ``changes`` are the keys that it holds wrongly then."""
        if time.monotonic() < self._line.rests_until:
            self._line.owed.update(changes)
            return otherwise
        owed = self._line.take_owed()
        try:
            if owed:
                self._cache.delete_many(owed)
            return ask()
        except (RedisError, OSError) as error:
            self._line.failed(error, {*owed, *changes})
            return otherwise
