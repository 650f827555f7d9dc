"""A credential inside the PDF that it speaks of (decision 81).

The body is the PDF as it was set. What follows it is an incremental update (ISO 32000-1, 7.5.6) written by ``attached`` alone: the
credential as an embedded file, and the catalog that names it. The credential holds the body's SHA-256, and the update can be
written again from body and credential, so that no byte of the file is free: whoever changes one changes the body's hash, the
credential, or the update.
"""

import re

MARK = b"\n%pathway-credential-1\n"
NAME = b"credential.json"
LARGEST = 20_000_000  # bytes of a file that is looked at
_CATALOG = re.compile(rb"\n(\d{1,9}) 0 obj\n<<(/Type/Catalog[^\n]*)>>\nendobj\nxref\n0 (\d{1,9})\n")
_INFO = re.compile(rb"trailer\n<</Size \d+/Root \d+ 0 R/Info (\d{1,9}) 0 R/ID(\[[^\n]{0,200}\])>>\nstartxref\n(\d{1,12})\n%%EOF\Z")
_STREAM = re.compile(rb"\d+ 0 obj\n<</Type/EmbeddedFile/Subtype/application#2Fld#2Bjson/Length (\d{1,7})>>\nstream\n")


class NotOurs(ValueError):
    """This PDF was not set by us, or holds no credential where we put it."""


def attached(body: bytes, credential: bytes) -> bytes:
    """``body`` with ``credential`` as its attachment; the same bytes for the same two. Raises ``NotOurs`` for a PDF that typst did not write."""
    catalog, trailer = _CATALOG.search(body), _INFO.search(body)
    if catalog is None or trailer is None or b"/Names" in catalog[2]:
        raise NotOurs("This PDF has not the shape that certificates have.")
    root, size = int(catalog[1]), int(catalog[3])
    objects = {
        size: b"<</Type/EmbeddedFile/Subtype/application#2Fld#2Bjson/Length %d>>\nstream\n%b\nendstream" % (len(credential), credential),
        size + 1: b"<</Type/Filespec/F(%b)/UF(%b)/Desc(The signed certificate as data)/AFRelationship/Data/EF<</F %d 0 R/UF %d 0 R>>>>"
        % (NAME, NAME, size, size),
        root: b"<<%b/Names<</EmbeddedFiles<</Names[(%b)%d 0 R]>>>>/AF[%d 0 R]>>" % (catalog[2], NAME, size + 1, size + 1),
    }
    return _updated(body, objects, b"<</Size %d/Root %d 0 R/Info %b 0 R/ID%b/Prev %b>>" % (size + 2, root, trailer[1], trailer[2], trailer[3]))


def _updated(body: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    out, places = body + MARK, {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    table = b"".join(b"%d 1\n%010d 00000 n\r\n" % (number, place) for number, place in sorted(places.items()))
    return out + b"xref\n0 1\n0000000000 65535 f\r\n%btrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (table, trailer, start)


def taken_apart(pdf: bytes) -> tuple[bytes, bytes]:
    """Body and credential of a PDF that ``attached`` wrote, to the byte; raises ``NotOurs`` for any other."""
    body, mark, update = pdf.rpartition(MARK)
    stream = _STREAM.match(update) if mark else None
    if stream is None:
        raise NotOurs("This PDF carries no signed certificate.")
    credential = update[stream.end() : stream.end() + int(stream[1])]
    if attached(body, credential) != pdf:
        raise NotOurs("The attachment of this PDF is not as it was written.")
    return body, credential
