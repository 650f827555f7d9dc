"""Secrets: long, random, each another, and none of those that examples show."""

import math
from collections import Counter
from collections.abc import Iterator

from django.conf import settings

from lms.site.doctor.base import Asked, Fault

SHORTEST = 32  # characters
LEAST_BITS = 100  # of the text as drawn from its own characters; 32 random characters have about 150
MAKE = "Make a new one with: openssl rand -base64 48"
_PLACEHOLDERS = ("change", "example", "secret-key", "insecure", "replace", "tests-only", "password")


def look(asked: Asked) -> Iterator[Fault]:
    named = {"SECRET_KEY": [settings.SECRET_KEY], "VAULT_KEYS": list(settings.VAULT_KEYS), "SIGNING_KEYS": list(settings.SIGNING_KEYS)}
    for name, texts in named.items():
        if not texts:
            yield Fault(f"{name} is empty.", f"{MAKE}, put it into the environment, and keep a copy apart from the backups.")
        for number, text in enumerate(texts, start=1):
            which = name if len(texts) == 1 else f"Number {number} of {name}"
            if fault := weakness(text):
                yield Fault(f"{which} {fault}.", f"{MAKE}. Renewing a key: docs/deployment.md, Keys.")
    if any(times > 1 for times in Counter(text for texts in named.values() for text in texts).values()):
        yield Fault("The same text is used as more than one secret, so who learns one has the others.", f"Give each a text of its own. {MAKE}")


def weakness(text: str) -> str:
    """What makes ``text`` guessable; empty when nothing shows."""
    if len(text) < SHORTEST:
        return f"has {len(text)} characters and needs at least {SHORTEST}"
    if any(word in text.lower() for word in _PLACEHOLDERS):
        return "is a placeholder from an example"
    counts = Counter(text)
    bits = -sum(times * math.log2(times / len(text)) for times in counts.values())
    return "repeats itself too much to be random" if bits < LEAST_BITS else ""
