"""Real Word documents, written part by part as Word writes them (ECMA-376), so that each test shows the XML it is about."""

import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLE_NAMES = {f"Heading{level}": f"heading {level}" for level in range(1, 7)} | {
    "Title": "Title", "Quote": "Quote", "Note": "Note", "PracticeTip": "Practice Tip", "Caption": "caption", "ListParagraph": "List Paragraph",
    "FootnoteText": "footnote text", "TOC1": "toc 1", "Fancy": "Fancy Firm Style",
}  # fmt: skip
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}">'
    + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(3))
    + "</w:abstractNum>"
    for number, kind in enumerate(("bullet", "decimal", "lowerLetter"), start=1)
) + "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2, 3))
BULLETS, NUMBERS, LETTERS = 1, 2, 3


def run(text: str, looks: str = "") -> str:
    """Some words; ``looks`` are properties such as ``<w:i/>``."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def italic(text: str) -> str:
    return run(text, "<w:i/>")


def p(*runs: str, style: str = "", more: str = "") -> str:
    """A paragraph; plain texts are runs."""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{f'<w:pStyle w:val={quoteattr(style)}/>' if style else ''}{more}</w:pPr>{inside}</w:p>"


def item(*runs: str, kind: int = BULLETS, level: int = 0) -> str:
    return p(*runs, style="ListParagraph", more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{kind}"/></w:numPr>')


def note(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(one if one.startswith(('<w:p>', '<w:tbl>')) else p(one) for one in content)}</w:tc>"


def table(*rows: list[str], head: bool = True) -> str:
    """Rows of cells (plain texts or ``cell``); the first is marked as the head."""
    marked = ["<w:trPr><w:tblHeader/></w:trPr>" if head and not number else "" for number in range(len(rows))]
    inside = "".join(
        f"<w:tr>{mark}{''.join(one if one.startswith('<w:tc>') else cell(one) for one in row)}</w:tr>" for mark, row in zip(marked, rows, strict=True)
    )
    return f"<w:tbl><w:tblPr/>{inside}</w:tbl>"


def picture(key: str = "rIdImage1", alt: str = "") -> str:
    fill = f'<pic:pic><pic:blipFill><a:blip r:embed="{key}"/></pic:blipFill></pic:pic>'
    blip = f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">{fill}</a:graphicData></a:graphic>'
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr={quoteattr(alt)}/>{blip}</wp:inline></w:drawing></w:r>'


def link(text: str, key: str = "rIdLink1") -> str:
    return f'<w:hyperlink r:id="{key}">{run(text)}</w:hyperlink>'


def png(width: int = 2, height: int = 2) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def _part(name: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} {NAMESPACES}>{inside}</w:{name}>'


def _notes(kind: str, notes: dict[int, str]) -> str:
    first = f'<w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>'
    return first + "".join(
        f'<w:{kind} w:id="{number}">{content if content.startswith("<w:p>") else p(content, style="FootnoteText")}</w:{kind}>'
        for number, content in notes.items()
    )


def members(
    *body: str, footnotes: dict[int, str] | None = None, endnotes: dict[int, str] | None = None, comments: dict[int, str] | None = None,
    header: str = "", images: dict[str, bytes] | None = None, links: dict[str, str] | None = None, styles: str = "",
) -> dict[str, bytes | str]:  # fmt: skip
    """The files of a document, by name, for tests that spoil one."""
    names = "".join(f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in STYLE_NAMES.items())
    parts: dict[str, str] = {
        "styles": _part("styles", names + styles), "numbering": _part("numbering", NUMBERING),
        "footnotes": _part("footnotes", _notes("footnote", footnotes or {})), "endnotes": _part("endnotes", _notes("endnote", endnotes or {})),
        "comments": _part("comments", "".join(f'<w:comment w:id="{key}">{p(text)}</w:comment>' for key, text in (comments or {}).items())),
        "header": _part("hdr", p(header)),
    }  # fmt: skip
    relations = "".join(f'<Relationship Id="rId{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    pictures = {"rIdImage1": png()} if images is None else images
    relations += "".join(f'<Relationship Id="{key}" Type="{OFFICE}/image" Target="media/{key}.png"/>' for key in pictures)
    addresses = {"rIdLink1": "https://law.example/a"} if links is None else links
    relations += "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" TargetMode="External" Target={quoteattr(url)}/>' for key, url in addresses.items()
    )
    namespace = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kinds = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in (("png", "image/png"), ("xml", "application/xml")))
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{kinds}</Types>'
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships {namespace}><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": _part("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": f"<Relationships {namespace}>{relations}</Relationships>",
        **{f"word/{kind}.xml": text for kind, text in parts.items()},
        **{f"word/media/{key}.png": data for key, data in pictures.items()},
    }


def zipped(files: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def docx(*body: str, **parts: object) -> bytes:
    """A document with these paragraphs and tables."""
    return zipped(members(*body, **parts))  # type: ignore[arg-type]
