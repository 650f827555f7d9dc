"""What rests on attempts in higher apps: each registers a source in ``AppConfig.ready``, and the preview of a fix names what it finds."""

from collections.abc import Callable, Iterable

from lms.core.registry import Registry

Touched = tuple[int, str]
"""The primary key of an attempt, and a sentence about what rests on it (“Certificate 2026-17”)."""

touched_sources: Registry[Callable[[list[int]], Iterable[Touched]]] = Registry("source of what rests on attempts")
