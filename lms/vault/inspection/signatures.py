"""Types of content that no kind accepts, named so that a refusal can say what the file holds. First match counts."""

import re
from collections.abc import Callable

from lms.vault.inspection.base import Signature, by_name_alone

_MARKUP = re.compile(
    rb"\s*(<\?xml[^>]{0,200}\?>\s*)?(<!--.{0,2000}?-->\s*)*<(!doctype|html|head|body|script|svg|iframe|img|a\s|object|embed|style|meta|link|form|\?php)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<\?xml\b|\s*<[\w:.-]+\s+xmlns[:=]", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"
_HEAD = 4096


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(starts)


def is_markup(data: bytes) -> bool:
    """A web page, drawing or script that a browser might run; UTF-16 is looked through."""
    return bool(_MARKUP.match(_plain(data)))


def is_xml(data: bytes) -> bool:
    return bool(_XML.match(_plain(data)))


def _plain(data: bytes) -> bytes:
    head = data[:_HEAD].removeprefix(_BOM)
    return head.replace(b"\0", b"").lstrip(b"\xff\xfe") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head


def _is_sound(data: bytes) -> bool:
    return data.startswith((b"ID3", b"OggS", b"fLaC", b"\xff\xfb")) or (data.startswith(b"RIFF") and data[8:12] in (b"WAVE", b"AVI "))


def _is_archive(data: bytes) -> bool:
    return data.startswith(_ARCHIVES) or data[257:262] == b"ustar" or data[0x8001:0x8006] == b"CD001"


def _is_bitmap(data: bytes) -> bool:
    return data.startswith(b"BM") and len(data) > 26 and data[6:10] == bytes(4)


def _is_film(data: bytes) -> bool:
    return data[4:8] == b"ftyp" or data.startswith(b"\x1aE\xdf\xa3")


def _is_message(data: bytes) -> bool:
    return bool(_LETTER_HEAD.match(data[:60].lstrip()))


_LETTER_HEAD = re.compile(rb"(from|mime-version|received|return-path|content-type):", re.IGNORECASE)
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!", b"L\0\0\0\x01\x14\x02\0", b"ITSF", b"dex\n",
    b"\0asm", b"[InternetShortcut]",
)  # fmt: skip
_PROGRAM_ENDINGS = (
    "exe", "dll", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "lnk", "jar", "sh", "py", "rb", "pl", "php", "app", "apk",
    "elf", "so", "reg", "cpl", "pif", "chm", "iqy", "url", "desktop", "command",
)  # fmt: skip
_ARCHIVES = (
    b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"(\xb5/\xfd", b"MSCF", b"xar!",
    b"\x60\xea",
)  # fmt: skip
_ARCHIVE_ENDINGS = ("zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "zst", "cab", "iso", "dmg", "img", "vhd")
_MACRO_ENDINGS = ("docm", "dotm", "xlsm", "xltm", "pptm", "xlsb", "dotx", "xltx")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SIGNATURES = (
    Signature("program", "a program", _PROGRAM_ENDINGS, _begins(*_PROGRAMS)),
    Signature("web_page", "a web page or script", ("html", "htm", "xhtml", "mht", "mhtml", "svg", "svgz", "shtml"), is_markup),
    Signature("old_office", "a document of an older Office program", ("doc", "xls", "ppt", "msg", "dot", "xlt"), _begins(_OLD_OFFICE)),
    Signature("macro_office", "an Office document with macros", _MACRO_ENDINGS, by_name_alone),
    Signature("rtf", "a rich text file", ("rtf",), _begins(b"{\\rt")),
    Signature("archive", "an archive", _ARCHIVE_ENDINGS, _is_archive),
    Signature("gif", "a GIF picture", ("gif",), _begins(b"GIF87a", b"GIF89a")),
    Signature("tiff", "a TIFF picture", ("tif", "tiff"), _begins(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    Signature("bitmap", "a bitmap", ("bmp", "dib"), _is_bitmap),
    Signature("icon", "an icon", ("ico", "cur"), _begins(b"\0\0\x01\0", b"\0\0\x02\0")),
    Signature("photoshop", "a Photoshop file", ("psd",), _begins(b"8BPS")),
    Signature("postscript", "a PostScript program", ("ps", "eps"), _begins(b"%!PS", b"\xc5\xd0\xd3\xc6")),
    Signature("film", "a film", ("mp4", "mov", "m4v", "avi", "mkv", "webm"), _is_film),
    Signature("sound", "a sound recording", ("mp3", "m4a", "wav", "ogg", "flac"), _is_sound),
    Signature("flash", "a Flash film", ("swf",), _begins(b"FWS", b"CWS", b"ZWS")),
    Signature("database", "a database", ("sqlite", "db", "mdb"), _begins(b"SQLite format 3\0", b"\0\x01\0\0Standard ")),
    Signature("message", "an e-mail", ("eml",), _is_message),
    Signature("xml", "an XML file", ("xml", "xsl", "xslt", "dtd"), is_xml),
)
