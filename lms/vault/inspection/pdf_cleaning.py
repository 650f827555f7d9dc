"""Taking what is active out of a PDF. Run as a program, so that a document that is hard to read can spend only its own process.

python pdf_cleaning.py < document.pdf > harmless.pdf        exit 0; anything else means that nothing was made
"""

import resource
import sys
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject, TextStringObject

SECONDS = 8
MEMORY = 1_000_000_000  # bytes of address space, most of it Python's own
_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute", "/Sound", "/Movie",
    "/GoTo3DView", "/Thread",
}  # fmt: skip
_KEYS = (
    "/AA",
    "/JavaScript",
    "/JS",
    "/EmbeddedFiles",
    "/XFA",
    "/AF",
    "/EF",
    "/RichMediaContent",
    "/RichMediaSettings",
    "/Collection",
    "/3DD",
    "/Movie",
    "/Sound",
    "/FFilter",
)
_MARKS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
_HARMLESS = ("http:", "https:", "mailto:", "tel:")
_MOST_OBJECTS = 300_000


def cleaned(data: bytes) -> bytes:
    """``data`` without scripts, active actions, attachments and media. Raises what pypdf raises for a document it cannot read."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data), strict=False))
    objects = list(writer._objects)  # pypdf has no public way to see every object
    if len(objects) > _MOST_OBJECTS:
        raise ValueError("too many objects")
    for one in objects:
        _clean(one)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _clean(value: Any) -> None:
    """Clean ``value`` and what it holds directly; what it points to has its own turn."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            _clean_dictionary(one)
            waiting.extend(dict.values(one))
        elif isinstance(one, ArrayObject):
            one[:] = [item for item in one if not _is_active(item)]
            waiting.extend(list.__iter__(one))


def _clean_dictionary(one: DictionaryObject) -> None:
    if _is_active(one) or (isinstance(one, StreamObject) and dict.get(one, "/Type") == "/EmbeddedFile"):
        _empty(one)
        return
    for key in [key for key, value in dict.items(one) if key in _KEYS or (key != "/Parent" and _is_active(value))]:
        _empty_streams(dict.__getitem__(one, key))
        del one[key]
    if "/OpenAction" in one and not isinstance(dict.get(one, "/OpenAction"), ArrayObject):
        del one["/OpenAction"]
    if isinstance(dict.get(one, "/URI"), IndirectObject):  # said in place, so that it can be judged
        one[NameObject("/URI")] = TextStringObject(str(one["/URI"]))


def _empty(one: DictionaryObject) -> None:
    for key in {"/JS", "/EF"} & set(one):
        _empty_streams(dict.__getitem__(one, key))
    one.clear()
    if isinstance(one, StreamObject):
        one._data = b""  # pypdf sets it only where it knows the packing


def _empty_streams(value: Any, deep: int = 2) -> None:
    """Empty the streams that ``value`` points to: a script or an attachment is a stream that nothing else uses."""
    if isinstance(value, IndirectObject):
        value = value.get_object()
    if isinstance(value, StreamObject):
        _empty(value)
    elif deep and isinstance(value, (ArrayObject, DictionaryObject)):
        for one in list.__iter__(value) if isinstance(value, ArrayObject) else dict.values(value):
            if isinstance(one, IndirectObject) and isinstance(one.get_object(), StreamObject):
                _empty_streams(one, deep - 1)


def _is_active(value: Any) -> bool:
    """Whether ``value`` is, or points to, an action that does something, or a mark on a page that plays or attaches."""
    if isinstance(value, IndirectObject):
        value = value.get_object()
    if not isinstance(value, DictionaryObject):
        return False
    if value.get("/S") == "/URI":
        address = str(value.get("/URI", "")).strip().lower()
        return not address.startswith(_HARMLESS) and (":" in address or address.startswith(("\\", "//")))
    return value.get("/S") in _ACTIONS or value.get("/Subtype") in _MARKS or "/FFilter" in value


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(cleaned(sys.stdin.buffer.read()))
