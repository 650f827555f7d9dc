"""The questions of a GIFT file as blocks of lines: parted by empty lines, with the category they stand under and what comments say of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_SPECIAL = "\\:#={}~n"
_HIDDEN = {f"\\{char}": chr(0xFDD0 + place) for place, char in enumerate(_SPECIAL)}  # noncharacters: no text holds them
_SHOWN = {chr(0xFDD0 + place): "\n" if char == "n" else char for place, char in enumerate(_SPECIAL)}
_ESCAPE = re.compile(r"\\[\\:#={}~n]")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")
_ID, _TAGS = re.compile(r"\[id:((?:[^\]\\]|\\.)+)\]"), re.compile(r"\[tags?:((?:[^\]\\]|\\.)+)\]")
_GOES_ON = ("=", "~", "}", "#")
LONGEST = 400_000


@dataclass
class Block:
    """``text`` has its escapes hidden (``hidden``), so that every sign left in it means what GIFT means by it."""

    category: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def hidden(text: str) -> str:
    return _ESCAPE.sub(lambda found: _HIDDEN[found[0]], _NONCHARACTERS.sub("\ufffd", text))


def shown(text: str) -> str:
    """``text`` with its escapes as the characters they stand for."""
    return _NONCHARACTERS.sub(lambda found: _SHOWN.get(found[0], found[0]), text)


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """An empty line ends a question, as Moodle has it; inside of braces it does not where the next line goes on with an answer."""
    block, category, waits = Block(), "", False
    for raw in lines:
        line = raw.strip()
        if not line:
            waits = bool(block.lines)
            continue
        if waits and not (line.startswith(_GOES_ON) and _is_open(block.text)):
            yield block
            block = Block(category)
        waits = False
        if line.startswith("//"):
            _read_comment(block, line)
        elif line.startswith("$CATEGORY:"):
            if block.lines:
                yield block
            category = line.removeprefix("$CATEGORY:").strip()
            block = Block(category)
        else:
            _add(block, line, category)
    if block.lines:
        yield block


def _add(block: Block, line: str, category: str) -> None:
    block.category = category
    if sum(map(len, block.lines)) < LONGEST:  # what is longer is refused for its length
        block.lines.append(hidden(line))


def _is_open(text: str) -> bool:
    return text.count("{") > text.count("}")


def _read_comment(block: Block, line: str) -> None:
    if found := _ID.search(line):
        block.id = re.sub(r"\\(.)", r"\1", found[1]).strip()
    for one in _TAGS.finditer(line):
        block.tags += tuple(re.sub(r"\\(.)", r"\1", tag).strip() for tag in one[1].split(",") if tag.strip())
