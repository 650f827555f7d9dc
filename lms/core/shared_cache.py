"""Django's cache on Redis, with one client a process: Django makes a new one for each question, which takes longer than the answer."""

from typing import Any

from django.core.cache.backends import redis

RedisCacheClient: Any = redis.RedisCacheClient  # the stubs know nothing of what it is made of


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


class SharedCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _LastingClient
