"""Message ids that prove to which address a letter of ours went.

Constraint: anybody can write to the mailbox in which returned letters arrive, and must not silence somebody else with a made-up one. So each id
carries a mark: a keyed hash over the letter and the address it went to. Who never had a letter to that address cannot make it, and
nothing has to be stored. The same letter to the same address always has the same id, by which a repetition is recognized.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "lms.people.letter"
_ID = re.compile(r"<([A-Za-z0-9_-]{1,80})\.([0-9a-f]{32})@[^<>@\s]{1,255}>")


def message_id(name: str, address: str) -> str:
    """The id of the letter called ``name`` (a public id) to ``address``, in angle brackets."""
    return f"<{name}.{_mark(name, address, settings.SECRET_KEY)}@{urlsplit(settings.SITE_URL).hostname}>"


def letter_to(text: str, address: str) -> str:
    """The name of the letter to ``address`` whose id stands in ``text``; empty when none of the ids there is one that we gave."""
    for name, mark in _ID.findall(text):
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        if any(constant_time_compare(mark, _mark(name, address, key)) for key in keys):
            return str(name)
    return ""


def _mark(name: str, address: str, key: str | bytes) -> str:
    return salted_hmac(SALT, f"{name}\n{address.strip().lower()}", secret=key, algorithm="sha256").hexdigest()[:32]
