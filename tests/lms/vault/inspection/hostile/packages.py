"""Archives that call themselves documents, and documents of LibreOffice and Excel."""

import zipfile
from collections.abc import Iterator

from tests.factories import uploads as make
from tests.lms.vault.inspection.hostile.case import Hostile

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def packages() -> Iterator[Hostile]:
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = 0o120777 << 16
    for case, part in {
        "a link": link,
        "a way up": "../../evil.xml",
        "a way up in the middle": "word/../../evil.xml",
        "a whole path": "/etc/evil.xml",
        "a drive": "C:/evil.xml",
    }.items():
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
        "fetches a picture": '<draw:image xlink:href="http://h.example/x.png"/>',
        "has an object": "<draw:object/>",
        "runs a script": "<script:event-listener/>",
        "starts a program": "<text:dde-connection/>",
        "links to a script": '<text:a xlink:href="javascript:x"/>',
        "links to a file": '<text:a xlink:href="file:///x"/>',
        "has a frame": '<draw:floating-frame xlink:href="http://h.example"/>',
        "has a plug-in": "<draw:plugin/>",
    }.items():
        yield Hostile(f"ODT that {case}", "a.odt", make.odt(body), b"", True)
    for part in ("Basic/Standard/script-lb.xml", "Scripts/python/x.py", "Object 1/content.xml", "run.exe"):
        yield Hostile(f"ODT holding {part}", "a.odt", make.odt(more={part: "<a/>"}), b"", True)
    yield Hostile("ODT with a password", "a.odt", make.odt(more={"META-INF/manifest.xml": '<m:m xmlns:m="urn:m"><m:encryption-data/></m:m>'}), b"", True)
    for case, more in {
        "calls a program": {"xl/worksheets/s.xml": "<a><f>cmd|'/c calc'!A0</f></a>"},
        "fetches a page": {"xl/worksheets/s.xml": '<a><f>WEBSERVICE("http://h.example")</f></a>'},
        "has an old macro": {"xl/macrosheets/sheet1.xml": "<a/>"},
        "links to a table elsewhere": {"xl/externalLinks/externalLink1.xml": "<a/>"},
        "asks a database": {"xl/connections.xml": "<a/>"},
        "registers a function": {"xl/workbook2.xml": "<a><definedName>REGISTER(1)</definedName></a>"},
    }.items():
        sheet = {
            "xl/workbook.xml": "<a/>",
            "[Content_Types].xml": f'<Types><Override PartName="/xl/workbook.xml" ContentType="{EXCEL_TYPE}"/></Types>',
        }
        yield Hostile(f"Excel that {case}", "a.xlsx", make.archive({**sheet, **more}), b"", True)
