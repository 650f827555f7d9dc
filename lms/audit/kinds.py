"""Every kind of event has its sentence; each app registers its own in ``AppConfig.ready``."""

from dataclasses import dataclass
from string import Formatter

from lms.core.registry import Registry

ALWAYS_KNOWN = frozenset({"actor", "subject"})


@dataclass(frozen=True)
class EventKind:
    """A kind of event. ``needs`` are the facts its sentence names beyond the actor and the subject."""

    key: str
    sentence: str
    needs: frozenset[str]

    def sample(self) -> dict[str, str]:
        """Facts that fill the sentence, each saying its own name: for tests and for documents."""
        return {name: f"‹{name}›" for name in sorted(self.needs)}


event_kinds: Registry[EventKind] = Registry("kind of event")


def register_event_kind(key: str, sentence: str) -> None:
    """Add a kind. ``sentence`` is a format text over ``actor``, ``subject`` and the event's data, e.g. “{actor} invited {email}”.

    Raises ``ValueError`` when the key is taken, or when a field is more than a plain name (no attributes, no
    indices, no conversions: a sentence only ever shows text).
    """
    event_kinds.register(key, EventKind(key, sentence, frozenset(_fields(sentence) - ALWAYS_KNOWN)))


def _fields(sentence: str) -> set[str]:
    fields = set()
    for _text, name, form, conversion in Formatter().parse(sentence):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"“{{{name}}}” is not a plain name, in the sentence “{sentence}”.")
        fields.add(name)
    return fields
