"""Which types of file another program asks for, in our terms: by the ends of names, by media types, or by words for groups of them."""

import re
from collections.abc import Iterable

from lms.questions.api import FILE_TYPES

USUAL_TYPES, USUAL_MEGABYTES = ("pdf",), 10  # what a question takes that says nothing of them
_GROUPS = {"document": ("docx",), "image": ("jpg", "png"), "web_image": ("jpg", "png"), "image/*": ("jpg", "png"), "text/*": ("txt",)}
_BY_ENDING = {ending: key for key, kept in FILE_TYPES.items() for ending in kept.endings}
_KNOWN = _BY_ENDING | {kept.media_type: key for key, kept in FILE_TYPES.items()}


def file_types(said: str) -> tuple[list[str], tuple[str, ...]]:
    """The types that ``said`` names, in our order, and a sentence for what we do not keep; every type where it names none that we do."""
    words = [word.lower() for word in re.split(r"[\s,;]+", said) if word]
    named = {key for word in words for key in _kinds(word)}
    strange = [word for word in words if not _kinds(word)]
    lost = (f"Types of file that are not kept here: {', '.join(strange[:9])}.",) if strange else ()
    return [key for key in FILE_TYPES if key in named or not named], lost


def _kinds(word: str) -> tuple[str, ...]:
    if word in _GROUPS:
        return _GROUPS[word]
    known = _KNOWN.get(word) or _KNOWN.get(f".{word}")
    return (known,) if known else ()


def endings(types: Iterable[str]) -> str:
    return ",".join(ending for key in types for ending in FILE_TYPES[key].endings)


def media_types(types: Iterable[str]) -> str:
    return " ".join(FILE_TYPES[key].media_type for key in types)
