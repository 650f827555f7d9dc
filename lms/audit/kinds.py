"""Every kind of event has its sentence; each app registers its own in ``AppConfig.ready``."""

from lms.core.registry import Registry

event_kinds: Registry[str] = Registry("kind of event")


def register_event_kind(key: str, sentence: str) -> None:
    """``sentence`` is a format text over ``actor``, ``subject`` and the event's data, e.g. “{actor} invited {email}”."""
    event_kinds.register(key, sentence)
