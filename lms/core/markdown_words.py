"""Words put into Markdown so that they read the same once they are rendered."""

import re

_SPECIAL = re.compile(r"[\\`*_]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\[(?=\^|[^\[\]]*\]\s?[\[(:])|!(?=\[)|\{(?=:)")
_LINE_START = re.compile(r"^(#|[-+](?=\s|$)|>|[=-]{2,}(?=\s*$)|:{3,})|^(\d+)([.)])(?=\s)")
_BREAK = "  \n"


def escaped(text: str) -> str:
    """``text`` in which Markdown finds nothing to do, white space made single."""
    return _SPECIAL.sub(lambda match: {"<": "&lt;", "&": "&amp;"}.get(match[0], f"\\{match[0]}"), re.sub(r"\s+", " ", text))


def guarded(line: str) -> str:
    """``line`` where its first characters would start a heading, a list or a quotation by chance."""
    return _LINE_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", line)


def written_plainly(text: str) -> str:
    """Plain ``text`` of any number of lines as Markdown that shows the same; empty lines part paragraphs."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.strip())
    return "\n\n".join(_BREAK.join(guarded(escaped(line).strip()) for line in one.split("\n") if line.strip()) for one in paragraphs)


def around(text: str, before: str, after: str) -> str:
    """``text`` between two marks, its outer spaces outside of them; a line break ends one mark and begins another."""
    return "\n".join(_around(part, before, after) for part in text.split("\n"))


def _around(text: str, before: str, after: str) -> str:
    core = text.strip()
    if not core:
        return text
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{before}{core}{after}{text[start + len(core) :]}"
