"""The structural oracle: what of a page is markup, and whether a payload became any of it.

It knows nothing of payloads but their mark: our pages hold no handler, no inline script and no address with a scheme of its own, so
whatever of these is there was put there by somebody.
"""

import json
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.injection.corpus import MARK, PRODUCT

ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "ping", "background", "cite", "srcset"}
HARMLESS = ("http:", "https:", "mailto:", "/", "#", "?", "webcal:", "data:image/", "tel:", ".")
DATA = {"application/json", "application/ld+json", "speculationrules"}


class Oracle(HTMLParser):
    """``faults`` in words; ``text`` is what a reader sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.text: list[str] = []
        self._script: str | None = None
        self._styled = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if MARK in tag:
            self.faults.append(f"the element {tag}")
        for name, value in values.items():
            self.faults += self._faults_of(tag, name, value)
        if tag == "script":
            self._script = "data" if values.get("type") in DATA else "code"
            if self._script == "code" and "src" not in values and "nonce" not in values:
                self.faults.append("a script inside the page")
        self._styled = self._styled or tag == "style"
        if tag == "style":
            self.faults.append("a style inside the page")
        if tag in {"base", "object", "embed"} or (values.get("http-equiv", "").lower() == "refresh" and MARK in values.get("content", "")):
            self.faults.append(f"the element {tag}")

    handle_startendtag = handle_starttag

    def _faults_of(self, tag: str, name: str, value: str) -> Iterator[str]:
        if name.startswith(("on", "hx-on")):
            yield f"a handler {name} on {tag}"
        if MARK in name:
            yield f"the attribute {name} on {tag}"
        if name in {"style", "srcdoc"} and MARK in value:
            yield f"{name} on {tag}"
        if name == "hx-get" and value.startswith("//"):
            yield f"hx-get of {tag} leaves this site"
        if name in ADDRESSES and not _is_harmless(value):
            yield f"{name} of {tag} is {value[:60]!r}"

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.faults.append("a payload inside a comment")

    def handle_data(self, data: str) -> None:
        if self._styled and MARK in data:
            self.faults.append("a payload inside a style")
        if self._script == "data":
            try:
                json.loads(data)
            except ValueError:
                self.faults.append("data for scripts that is cut off")
        elif self._script == "code":
            if MARK in data:
                self.faults.append("a payload inside a script")
        else:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None
        if tag == "style":
            self._styled = False


def _is_harmless(address: str) -> bool:
    """Without a scheme, or with one that runs nothing; ``//`` of a payload would leave this site."""
    bare = "".join(character for character in address if character > " ").lower()
    if bare.startswith("//") or (MARK in bare and bare.startswith(("data:", "/\\", "\\"))):
        return False
    return not bare or bare.startswith(HARMLESS) or ":" not in bare.split("/")[0].split("?")[0]


def faults_in(html: str) -> list[str]:
    """What became markup in ``html``, and whether something in it was calculated."""
    oracle = Oracle()
    oracle.feed(html)
    oracle.close()
    return [*oracle.faults, *(["something was calculated"] if PRODUCT in html else [])]


def text_in(html: str) -> str:
    oracle = Oracle()
    oracle.feed(html)
    oracle.close()
    return "".join(oracle.text)
