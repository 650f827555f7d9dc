"""Text files of unknown origin as lines: the encoding found, line ends made one, nothing longer than a question can be."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from lms.core.errors import Invalid

LONGEST = 1_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 1 << 16


def encoding_of(source: BinaryIO) -> str:
    """What ``source`` is written in: what its mark says, UTF-8 where all of it is, else Windows' Western letters. Reads once, a block at a time."""
    source.seek(0)
    beginning = source.read(4)
    marked = next((name for mark, name in _MARKS if beginning.startswith(mark)), "")
    source.seek(0)
    return marked or ("utf-8" if _is_utf8(source) else "cp1252")


def _is_utf8(source: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := source.read(_LOOKED_AT):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        source.seek(0)
    return True


def text_lines(source: BinaryIO) -> Iterator[str]:
    """The lines without their ends. Raises ``Invalid`` for a file that is no text, or whose lines are longer than any question."""
    name = encoding_of(source)
    source.seek(0)
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    rest = ""
    while block := source.read(_LOOKED_AT):
        yield from (lines := _complete(rest + decoder.decode(block)))[:-1]
        rest = lines[-1]
        if len(rest) > LONGEST:
            raise Invalid("This file has a line of more than a million characters; it is not a file of questions.", code="too_long")
    yield from _complete(rest + decoder.decode(b"", final=True) + "\n")[:-1]


def _complete(text: str) -> list[str]:
    """``text`` cut at its line ends; the last piece is not known to be complete."""
    held = text[-1:] == "\r"  # its second half may come with the next block
    lines = (text[:-1] if held else text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if held:
        lines[-1] += "\r"
    if any("\0" in line for line in lines):
        raise Invalid("This is not a text file: it holds characters that no text has.", code="not_text")
    return lines
