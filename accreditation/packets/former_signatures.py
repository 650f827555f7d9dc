"""Digital signatures of documents that are bound: in a new file they prove nothing, and a reader would call the whole packet broken.

What they look like stays on the page. The document with its signature lies behind its tab as a file of its own.
"""

from typing import cast

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject

_KEPT = ("/Rect", "/P", "/F", "/AP", "/AS", "/StructParent")


def take_signatures_off(writer: PdfWriter) -> None:
    """Make every signature field on the writer's pages a plain picture of itself; one that shows nothing goes."""
    form = writer._root_object.get("/AcroForm")
    if form is None:
        return
    _without_fields(cast("DictionaryObject", form.get_object()))
    for page in writer.pages:
        notes = page.get("/Annots")
        if notes is None:
            continue
        kept = [note for note in cast("ArrayObject", notes.get_object()) if not _is_signature(note) or _is_picture(_flat(note))]
        page[NameObject("/Annots")] = ArrayObject(kept)


def _without_fields(form: DictionaryObject) -> None:
    form.pop("/SigFlags", None)
    fields = form.get("/Fields")
    if fields is not None:
        form[NameObject("/Fields")] = ArrayObject(field for field in cast("ArrayObject", fields.get_object()) if not _is_signature(field))


def _is_signature(field: PdfObject) -> bool:
    """Whether a field or its widget is one of a signature; the kind may stand above it."""
    found: PdfObject | None = field
    for _ in range(20):
        if found is None:
            return False
        one = cast("DictionaryObject", found.get_object())
        if "/FT" in one:
            return one["/FT"] == "/Sig"
        found = one.get("/Parent")
    return False


def _flat(note: PdfObject) -> DictionaryObject:
    one = cast("DictionaryObject", note.get_object())
    for key in [key for key in one if key not in _KEPT]:
        del one[key]
    one[NameObject("/Type")], one[NameObject("/Subtype")] = NameObject("/Annot"), NameObject("/Stamp")
    return one


def _is_picture(note: DictionaryObject) -> bool:
    return "/AP" in note
