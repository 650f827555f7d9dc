"""Written answers: what may be kept, when two of them are the same, how many words they have."""

import unicodedata
from typing import Any, Literal

from lms.questions.errors import InvalidResponse

# What phones and word processors put in place of the plain character a person meant.
_PLAIN = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-"),
    **dict.fromkeys(map(ord, "‘’‚‛′＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″＂"), '"'),
}


def clean_text(value: Any, *, most: int, unit: Literal["characters", "bytes"] = "characters") -> str:
    """``value`` in Unicode form NFC with ``\\n`` line ends; raises ``InvalidResponse`` for anything but text, for more than
    ``most`` characters (or bytes in UTF-8), and for what no database can hold: NUL and halves of surrogate pairs."""
    if not isinstance(value, str):
        raise InvalidResponse("This answer must be text.")
    _refuse_longer(len(value), most, unit)  # before the costly steps; a character takes at least one byte
    if "\0" in value or not _is_whole(value):
        raise InvalidResponse("This answer holds a character that cannot be stored. Remove it, or type the text again.")
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    _refuse_longer(len(text) if unit == "characters" else len(text.encode()), most, unit)
    return text


def folded(text: str, *, case_sensitive: bool) -> str:
    """``text`` as it is compared: white space folded to single blanks, invisible characters left out, typographic dashes
    and quotes and the decimal figures of every script made plain, and case folded unless ``case_sensitive``.

    Letters of different scripts that look alike stay different.
    """
    visible = plain_figures("".join(char for char in text.translate(_PLAIN) if unicodedata.category(char) != "Cf"))
    joined = " ".join(visible.split())
    return unicodedata.normalize("NFC", joined if case_sensitive else joined.casefold())


def plain_figures(text: str) -> str:
    """``text`` with the decimal figures of every script as 0 to 9."""
    return text if text.isascii() else "".join(_plain_figure(char) for char in text)


def _plain_figure(char: str) -> str:
    figure = unicodedata.decimal(char, None)
    return char if figure is None else str(figure)


def in_one_line(text: str, *, most: int = 80) -> str:
    """``text`` in one line of at most ``most`` characters, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def count_words(text: str) -> int:
    """Words in ``text``: runs between white space that hold a letter or figure, as word processors count them; each Chinese
    or Japanese character counts as one, because those scripts write no blanks. “don't”, “8 CFR 1292.1” and “-” are 1, 3 and 0."""
    return sum(_words_in(run) for run in text.split())


def _words_in(run: str) -> int:
    alone = sum(map(_stands_alone, run))
    rest = any(char.isalnum() and not _stands_alone(char) for char in run)
    return alone + rest


def _stands_alone(char: str) -> bool:
    """Han, hiragana and katakana: U+3040-30FF, U+3400-9FFF, U+F900-FAFF and the planes of rarer Han characters."""
    return char.isalnum() and ("\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000")


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse_longer(length: int, most: int, unit: str) -> None:
    if length > most:
        raise InvalidResponse(f"This answer is too long: it has {length:,} {unit}, and at most {most:,} fit. Shorten it and save again.")
