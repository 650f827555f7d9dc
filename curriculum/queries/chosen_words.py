"""The words that a block does not hold itself but has chosen: a definition, an authority, what a recording says, a picture, a file."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ChooserBlock, ListBlock
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage

from curriculum.models import Authority, GlossaryTerm, Recording
from lms.core.canonical import sha256_hex


def words_behind(block: Block, value: Any) -> Iterator[list[str]]:
    """For everything that ``value`` of ``block`` chooses, at any depth and in order, what a reader reads, sees or takes along of it."""
    if isinstance(block, ChooserBlock):
        if value is not None:
            yield _words_of(value)
    elif isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from words_behind(child, value.get(name))
    elif isinstance(block, ListBlock | BaseStreamBlock):
        for child in value.bound_blocks if isinstance(block, ListBlock) else value:
            yield from words_behind(child.block, child.value)


def _words_of(chosen: Any) -> list[str]:
    words = next((words for kind, words in WORDS.items() if isinstance(chosen, kind)), None)
    if words is None:
        raise TypeError(f"Say in chosen_words.py what a reader reads of a {type(chosen).__name__}.")
    return words(chosen)


def _captions(recording: Recording) -> str:
    """Fingerprint of the captions; none for a sound recording, or where the file is gone from the storage."""
    file = recording.captions
    if not file or not file.name or not file.storage.exists(file.name):
        return ""
    with file.storage.open(file.name) as opened:
        return sha256_hex(opened.read())


WORDS: dict[type, Callable[[Any], list[str]]] = {
    GlossaryTerm: lambda term: [term.slug, term.term, term.definition],
    Authority: lambda authority: [authority.key, authority.citation, authority.title],
    Recording: lambda recording: [recording.title, recording.transcript, _captions(recording)],
    AbstractImage: lambda image: [_file_hash(image)],
    AbstractDocument: lambda document: [_file_hash(document)],
}


def _file_hash(file: Any) -> str:
    """Wagtail's own fingerprint of the file; it is made when the file is put in, and here for one that came without."""
    if not file.file_hash and not file.file.storage.exists(file.file.name):
        return ""
    return str(file.get_file_hash())
