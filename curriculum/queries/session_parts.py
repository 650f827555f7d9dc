"""What higher apps add to a live session's pages: plain words and a door, for one viewer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from curriculum.models import LiveSession
from lms.core.registry import Registry


@dataclass(frozen=True)
class SessionPart:
    """A section: a heading, sentences, and where to go on from there; ``url`` is empty where the viewer may not."""

    title: str
    sentences: tuple[str, ...]
    url: str = ""
    link: str = ""


PartSource = Callable[[Any, LiveSession], SessionPart | None]
session_parts: Registry[PartSource] = Registry("part of a session’s page")


def parts_of(viewer: Any, session: LiveSession) -> list[SessionPart]:
    """The sections for ``viewer``, in the order in which they were registered."""
    return [part for source in session_parts if (part := source(viewer, session)) is not None]
