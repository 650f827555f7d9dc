"""From a lesson file's pieces to the lesson's blocks."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from curriculum.blocks.callout import KINDS
from curriculum.blocks.check import check_errors
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.media import document_of, image_of, recording_of
from curriculum.importers.folder.question_pictures import with_pictures_stored
from curriculum.importers.folder.reading import Directive, Document, read_yaml, split_body
from curriculum.importers.folder.structured import STRUCTURED, check_block, sentences_of, structured_block
from curriculum.models import Authority, GlossaryTerm
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.core.sanitize import sanitize_html

RawBlock = dict[str, Any]
CALLOUT_KINDS = {kind for kind, _ in KINDS}
ARGUMENTS = {
    "callout": {"title", "date"}, "authority": {"key"}, "term": {"slug"}, "image": {"file", "alt", "caption"}, "download": {"file", "title"},
    "video": {"file", "title", "captions", "caption", "seconds"}, "audio": {"file", "title", "captions", "caption", "seconds"},
}  # fmt: skip
CHECK_FIELDS = {"id", "type", "stem", "content", "explanation", "title", "points"}


class BlockBuilder:
    """Builds the raw stream of one lesson; ``authorities`` maps key to row."""

    def __init__(self, document: Document, authorities: dict[str, Authority], faults: Faults) -> None:
        self.document = document
        self.authorities = authorities
        self.faults = faults
        self.checks: set[str] = set()
        self.builders: dict[str, Callable[[Directive], RawBlock | None]] = {
            "markdown": self._markdown,
            "prose": self._prose,
            "callout": self._callout,
            "authority": self._authority,
            "check": self._check,
            "image": self._image,
            "download": self._download,
            "term": self._term,
            "video": self._recording,
            "audio": self._recording,
            **dict.fromkeys(STRUCTURED, self._structured),
        }

    def blocks(self) -> list[RawBlock]:
        """The lesson's blocks in order; faults are noted and their blocks left out."""
        built = [self.built(piece) for piece in split_body(self.document, self.faults)]
        return [block for block in built if block is not None]

    def built(self, piece: str | Directive) -> RawBlock | None:
        if isinstance(piece, str):
            return {"type": "markdown", "value": {"source": piece, "html": self._html(piece, None)}}
        builder = self.builders.get(piece.name)
        known = ARGUMENTS.get(piece.name, set())
        if odd := [*(name for name in piece.arguments if name not in known), *piece.words[1 if piece.name == "callout" else 0 :]]:
            self._fault(piece, f"“{odd[0]}” is no argument of {piece.name}.")
        if builder is None:
            self._fault(piece, f"there is no block called “{piece.name}”. Known: {', '.join(self.builders)}.")
            return None
        return builder(piece)

    def _markdown(self, piece: Directive) -> RawBlock | None:
        return {"type": "markdown", "value": {"source": piece.body, "html": self._html(piece.body, piece.line)}}

    def _prose(self, piece: Directive) -> RawBlock | None:
        """Rich text, as the editor keeps it."""
        return {"type": "prose", "value": sanitize_html(piece.body)}

    def _callout(self, piece: Directive) -> RawBlock | None:
        kind = piece.words[0] if piece.words else ""
        if kind not in CALLOUT_KINDS:
            self._fault(piece, f"a callout is one of: {', '.join(sorted(CALLOUT_KINDS))}.")
            return None
        when = piece.arguments.get("date")
        if when is not None and not _is_date(when):
            self._fault(piece, f"“{when}” is not a date such as 2026-11-20.")
            return None
        value = {"source": piece.body, "html": self._html(piece.body, piece.line), "kind": kind, "title": piece.arguments.get("title", ""), "date": when}
        return {"type": "callout", "value": value}

    def _authority(self, piece: Directive) -> RawBlock | None:
        key = piece.arguments.get("key", "")
        authority = self.authorities.get(key)
        if authority is None:
            self._fault(piece, f"the authority “{key}” is not defined in any authorities.yaml.")
            return None
        return {"type": "authority", "value": {"source": piece.body, "html": self._html(piece.body, piece.line), "authority": authority.pk}}

    def _check(self, piece: Directive) -> RawBlock | None:
        data = read_yaml(self.document.path, self.faults, piece.body, first_line=piece.line + 1)
        if not isinstance(data, dict) or not {"id", "type", "stem", "content"} <= set(data) <= CHECK_FIELDS:
            self._fault(piece, "a check needs id, type, stem and content, and may have explanation, title and points.")
            return None
        unread: list[str] = []
        content = with_pictures_stored(data["content"], self.document.path.parent, unread.append)
        for sentence in unread or check_errors(str(data["type"]), content):
            self._fault(piece, f"check “{data['id']}”: {sentence}")
        if data["id"] in self.checks:
            self._fault(piece, f"the check “{data['id']}” stands twice in this lesson.")
        self.checks.add(data["id"])
        stem, explanation = str(data["stem"]).strip(), str(data.get("explanation", "")).strip()
        shared = {
            "check_id": str(data["id"]), "stem": stem, "stem_html": self._html(stem, piece.line),
            "explanation": explanation, "explanation_html": self._html(explanation, piece.line),
        }  # fmt: skip
        return check_block(str(data["type"]), content, shared)

    def _image(self, piece: Directive) -> RawBlock | None:
        path = self._file(piece)
        if not piece.arguments.get("alt"):
            self._fault(piece, "an image needs alt, the words for people who do not see it.")
            return None
        if path is None:
            return None
        return {"type": "image", "value": {"image": image_of(path).pk, "alt": piece.arguments["alt"], "caption": piece.arguments.get("caption", "")}}

    def _download(self, piece: Directive) -> RawBlock | None:
        path = self._file(piece)
        if path is None:
            return None
        title = piece.arguments.get("title") or path.name
        return {"type": "download", "value": {"document": document_of(path, title).pk, "title": title}}

    def _term(self, piece: Directive) -> RawBlock | None:
        slug = piece.arguments.get("slug", "")
        term = GlossaryTerm.objects.filter(slug=slug).first()
        if term is None:
            self._fault(piece, f"the term “{slug}” is not in glossary.yaml.")
            return None
        return {"type": "term", "value": {"term": term.pk}}

    def _recording(self, piece: Directive) -> RawBlock | None:
        path = self._file(piece)
        captions = self._file(piece, "captions") if "captions" in piece.arguments else None
        if piece.name == "video" and not captions:
            self._fault(piece, "a video needs captions, a WebVTT file.")
        if not piece.body.strip():
            self._fault(piece, "a recording needs its transcript between the two lines of :::.")
        if path is None or self.faults.sentences:
            return None
        recording = recording_of(path, piece.name, piece.arguments.get("title") or path.stem, piece.body, captions, self._seconds(piece))
        return {"type": piece.name, "value": {"recording": recording.pk, "caption": piece.arguments.get("caption", "")}}

    def _seconds(self, piece: Directive) -> float | None:
        try:
            return float(piece.arguments["seconds"]) if "seconds" in piece.arguments else None
        except ValueError:
            self._fault(piece, "seconds must be a number.")
            return None

    def _structured(self, piece: Directive) -> RawBlock | None:
        """A block whose parts are written as YAML: what the block itself would accept on the screen."""
        data = read_yaml(self.document.path, self.faults, piece.body, first_line=piece.line + 1)
        try:
            return structured_block(piece.name, data)
        except ValidationError as wrong:
            self._fault(piece, f"this is not a right {piece.name}: {' '.join(sentences_of(wrong)) or 'its parts do not fit'}")
        except (TypeError, KeyError, AttributeError, ValueError) as wrong:
            self._fault(piece, f"this is not a right {piece.name}: {wrong}.")
        return None

    def _file(self, piece: Directive, argument: str = "file") -> Path | None:
        folder = self.document.path.parent.resolve()
        path = (folder / piece.arguments.get(argument, "")).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            self._fault(piece, f"the file “{piece.arguments.get(argument, '')}” is not in the module's folder.")
            return None
        return path

    def _html(self, source: str, line: int | None) -> str:
        try:
            return render_markdown(source)
        except Invalid as refused:
            self.faults.add(self.document.path, refused.sentence, line)
            return ""

    def _fault(self, piece: Directive, sentence: str) -> None:
        self.faults.add(self.document.path, sentence, piece.line)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
