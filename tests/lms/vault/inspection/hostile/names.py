"""Types that nobody takes, and names that lie."""

from collections.abc import Iterator

from tests.factories import uploads as make
from tests.lms.vault.inspection.hostile.case import Hostile


def types_and_names() -> Iterator[Hostile]:
    for case, name, data in (
        ("program of Windows", "cv.pdf", b"MZ" + bytes(60)),
        ("program of Linux", "cv.pdf", b"\x7fELF" + bytes(60)),
        ("program of a Mac", "cv.jpg", b"\xcf\xfa\xed\xfe" + bytes(60)),
        ("shell script", "cv.txt", b"#!/bin/sh\nrm x"),
        ("web page", "cv.txt", b"<!DOCTYPE html><script>x</script>"),
        ("web page after spaces", "cv.txt", b"  \n\t<HTML>"),
        ("web page in UTF-16", "cv.txt", "<html><script>".encode("utf-16")),
        ("web page after a remark", "cv.txt", b"<!-- x --><script>x</script>"),
        ("drawing", "cv.png", b"<svg onload=x>"),
        ("drawing after an XML head", "cv.txt", b'<?xml version="1.0"?><svg xmlns="x"/>'),
        ("PHP", "cv.txt", b"<?php system(1);"),
        ("archive", "cv.docx", make.archive({"a.txt": "x"})),
        ("empty archive", "cv.zip", make.archive({})),
        ("RAR", "cv.pdf", b"Rar!\x1a\x07\0" + bytes(20)),
        ("7z", "cv.pdf", b"7z\xbc\xaf\x27\x1c" + bytes(20)),
        ("gzip", "cv.gz", b"\x1f\x8b\x08\0" + bytes(20)),
        ("tar", "cv.tar", b"a".ljust(257, b"\0") + b"ustar" + bytes(250)),
        ("old Word", "cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("rich text", "cv.rtf", b"{\\rtf1 {\\object}}"),
        ("GIF with a script", "cv.gif", b"GIF89a/*" + bytes(20) + b"*/=alert(1)"),
        ("TIFF", "cv.tif", b"II*\0" + bytes(60)),
        ("PostScript", "cv.ps", b"%!PS-Adobe-3.0\n(x) run"),
        ("film", "cv.mp4", b"\0\0\0\x18ftypmp42" + bytes(12)),
        ("sound", "cv.mp3", b"ID3\x04" + bytes(60)),
        ("Flash", "cv.pdf", b"CWS\x09" + bytes(60)),
        ("Java class", "cv.pdf", b"\xca\xfe\xba\xbe" + bytes(20)),
        ("shortcut", "cv.pdf", b"L\0\0\0\x01\x14\x02\0" + bytes(60)),
        ("web shortcut", "cv.txt", b"[InternetShortcut]\nURL=file:///x"),
        ("database", "cv.txt", b"SQLite format 3\0" + bytes(60)),
        ("e-mail", "cv.txt", b"MIME-Version: 1.0\nContent-Type: text/html"),
        ("disk image", "cv.iso", bytes(0x8001) + b"CD001" + bytes(20)),
        ("nothing", "cv.pdf", b""),
        ("one byte", "cv.pdf", b"\0"),
        ("noise", "cv.pdf", bytes(range(256)) * 4),
        ("text with NUL", "cv.txt", b"abc\0def"),
        ("text with an escape", "cv.txt", b"abc\x1b[2Jdef"),
        ("text in Latin 1", "cv.txt", "é".encode("latin-1") * 3 + b"abcabcabcabcabc"),
        ("text in UTF-32", "cv.txt", "abc".encode("utf-32")),
        ("late NUL", "cv.txt", b"a" * 150_000 + b"\0"),
        ("too large", "cv.txt", b"a" * 20_000_001),
        ("XML", "cv.xml", b'<?xml version="1.0"?><a/>'),
    ):
        yield Hostile(f"{case} as {name}", name, data, b"", True)
    for name in (
        "cv.exe",
        "cv.pdf.exe",
        "cv.pdf .exe",
        "cv.html",
        "cv.jpg",
        "cv.docx",
        "cv\u202efdp.exe",
        "cv.exe\0",
        "cv.js",
        "cv.svg",
        "cv.PHP",
        "cv.exe.",
        "a/../cv.bat",
    ):
        yield Hostile(f"PDF called {name!a}", name, make.pdf(), b"", True)
