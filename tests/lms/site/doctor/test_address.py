"""Faults of the public address, as a stranger meets them at a server that has them."""

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from deploy.loopback.certificate import certificate
from lms.site.doctor.base import NotAsked
from tests.lms.site.doctor.conftest import free_port, wrong

HEADERS = {
    "Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'self'",
    "Referrer-Policy": "same-origin", "X-Frame-Options": "SAMEORIGIN", "Server": "nginx",
}  # fmt: skip


class Site(BaseHTTPRequestHandler):
    """A site in order; a test takes something from it."""

    headers_sent = HEADERS
    served: tuple[str, ...] = ()
    statuses: dict[str, int] = {}
    knows_its_name = True
    refuses = 421

    def do_GET(self) -> None:
        status = self.statuses.get(self.path, 404 if self.path.startswith(("/media", "/vault", "/.git", "/pathway.env", "/db.")) else 200)
        if self.path in self.served:
            status = 200
        if self.knows_its_name and self.headers["Host"].startswith("stranger"):
            status = self.refuses
        if status == 444:  # as nginx does
            self.close_connection = True
            return
        body = b'{"ok": true}'
        self.send_response_only(status)
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/css" if self.path.endswith(".css") else "text/html")
        self.send_header("Cache-Control", "max-age=315360000, public, immutable")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    stops = []

    def start(*, days: int = 90, trusted: bool = True, **changes: Any) -> str:
        pair = certificate(tmp_path, until=datetime.now(UTC) + timedelta(days=days, hours=1))
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(pair.certificate))
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Changed", (Site,), changes))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pair.certificate, pair.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a browser that distrusts us hangs up
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        stops.append((server, thread))
        return f"https://localhost:{server.server_address[1]}"

    yield start
    for server, thread in stops:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("refuses", [421, 444])
def test_a_site_in_order(serve: Callable[..., str], refuses: int) -> None:
    assert wrong("address", serve(refuses=refuses)) == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": 5}, "The certificate ends in 5 days."),
        ({"trusted": False}, "Browsers do not trust the certificate of localhost"),
        ({"headers_sent": {name: value for name, value in HEADERS.items() if name[0] != "S"}}, "Answers lack Strict-Transport-Security."),
        ({"headers_sent": HEADERS | {"Server": "nginx/1.22.1"}}, "the version of the server: nginx/1.22.1"),
        ({"statuses": {"/readyz": 502}}, "the program does not answer: 200 and 502."),
        ({"served": ("/media/",)}, "/media/ is served to anybody."),
        ({"knows_its_name": False}, "by names that are not its own"),
        ({"statuses": {"/static/css/theme.css": 404}}, "/static/css/theme.css, is answered with 404."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_fault_is_named(serve: Callable[..., str], changes: dict[str, Any], said: str) -> None:
    assert said in wrong("address", serve(**changes))


def test_nobody_at_home_and_no_https() -> None:
    assert "does not answer" in wrong("address", f"https://127.0.0.1:{free_port()}")
    assert "is no https:// address" in wrong("address", "http://pathway.north.edu")
    with pytest.raises(NotAsked):
        wrong("address")
