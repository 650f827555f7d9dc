"""PDFs that act by themselves, fetch, carry something, or are two files at once."""

import zipfile
from collections.abc import Iterator

from tests.factories import uploads as make
from tests.lms.vault.inspection.hostile.case import Hostile

SCRIPT = "app.alert('CanaryScript')"
ACTION = f"<</S/JavaScript/JS({SCRIPT})>>"


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
        "behind a button": make.pdf(
            f"<</Type/Annot/Subtype/Widget/FT/Btn/T(b)/Rect[0 0 9 9]/A{ACTION}>>", page="/Annots[4 0 R]", catalog="/AcroForm<</Fields[4 0 R]>>"
        ),
        "formatting a field": make.pdf(
            f"<</Type/Annot/Subtype/Widget/FT/Tx/T(b)/Rect[0 0 9 9]/AA<</F{ACTION}>>>>", page="/Annots[4 0 R]", catalog="/AcroForm<</Fields[4 0 R]>>"
        ),
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
    yield Hostile("script in an object inside a string", "a.pdf", make.pdf(f"<</T({hidden})>>".replace("(CanaryScript)", "<4343>")), b"/JavaScript")
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
    yield Hostile(
        "PDF with a file on a page",
        "a.pdf",
        make.pdf(attached, f"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS{spec}>>", page="/Annots[5 0 R]"),
        b"CanaryFile",
    )
    yield Hostile("PDF with an associated file", "a.pdf", make.pdf(attached, spec, catalog="/AF[5 0 R]"), b"CanaryFile")
    yield Hostile(
        "PDF portfolio", "a.pdf", make.pdf(attached, spec, catalog="/Collection<</View/D>>/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>"), b"CanaryFile"
    )
    yield Hostile("PDF with an older form", "a.pdf", make.pdf(make.stream(b"<xdp>CanaryFile</xdp>"), catalog="/AcroForm<</Fields[]/XFA 4 0 R>>"), b"/XFA")
    yield Hostile("PDF with an older form in parts", "a.pdf", make.pdf(make.stream(b"<xdp/>"), catalog="/AcroForm<</Fields[]/XFA[(a)4 0 R]>>"), b"/XFA")
    yield Hostile(
        "PDF with rich media",
        "a.pdf",
        make.pdf("<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]/RichMediaContent<</T(CanaryFile)>>>>", page="/Annots[4 0 R]"),
        b"CanaryFile",
    )
    yield Hostile(
        "PDF with a film on a page",
        "a.pdf",
        make.pdf("<</Type/Annot/Subtype/Movie/Rect[0 0 9 9]/Movie<</F(CanaryFile)>>>>", page="/Annots[4 0 R]"),
        b"CanaryFile",
    )
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
