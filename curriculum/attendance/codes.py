"""The code on the presenter's screen: short, new every 30 seconds, and good for one session and one purpose.

It is an HMAC of session, purpose and window, so nothing is stored and nobody can say the next one. A code that is sent to
a friend works for a minute at most; who was there is what the instructor confirms.
"""

import hashlib
import hmac

WINDOW_MS = 30_000
LENGTH = 6
IN, OUT = "in", "out"
# no letter or figure that looks like another, and no vowel that could make a word of it
ALPHABET = "346789CDFGHJKMNPQRTVWXY"


def code_at(key: bytes, session: str, purpose: str, at_ms: int) -> str:
    """The code of ``session`` for ``purpose`` (in or out) in the window that holds ``at_ms``."""
    message = f"{session}:{purpose}:{at_ms // WINDOW_MS}".encode()
    number = int.from_bytes(hmac.new(key, message, hashlib.sha256).digest(), "big")
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def purpose_of(key: bytes, session: str, said: str, at_ms: int) -> str | None:
    """What ``said`` is a code for at ``at_ms``: the present window's or the one before it; ``None`` for anything else."""
    tidy = tidied(said)
    for purpose in (IN, OUT):
        for moment in (at_ms, at_ms - WINDOW_MS):
            if hmac.compare_digest(code_at(key, session, purpose, moment).encode(), tidy.encode()):
                return purpose
    return None


def tidied(said: str) -> str:
    """As typed on a phone: small letters, spaces and dashes do not matter."""
    return "".join(letter for letter in said.upper() if letter.isalnum())[: 2 * LENGTH]


def next_window_in_ms(at_ms: int) -> int:
    """How long the code of ``at_ms`` stays on the screen."""
    return WINDOW_MS - at_ms % WINDOW_MS
