"""A store that speaks as much of Amazon S3's protocol as a bucket of ours needs, in memory: ours, so it proves our calls and not somebody else's store."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

LISTED = "<Contents><Key>{key}</Key><LastModified>{at:%Y-%m-%dT%H:%M:%S.000Z}</LastModified><ETag>x</ETag><Size>{size}</Size></Contents>"


class Store:
    """``objects`` by key with their time; ``open_to_strangers`` lets anybody read; ``breaks`` refuses to keep anything; ``ranges`` that were asked for."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.times: dict[str, datetime] = {}
        self.parts: dict[int, bytes] = {}
        self.ranges: list[str] = []
        self.open_to_strangers = self.breaks = False
        self.url = ""

    def keep(self, key: str, data: bytes) -> None:
        self.objects[key], self.times[key] = data, datetime.now(UTC)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store: Store

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "ETag": f'"{md5(body).hexdigest()}"', **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _asked(self) -> tuple[str, dict[str, list[str]], bytes]:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        return unquote(parts.path).lstrip("/").partition("/")[2], parse_qs(parts.query, keep_blank_values=True), self.rfile.read(length)

    def _refused(self) -> bool:
        is_read = self.command in ("GET", "HEAD") and self.store.open_to_strangers
        if "Credential=KEY/" in self.headers.get("Authorization", "") or is_read:
            return False
        self._answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        return True

    def do_GET(self) -> None:
        key, query, _ = self._asked()
        if self._refused():
            return None
        if not key:
            return self._list(query.get("prefix", [""])[0])
        if key not in self.store.objects:
            return self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        data, wanted = self.store.objects[key], re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        at = f"{self.store.times[key]:%a, %d %b %Y %H:%M:%S GMT}"
        if wanted:
            self.store.ranges.append(wanted[0])
            first, last = int(wanted[1]), min(int(wanted[2]), len(data) - 1)
            return self._answer(206, data[first : last + 1], Content_Range=f"bytes {first}-{last}/{len(data)}", Last_Modified=at)
        return self._answer(200, data, Last_Modified=at)

    do_HEAD = do_GET

    def _list(self, prefix: str) -> None:
        rows = "".join(LISTED.format(key=key, at=self.store.times[key], size=len(data)) for key, data in self.store.objects.items() if key.startswith(prefix))
        self._answer(200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>".encode(), Content_Type="application/xml")

    def do_PUT(self) -> None:
        key, query, body = self._asked()
        if self._refused():
            return None
        if self.store.breaks:
            return self._answer(507, b"<Error><Code>QuotaExceeded</Code></Error>")
        if "partNumber" in query:
            self.store.parts[int(query["partNumber"][0])] = body
        else:
            self.store.keep(key, body)
        return self._answer(200)

    def do_POST(self) -> None:
        key, query, _ = self._asked()
        if self._refused():
            return
        if "uploads" in query:
            self.store.parts.clear()
            self._answer(200, b"<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>")
        else:
            self.store.keep(key, b"".join(self.store.parts[number] for number in sorted(self.store.parts)))
            self._answer(200, b"<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>")

    def do_DELETE(self) -> None:
        key, query, _ = self._asked()
        if not self._refused():
            if "uploadId" not in query:
                self.store.objects.pop(key, None)
            self._answer(204)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def object_store() -> Iterator[Store]:
    """A running store; ``url`` is a STORAGE_URL for it."""
    store = Store()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"store": store}))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    store.url = f"s3://KEY:SE%2FCRET@127.0.0.1:{server.server_address[1]}/pathway/north?tls=0"
    yield store
    server.shutdown()
    server.server_close()
    thread.join()
