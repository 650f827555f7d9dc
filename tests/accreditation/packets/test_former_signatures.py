"""Signature fields of documents that are bound: they become pictures, other fields stay."""

import io

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject, TextStringObject

from accreditation.packets.former_signatures import take_signatures_off


def field(writer: PdfWriter, kind: str, name: str, *, parent: object = None, shown: bool = False) -> object:
    note = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget"), NameObject("/T"): TextStringObject(name),
        NameObject("/Rect"): ArrayObject([FloatObject(side) for side in (10, 10, 90, 30)]), NameObject("/V"): TextStringObject("kept"),
    })  # fmt: skip
    if parent is None:
        note[NameObject("/FT")] = NameObject(kind)
    else:
        note[NameObject("/Parent")] = parent
    if shown:
        note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(StreamObject())})
    return writer._add_object(note)


def test_shown_ones_become_pictures_hidden_ones_go_and_text_fields_stay() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    above = writer._add_object(DictionaryObject({NameObject("/FT"): NameObject("/Sig"), NameObject("/T"): TextStringObject("above")}))
    fields = [
        field(writer, "/Sig", "shown", shown=True), field(writer, "/Sig", "hidden"), field(writer, "/Sig", "below", parent=above, shown=True),
        field(writer, "/Tx", "words", shown=True),
    ]  # fmt: skip
    page[NameObject("/Annots")] = ArrayObject(fields)
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([*fields[:2], above, fields[3]]), NameObject("/SigFlags"): FloatObject(3)})
    writer._root_object[NameObject("/AcroForm")] = form

    take_signatures_off(writer)

    file = io.BytesIO()
    writer.write(file)
    reader = PdfReader(file)
    notes = [note.get_object() for note in reader.pages[0]["/Annots"]]
    assert [(note["/Subtype"], "/FT" in note or "/Parent" in note, "/AP" in note) for note in notes] == [
        ("/Stamp", False, True), ("/Stamp", False, True), ("/Widget", True, True),
    ]  # fmt: skip
    left = reader.trailer["/Root"]["/AcroForm"]
    assert ([one.get_object()["/T"] for one in left["/Fields"]], "/SigFlags" in left) == (["words"], False)


def test_a_file_without_a_form_stays_as_it_is() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)

    take_signatures_off(writer)

    assert "/Annots" not in writer.pages[0]
