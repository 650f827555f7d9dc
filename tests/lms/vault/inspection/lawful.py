"""Fifty lawful uploads, as students and coordinators have them, made by the programs that make them."""

import io
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

import openpyxl
import pillow_heif
import typst
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests.factories import uploads as make

LINKED = '#link("https://www.justice.gov/eoir")[the EOIR] and #link("mailto:ana@example.org")[Ana]'


class Lawful(NamedTuple):
    """``as_it_is``: nothing need be changed, so nothing may be."""

    case: str
    name: str
    data: bytes
    as_it_is: bool = True


def _typst(text: str) -> bytes:
    return bytes(typst.compile(text.encode()))


def _rewritten(data: bytes, packed: bool = True) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(data))), io.BytesIO()
    if packed:
        for page in writer.pages:
            page.compress_content_streams()
    writer.write(out)
    return out.getvalue()


def _scan(pages: int = 1, mode: str = "L") -> bytes:
    out = io.BytesIO()
    sheets = [Image.effect_noise((170, 220), 40).convert(mode) for _ in range(pages)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def documents() -> Iterator[Lawful]:
    form = "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Ana)/Rect[0 0 99 20]>>"
    signature = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 10 20 30]/Contents<308006092A>>>"
    signed = make.pdf(
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 0 0]/V 5 0 R>>", signature, page="/Annots[4 0 R]", catalog="/AcroForm<</Fields[4 0 R]/SigFlags 3>>"
    )
    link = "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI({})>>>>"
    yield Lawful("resume by Typst", "Resume.pdf", _typst("= Ana Reyes\nHTML/JavaScript, /Launch (beginner)"))
    yield Lawful("letter with links", "letter.pdf", _typst(LINKED))
    yield Lawful("resume rewritten", "Resume 2.pdf", _rewritten(_typst("= Ana")))
    yield Lawful("resume unpacked", "r.pdf", _rewritten(_typst("= Ana"), packed=False))
    yield Lawful("one page", "a.pdf", make.pdf())
    yield Lawful(
        "words of a script in a text",
        "a.pdf",
        make.pdf(
            make.stream(b"BT (HTML /JavaScript /JS /Launch) Tj ET"), "<</Title(HTML /JavaScript /Launch)>>", page="/Contents 4 0 R", trailer="/Info 5 0 R"
        ),
    )
    yield Lawful("a form", "EOIR-31.pdf", make.pdf(form, page="/Annots[4 0 R]", catalog="/AcroForm<</Fields[4 0 R]>>"))
    yield Lawful("opens at its first page", "a.pdf", make.pdf(catalog="/OpenAction[3 0 R/Fit]"))
    yield Lawful("opens at a place by reference", "a.pdf", make.pdf("<</S/GoTo/D[3 0 R/Fit]>>", catalog="/OpenAction 4 0 R"))
    yield Lawful("signed", "signed.pdf", signed)
    yield Lawful("signed afterwards", "signed2.pdf", make.updated(signed, "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]>>"))
    yield Lawful("changed afterwards", "a.pdf", make.updated(make.pdf(), "<</Note(x)>>"))
    yield Lawful("a link to a page", "a.pdf", make.pdf(link.format("https://www.justice.gov/eoir/page/file/download?a=1"), page="/Annots[4 0 R]"))
    yield Lawful("a link without a scheme", "a.pdf", make.pdf(link.format("www.justice.gov"), page="/Annots[4 0 R]"))
    yield Lawful("a link to a telephone", "a.pdf", make.pdf(link.format("tel:+16175550142"), page="/Annots[4 0 R]"))
    yield Lawful("objects in a stream", "a.pdf", make.pdf(make.object_stream("<</Type/Font>>", "[1 2]", "7", "(text \\(x\\))")))
    yield Lawful("attributes with texts", "a.pdf", make.pdf("<</T(a \\( b ( c ) \\\\)/U<48 65>/V(%no remark)>>"))
    yield Lawful("blank after its end", "a.pdf", make.pdf() + b"\r\n\0\0\n")
    yield Lawful("old header", "a.pdf", make.pdf(header=b"%PDF-1.3\n%\xe2\xe3\xcf\xd3\n"))
    yield Lawful("scan in gray", "scan.pdf", _scan())
    yield Lawful("scan of three pages", "scan 3.pdf", _scan(3))
    yield Lawful("scan in color", "scan color.PDF", _scan(1, "RGB"))
    yield Lawful(
        "a form that formats itself",
        "f.pdf",
        make.pdf(form.replace("/Rect", "/AA<</F<</S/JavaScript/JS(AFDate_Format\\(1\\))>>>>/Rect"), page="/Annots[4 0 R]"),
        as_it_is=False,
    )
    yield Lawful("without an ending", "Resume", make.pdf())
    yield Lawful("with a dot in its name", "Resume A. Reyes", make.pdf())


