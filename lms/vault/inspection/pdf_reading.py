"""Every name in a PDF, wherever a reader could find it: a lexer that trusts no table of contents, no length and no order.

A PDF is read here as a row of tokens, not as the graph its cross-reference table draws, because readers disagree about damaged tables and
an attacker chooses the reader. So these are looked through: everything outside streams and strings; what compressed object streams hold;
and any string, comment or stream in which an object begins, for a table may point there. The work grows with the size alone.

    5 0 obj <</S /J#61vaScript /JS (app.alert\\(1\\))>> endobj    gives the names S, JavaScript, JS
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lms.vault.inspection.base import Refused
from lms.vault.inspection.links import is_harmless

BROKEN = "This PDF is damaged or cut off, so it was not kept. Open it, save or print it as a new PDF and try again."
UNUSUAL = "This PDF is packed in a way no common program uses, so it was not kept. Print it as a new PDF and try again."
TOO_LARGE = "This PDF unpacks to far more than any document needs, so it was not opened. Print it as a new PDF and try again."
MOST_UNPACKED = 60_000_000  # bytes of all object streams together
MOST_TOKENS = 1_500_000  # some two seconds; a book of 1 000 pages has a tenth of it
_TOKEN = re.compile(
    rb"(?P<comment>%[^\r\n]*)|(?P<text>\()|(?P<hex><[0-9A-Fa-f\s]*>)|/(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*)|(?P<stream>\bstream[ \t]*(\r?\n|\r))"
    rb"|(?P<end>\bendobj\b)|(?P<bracket>\[)|(?P<close>>>)|(?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+)"
)
_PARENTHESIS = re.compile(rb"[()]|\\.", re.DOTALL)
_OBJECT = re.compile(rb"[\x00\s\d]obj(?=[\x00\s<\[(/%\d+-])")  # short on purpose: a reader may pass over blanks and remarks before it
_UNESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


@dataclass
class Seen:
    """What was met: names, what followed `/OpenAction`, addresses of links, and how much was unpacked and read."""

    names: set[bytes] = field(default_factory=set)
    opens: bool = False  # something other than a place on a page stands after `/OpenAction`
    bad_link: bool = False
    unpacked: int = 0
    tokens: int = 0


def names_in(data: bytes) -> Seen:
    """Everything met in ``data``. Raises ``Refused`` for what is damaged or packed beyond the limits."""
    seen, waiting = Seen(), [data]
    while waiting:
        waiting.extend(_read(waiting.pop(), seen))
    return seen


def name_of(raw: bytes) -> bytes:
    """A name with its escapes resolved: `J#61vaScript` is JavaScript."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), raw) if b"#" in raw else raw


def _read(data: bytes, seen: Seen) -> Iterator[bytes]:
    """Note the names outside streams and strings; gives what must be looked through as well."""
    place, last, names = 0, b"", set[bytes]()
    while token := _TOKEN.search(data, place):
        _count(seen)
        place, kind, said = token.end(), token.lastgroup, token[0]
        if kind == "text":
            place = _end_of_text(data, place, seen)
            said = data[token.start() : place]
        elif kind == "stream":
            place = _end_of_stream(data, place)
            said = data[token.end() : place]
            yield from _within_stream(said, names, seen)
        if kind in ("text", "comment", "stream") and _OBJECT.search(said):
            yield said[1:]
        if kind == "end" or said == b"obj":
            names = set()
        _note(last, kind or "", said, seen)
        last = name_of(token["name"]) if kind == "name" else b""
        if kind == "name":
            names.add(last)
            seen.names.add(last)


def _note(last: bytes, kind: str, said: bytes, seen: Seen) -> None:
    """Judge what stands after `/OpenAction` and `/URI`."""
    if last == b"OpenAction" and kind != "bracket":
        seen.opens = True
    if last == b"URI" and kind in ("text", "hex", "word") and not _is_harmless(kind, said):
        seen.bad_link = True


def _is_harmless(kind: str, said: bytes) -> bool:
    if kind == "word":  # the number of an object that holds the address
        return False
    if kind == "hex":
        digits = re.sub(rb"\s", b"", said[1:-1])
        return is_harmless(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()).decode("latin-1"))
    return is_harmless(_UNESCAPED.sub(_unescaped, said[1:-1]).decode("latin-1"))


def _unescaped(found: re.Match[bytes]) -> bytes:
    """What an escape in a string stands for: octal digits, a line end that counts for nothing, or the character itself."""
    said = found[1]
    return bytes([int(said, 8) & 255]) if said.isdigit() and said < b"8" else b"" if said in b"\r\nnrtbf" else said


def _end_of_text(data: bytes, place: int, seen: Seen) -> int:
    """Where a string ends. Its parentheses count as tokens, for strings within strings are looked through again and again."""
    depth = 1
    for found in _PARENTHESIS.finditer(data, place):
        _count(seen)
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    raise Refused(BROKEN)


def _count(seen: Seen) -> None:
    seen.tokens += 1
    if seen.tokens > MOST_TOKENS:
        raise Refused(TOO_LARGE)


def _end_of_stream(data: bytes, place: int) -> int:
    end = data.find(b"endstream", place)
    if end < 0:
        raise Refused(BROKEN)
    return end


def _within_stream(content: bytes, names: set[bytes], seen: Seen) -> Iterator[bytes]:
    """What an object stream holds. Only the packing that every program uses is read; another one might hide something."""
    if b"ObjStm" not in names and not {b"N", b"First"} <= names:
        return
    if names & {b"LZWDecode", b"ASCIIHexDecode", b"ASCII85Decode", b"RunLengthDecode", b"Crypt", b"AHx", b"A85", b"LZW", b"RL", b"Predictor", b"FFilter"}:
        raise Refused(UNUSUAL)
    if not names & {b"FlateDecode", b"Fl"}:
        yield content
        return
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(content, MOST_UNPACKED - seen.unpacked + 1)
    except zlib.error:
        raise Refused(BROKEN) from None
    seen.unpacked += len(unpacked)
    if seen.unpacked > MOST_UNPACKED:
        raise Refused(TOO_LARGE)
    yield unpacked
