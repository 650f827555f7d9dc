"""How often a person, or a visitor's address, may do a thing: counted by the minute, in the cache that all processes share."""

from collections import Counter

from django.core.cache import cache

from lms.core.clock import now


class PerMinute:
    """At most ``limit`` a minute of what is called ``name``, for each key.

    Asking the shared cache takes as long as a statement, so each process may count the first ``quiet`` of a key by itself: who
    does what pages do never costs a question, and who floods is let through at most ``quiet`` times more for each process.
    """

    def __init__(self, name: str, limit: int, *, quiet: int = 0) -> None:
        self.name = name
        self.limit = limit
        self.quiet = quiet
        self._minute = 0
        self._seen: Counter[int | str] = Counter()

    def allows(self, key: int | str) -> bool:
        """Count one more now, and say whether it is within the limit."""
        minute = int(now().timestamp()) // 60
        if minute != self._minute:
            self._minute, self._seen = minute, Counter()
        self._seen[key] += 1
        seen = self._seen[key]
        if seen <= self.quiet:
            return True
        return self._together(f"{self.name}:{key}:{minute}", seen if seen == self.quiet + 1 else 1) <= self.limit

    def _together(self, key: str, more: int) -> int:
        """What all processes counted; each minute has a key of its own, whatever a cache makes of the life of one that is counted up."""
        try:
            return cache.incr(key, more)
        except ValueError:  # the first of a new minute
            return more if cache.add(key, more, timeout=120) else cache.incr(key, more)