def photos() -> Iterator[Lawful]:
    yield Lawful("JPEG", "card.jpg", make.photo())
    yield Lawful("JPEG in gray", "card.jpeg", make.photo(mode="L"))
    yield Lawful("JPEG for print", "card.JPG", make.photo(mode="CMYK"))
    yield Lawful("progressive JPEG", "card.jpg", make.photo(progressive=True, size=(300, 200)))
    yield Lawful("JPEG of a phone", "IMG_0042.JPG", make.photo(exif=make.exif(up=6)), as_it_is=False)
    yield Lawful("JPEG of a phone, upright", "IMG_0043.JPG", make.photo(exif=make.exif()), as_it_is=False)
    yield Lawful("JPEG with restarts", "card.jpg", make.photo(restart_marker_blocks=1))
    yield Lawful("PNG", "shot.png", make.photo("PNG"))
    yield Lawful("PNG in gray", "shot.png", make.photo("PNG", mode="L"))
    yield Lawful("PNG of few colors", "shot.png", make.photo("PNG", mode="P"))
    yield Lawful("PNG in black and white", "shot.png", make.photo("PNG", mode="1"))
    yield Lawful("PNG that is see-through", "shot.png", make.photo("PNG", mode="RGBA"))
    yield Lawful("WebP", "shot.webp", make.photo("WEBP"))
    yield Lawful("WebP without loss", "shot.webp", make.photo("WEBP", lossless=True))
    yield Lawful("WebP that is see-through", "shot.webp", make.photo("WEBP", mode="RGBA"))
    pillow_heif.register_heif_opener()
    yield Lawful("HEIC of a phone", "IMG_0044.HEIC", make.photo("HEIF", exif=make.exif()), as_it_is=False)
    yield Lawful("HEIC", "IMG_0045.heic", make.photo("HEIF"))


def office() -> Iterator[Lawful]:
    sheet, out = openpyxl.Workbook(), io.BytesIO()
    sheet.active.append(["Name", "Minutes", "=SUM(B2:B9)", '=IF(A1="x",1,2)'])  # type: ignore[union-attr]
    sheet.active["A3"].hyperlink = "https://www.justice.gov/eoir"  # type: ignore[index]
    sheet.save(out)
    outside = make.relation("hyperlink", "https://www.justice.gov/eoir/database/dde", outside=True)
    fields = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    own = make.relation("attachedTemplate", "file:///C:\\Users\\ana\\Firm.dotm", outside=True)
    template = {
        "word/_rels/settings.xml.rels": f"<Relationships>{own}</Relationships>",
        "word/settings.xml": f'<w:settings {make.W}><w:attachedTemplate r:id="rId9"/></w:settings>',
    }
    yield Lawful("Word", "letter.docx", make.word())
    yield Lawful("Word with a picture", "letter.docx", make.word(more={"word/media/image1.png": make.photo("PNG")}))
    yield Lawful("Word with a link", "letter.docx", make.word(relations=outside))
    yield Lawful(
        "Word with fields",
        "letter.docx",
        make.word(fields.format("PAGE") + fields.format('HYPERLINK "https://h.example/dde database"') + fields.format("MACROBUTTON NoMacro [Name]")),
    )
    yield Lawful("Word of a firm’s template", "letter.docx", make.word(more=template), as_it_is=False)
    yield Lawful("Word, parts not packed", "letter.docx", make.archive(make.word_parts(), zipfile.ZIP_STORED))
    yield Lawful("Word with long text", "paper.docx", make.word("<w:p><w:r><w:t>Asylum law</w:t></w:r></w:p>" * 5_000))
    yield Lawful("Excel", "hours.xlsx", out.getvalue())
    yield Lawful("OpenDocument", "letter.odt", make.odt())
    yield Lawful(
        "OpenDocument with a link",
        "letter.odt",
        make.odt('<text:p><text:a xlink:href="https://www.justice.gov">x</text:a></text:p>', more={"Pictures/a.png": make.photo("PNG")}),
    )


def texts() -> Iterator[Lawful]:
    yield Lawful("text", "note.txt", b"Call with the client\r\n\ttwo hours\f\n")
    yield Lawful("text with a mark", "note.txt", "\ufeffSeñora Núñez".encode())
    yield Lawful("text in UTF-16", "note.txt", "Señora Núñez".encode("utf-16"), as_it_is=False)
    yield Lawful("text in Chinese", "笔记.txt", "庇护申请".encode())
    yield Lawful("text about a web page", "note.txt", b"The tag <script> was in it.")
    yield Lawful("text without an ending", "README", b"Read me.")
    yield Lawful("table", "hours.csv", b"name,minutes\nAna,-30\n=1+1,5\n")
    yield Lawful("table in UTF-16", "hours.csv", "name\tminutes\n".encode("utf-16"), as_it_is=False)


FAMILIES = (documents, photos, office, texts)
