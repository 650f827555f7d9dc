"""A lesson's blocks as text: what ``building`` reads back as the same blocks."""

import re
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from curriculum.importers.folder.question_pictures import with_pictures_placed
from curriculum.importers.folder.reading import COLONS, OPENING, escaped, fenced, normal
from curriculum.importers.folder.structured import STRUCTURED, check_facts, written_block
from curriculum.importers.folder.written import as_yaml
from curriculum.models import Authority, GlossaryTerm, Recording
from lms.core.canonical import sha256_hex

RawBlock = dict[str, Any]
PlaceFile = Callable[[Any, str], str]
LONGEST_NAME = 60  # a stored name is cut at 100 characters, its mark included


def write_body(blocks: list[RawBlock], place: PlaceFile) -> str:
    """The blocks in order. ``place(file, folder)`` puts a file below the module's folder and returns its name there."""
    parts: list[str] = []
    after_text = False
    for block in blocks:
        source = normal(block["value"]["source"]) if block["type"] == "markdown" else ""
        is_plain = block["type"] == "markdown" and not after_text and _reads_as_text(source)
        parts.append(source if is_plain else _written(block, place))
        after_text = is_plain
    return "\n\n".join(parts)


def meaning(block: RawBlock) -> tuple[str, Any]:
    """What a block says, for comparing two: its text with each file known by its content, and its HTML."""
    value = block["value"]
    html = [value.get(name) for name in ("html", "stem_html", "explanation_html")] if isinstance(value, dict) else []
    return _written(block, lambda file, _folder: sha256_hex(content_of(file))), html


def content_of(file: Any) -> bytes:
    with file.open("rb") as opened:
        return bytes(opened.read())


def _reads_as_text(source: str) -> bool:
    return bool(source.strip()) and not any(OPENING.match(line) or COLONS.match(line) for line in source.split("\n"))


def _written(block: RawBlock, place: PlaceFile) -> str:
    kind, value = block["type"], block["value"]
    if kind == "prose":
        return fenced("prose", normal(str(value)))
    if kind == "markdown":
        return fenced("markdown", normal(value["source"]))
    if kind == "callout":
        return fenced(f"callout {value['kind']}{_arguments(title=value.get('title'), date=value.get('date'))}", normal(value["source"]))
    if kind == "authority":
        return fenced(f"authority{_arguments(key=Authority.objects.get(pk=value['authority']).key)}", normal(value["source"]))
    if kind == "term":
        return fenced(f"term{_arguments(slug=GlossaryTerm.objects.get(pk=value['term']).slug)}", "").replace("\n\n", "\n")
    if kind in ("image", "download", "video", "audio"):
        return _media(kind, value, place)
    facts = written_block(kind, value) if kind in STRUCTURED else check_facts(kind, value)
    facts = with_pictures_placed(facts, place)
    return fenced(kind if kind in STRUCTURED else "check", as_yaml(facts).rstrip("\n"))


def _media(kind: str, value: dict[str, Any], place: PlaceFile) -> str:
    if kind == "image":
        name = place(get_image_model().objects.get(pk=value["image"]).file, "images")
        return f'::: image{_arguments(file=name)} alt="{escaped(value["alt"] or "")}" caption="{escaped(value["caption"] or "")}"\n:::'
    if kind == "download":
        name = place(get_document_model().objects.get(pk=value["document"]).file, "files")
        return f"::: download{_arguments(file=name, title=value['title'])}\n:::"
    recording = Recording.objects.get(pk=value["recording"])
    captions = place(recording.captions, "recordings") if recording.captions else None
    name = place(recording.file, "recordings")
    said = _arguments(file=name, title=recording.title, captions=captions, caption=value["caption"], seconds=_seconds(recording.duration))
    return fenced(f"{kind}{said}", normal(recording.transcript))


def _seconds(duration: float | None) -> str:
    return f"{duration:g}" if duration else ""


def _arguments(**values: Any) -> str:
    return "".join(f' {name}="{escaped(str(value))}"' for name, value in values.items() if value not in (None, ""))


def copied_into(folder: Path, file: Any, below: str) -> str:
    """Write the file below the module's folder and return its name there; the mark of its content that loading put before it is left out.

    Another file of the same name gets a number.
    """
    bare = Path(re.sub(r"^[0-9a-f]{16}-", "", Path(file.name).name))
    name = bare.with_name(f"{bare.stem[:LONGEST_NAME]}{bare.suffix}")
    (folder / below).mkdir(exist_ok=True)
    data = content_of(file)
    names = (name.name if number == 1 else f"{name.stem}-{number}{name.suffix}" for number in count(1))
    free = next(one for one in names if not (folder / below / one).exists() or (folder / below / one).read_bytes() == data)
    (folder / below / free).write_bytes(data)
    return f"{below}/{free}"
