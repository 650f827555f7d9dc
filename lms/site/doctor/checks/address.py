"""The public address as a stranger sees it: TLS, the way nginx answers, headers, and what must not be served."""

import json
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from django.contrib.staticfiles.storage import staticfiles_storage

from lms.site.doctor.base import Asked, Fault, NotAsked

PATIENCE = 10  # seconds
DAYS = 14
HEADERS = ("Strict-Transport-Security", "X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy", "X-Frame-Options")
PRIVATE = ("/media/", "/vault/", "/.git/config", "/pathway.env", "/db.sqlite3")
SITE = "Compare the site of nginx with deploy/nginx/pathway.conf, then: nginx -t && systemctl reload nginx."
CERTIFICATE = "Renew the certificate: certbot renew --force-renewal, and see that certbot.timer is enabled."
STYLE = "css/theme.css"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def look(asked: Asked) -> Iterator[Fault]:
    if not asked.url:
        raise NotAsked("Give --url to look at it from outside.")
    site = urlsplit(asked.url)
    if site.scheme != "https" or not site.hostname:
        yield Fault(f"{asked.url} is no https:// address.", "Give the address that people type, beginning with https://.")
        return
    try:
        days = _days_left(site)
        alive, ready = _ask(site, "/healthz"), _ask(site, "/readyz")
    except ssl.SSLCertVerificationError as error:
        yield Fault(f"Browsers do not trust the certificate of {site.hostname}: {error.verify_message}.", CERTIFICATE)
        return
    except (OSError, HTTPException) as error:
        yield Fault(f"{asked.url} does not answer: {error}", "See whether nginx runs, whether the name leads to this machine, and whether port 443 is open.")
        return
    if days < DAYS:
        yield Fault(f"The certificate ends in {days} days.", CERTIFICATE)
    if not (_is_ok(alive) and _is_ok(ready)):
        yield Fault(f"Behind nginx the program does not answer: {alive.status} and {ready.status}.", "systemctl status pathway-web; journalctl -u pathway-web.")
        return
    yield from _headers(_ask(site, "/"))
    yield from _static(site)
    yield from _doors(site)


def _headers(answer: Answer) -> Iterator[Fault]:
    missing = [name for name in HEADERS if name.lower() not in answer.headers]
    if missing:
        yield Fault(f"Answers lack {', '.join(missing)}.", f"nginx must pass our headers on, and X-Forwarded-Proto to us. {SITE}")
    if any(letter.isdigit() for letter in answer.headers.get("server", "")):
        yield Fault(f"Answers tell everybody the version of the server: {answer.headers['server']}.", f"server_tokens off. {SITE}")


def _static(site: SplitResult) -> Iterator[Fault]:
    try:
        path = staticfiles_storage.url(STYLE)
    except ValueError:
        return  # not collected: the check “static” says so
    answer = _ask(site, path)
    if answer.status != 200 or not answer.headers.get("content-type", "").startswith("text/css"):
        yield Fault(
            f"The style of every page, {path}, is answered with {answer.status}.", f"Run manage.py collectstatic --noinput and restart pathway-web. {SITE}"
        )
    elif "immutable" not in answer.headers.get("cache-control", ""):
        yield Fault("Browsers ask for static files again on each page.", f"Cache-Control must say immutable. {SITE}")


def _doors(site: SplitResult) -> Iterator[Fault]:
    for path in PRIVATE:
        if _ask(site, path).status == 200:
            yield Fault(f"{path} is served to anybody.", f"Remove any root or alias. {SITE}")
    if _answers_to(site, "stranger.invalid"):
        yield Fault("The site answers by names that are not its own.", f"The first server of nginx must refuse unknown names. {SITE}")
    if not site.port and not _is_led_to_https(site):
        yield Fault("http:// is not led to https://.", f"Port 80 must answer with 301. {SITE}")


def _answers_to(site: SplitResult, name: str) -> bool:
    try:
        return _ask(site, "/healthz", host=name).status < 400
    except (OSError, HTTPException):
        return False  # nginx hangs up


def _is_led_to_https(site: SplitResult) -> bool:
    link = HTTPConnection(str(site.hostname), timeout=PATIENCE)
    try:
        link.request("GET", "/")
        answer = link.getresponse()
        return answer.status in (301, 308) and (answer.getheader("Location") or "").startswith("https://")
    except (OSError, HTTPException):
        return True  # nobody is served in the open
    finally:
        link.close()


def _is_ok(answer: Answer) -> bool:
    return answer.status == 200 and json.loads(answer.body) == {"ok": True}


def _ask(site: SplitResult, path: str, *, host: str = "") -> Answer:
    link = HTTPSConnection(str(site.hostname), site.port, timeout=PATIENCE, context=ssl.create_default_context())
    try:
        link.request("GET", path, headers={"Host": host} if host else {})
        answer = link.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        link.close()


def _days_left(site: SplitResult) -> int:
    with (
        socket.create_connection((str(site.hostname), site.port or 443), timeout=PATIENCE) as bare,
        ssl.create_default_context().wrap_socket(bare, server_hostname=site.hostname) as link,
    ):
        until = ssl.cert_time_to_seconds(str((link.getpeercert() or {})["notAfter"]))
    return (datetime.fromtimestamp(until, UTC) - datetime.now(UTC)).days
