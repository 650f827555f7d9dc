"""What an answer must carry, whoever asks and whatever for; each rule returns what is wrong, in words."""

import re
from collections.abc import Iterator
from typing import Any

NONCE = re.compile(r"'nonce-[A-Za-z0-9+/_=-]{16,}'")
LAID_DOWN = {
    "default-src": {"'self'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "object-src": {"'none'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'self'"},
}
"""The policy of every page. A view may only narrow it."""
NARROWER = {"'none'", "'self'"}
KEPT = {
    "lesson_media": "pictures and recordings of lessons: a day in the reader's own browser, for which a phone on a slow line needs them",
    "calendar:feed": "a calendar program asks every few minutes: a quarter of an hour in that program",
}
"""Routes whose answers a browser may keep, with the reason."""
FOR_EVERYBODY = {
    "keys": "public keys: other sites' pages check certificates with them",
    "seal_certificates": "the same for seals",
    "status_list": "which certificates were revoked, without names: other sites' pages ask",
}
"""Routes that other sites' scripts may read, with the reason."""


def faults_of(response: Any, route: str) -> Iterator[str]:
    """What is wrong with the headers of an answer of ``route``."""
    yield from faults_of_policy(response)
    yield from faults_of_headers(response, kept=route in KEPT, shared=route in FOR_EVERYBODY)


def policy_of(response: Any) -> dict[str, set[str]]:
    """The directives of the response's Content-Security-Policy, with their sources; empty where it has none."""
    directives = [part.split() for part in response.headers.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name: set(sources) for name, *sources in directives}


def faults_of_policy(response: Any) -> Iterator[str]:
    """Directives that are missing, and sources wider than what is laid down."""
    policy = policy_of(response)
    if "sandbox" in policy and policy.get("default-src") == {"'none'"}:
        return  # a file of the vault: nothing of it runs, nothing is fetched
    for name, allowed in LAID_DOWN.items():
        sources = {source for source in policy.get(name, {"nothing"}) if not (name == "script-src" and NONCE.fullmatch(source))}
        if not sources <= allowed | NARROWER:
            yield f"{name} allows {' '.join(sorted(sources - allowed))}"
    yield from (f"{name} is a directive that nobody reviewed" for name in policy.keys() - LAID_DOWN.keys())


def faults_of_headers(response: Any, *, kept: bool, shared: bool) -> Iterator[str]:
    """What is missing beside the policy; ``kept`` may be stored by the browser, ``shared`` may be read by other sites."""
    expected = {
        "X-Content-Type-Options": {"nosniff"},
        "Referrer-Policy": {"same-origin", "no-referrer"},
        "X-Frame-Options": {"SAMEORIGIN", "DENY"},
        "Cross-Origin-Opener-Policy": {"same-origin"},
    }
    for name, values in expected.items():
        if response.headers.get(name) not in values:
            yield f"{name} is {response.headers.get(name)}"
    if "Content-Security-Policy-Report-Only" in response.headers:
        yield "its policy only reports"
    if "Access-Control-Allow-Origin" in response.headers and not shared:
        yield "other sites may read it"
    if not kept and not is_never_stored(response):
        yield f"a shared computer may keep it: Cache-Control is {response.headers.get('Cache-Control')}"


def is_never_stored(response: Any) -> bool:
    return "no-store" in response.headers.get("Cache-Control", "")
