"""Office documents that run, embed or fetch something."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.factories import uploads as make
from tests.lms.vault.inspection.hostile.case import Hostile


def word_documents() -> Iterator[Hostile]:
    field = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    for case, words in {
        "DDEAUTO": ['DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'],
        "DDE": ["DDE excel x"],
        "dde in small letters": [" dde excel x"],
        "DDE in pieces": ["DD", "", "EAU", "TO c:\\\\cmd"],
        "a text from elsewhere": ['INCLUDETEXT "http://h.example/x"'],
        "a picture from elsewhere": ['INCLUDEPICTURE "http://h.example/x"'],
        "a database": ["DATABASE \\d c:\\x"],
        "a link to a program": ["LINK Excel.Sheet c:\\x"],
        "a macro button": ["MACROBUTTON Run x"],
        "DDE by numbers": ["QUOTE 68 68 69 65 85 84 79"],
    }.items():
        pieces = "".join(f"<w:r><w:instrText>{escape(one)}</w:instrText></w:r>" for one in words)
        yield Hostile(f"Word with {case}", "a.docx", make.word(field.format(pieces)), b"", True)
    yield Hostile("Word with DDE in a simple field", "a.docx", make.word('<w:p><w:fldSimple w:instr="DDEAUTO x"/></w:p>'), b"", True)
    yield Hostile("Word with an object", "a.docx", make.word("<w:p><w:r><w:object/></w:r></w:p>"), b"", True)
    for kind, target in {
        "image": "http://h.example/x.png",
        "attachedTemplate": "http://h.example/x.dotm",
        "oleObject": "file:///c:/x",
        "frame": "http://h.example",
        "subDocument": "x.docx",
        "video": "https://h.example",
        "externalLinkPath": "file:///x",
    }.items():
        yield Hostile(f"Word that fetches ({kind})", "a.docx", make.word(relations=make.relation(kind, target, outside=True)), b"", True)
    for target in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "\\\\host\\share",
        "java\tscript:alert(1)".replace("\t", "&#9;"),
        "ms-word:ofe|u|http://h",
        "//host/x",
    ):
        yield Hostile(f"Word with a link to {target}", "a.docx", make.word(relations=make.relation("hyperlink", target, outside=True)), b"", True)
    yield Hostile("Word that fetches without saying so", "a.docx", make.word(relations=make.relation("image", "http://h.example/x.png")), b"", True)
    for part in (
        "word/vbaProject.bin",
        "word/VBAPROJECT.BIN",
        "word/vbaData.xml",
        "customUI/customUI.xml",
        "word/embeddings/oleObject1.bin",
        "word/activeX/activeX1.xml",
        "word/embeddings/sheet.xlsx",
        "word/afchunk.mht",
        "run.exe",
        "word/x.js",
        "word/media/x.html",
        "a.zip",
        "word/media/a.swf",
    ):
        yield Hostile(f"Word holding {part}", "a.docx", make.word(more={part: "x"}), b"", True)
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    yield Hostile("Word with macros under a false name", "a.docx", make.word(main=macros), b"", True)
    yield Hostile("Word with macros", "a.docm", make.word(main=macros), b"", True)
    yield Hostile("Word called a macro document", "a.docm", make.word(), b"", True)
    template = make.relation("attachedTemplate", "http://h.example/Canary.dotm", outside=True)
    settings = {
        "word/_rels/settings.xml.rels": f"<Relationships>{template}</Relationships>",
        "word/settings.xml": f'<w:settings {make.W}><w:attachedTemplate r:id="rId9"/></w:settings>',
    }
    yield Hostile("Word with a template from elsewhere", "a.docx", make.word(more=settings), b"attachedTemplate")


def xml_in_documents() -> Iterator[Hostile]:
    billion = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    heads = {
        "XXE of a file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "XXE of a page": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>',
        "parameter entity": '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>',
        "billion laughs": f'<!DOCTYPE a [<!ENTITY a0 "ha">{billion}]>',
        "quadratic entity": f'<!DOCTYPE a [<!ENTITY a "{"x" * 50_000}">]>',
        "external DTD": '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd">',
        "empty document type": "<!DOCTYPE a>",
    }
    for case, head in heads.items():
        yield Hostile(f"Word with {case}", "a.docx", make.word(more={"word/document.xml": f"{head}<w:document {make.W}>&a9;</w:document>"}), b"", True)
        yield Hostile(f"ODT with {case}", "a.odt", make.odt(more={"content.xml": f"{head}<a/>"}), b"", True)
    yield Hostile("Word nested without end", "a.docx", make.word("<w:p>" * 50_000), b"", True)
    yield Hostile("Word that breaks off", "a.docx", make.word("<w:p>"), b"", True)
    yield Hostile("Word in an unknown encoding", "a.docx", make.word(more={"word/document.xml": '<?xml version="1.0" encoding="utf-7"?><a/>'}), b"", True)
