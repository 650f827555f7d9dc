"""What a browser without scripts makes of a widget: which fields it sends, and whether each has a name to be read aloud."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "br", "hr", "img"}
CONTROLS = {"input", "textarea", "select", "button"}


@dataclass
class Page(HTMLParser):
    """A parsed widget. ``sent`` is its form data; ``unnamed`` are controls without a label; ``ids`` and ``described`` are references."""

    html: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    described: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, dict[str, str]]] = []
        self._controls: list[tuple[str, bool]] = []
        self._area = ""
        self._chosen = ""  # every select of ours begins with an empty option
        self.feed(self.html)
        assert not self._open, f"left open: {self._open}"
        self.unnamed = [key for key, inside in self._controls if not inside and key not in self.labels]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        self.described |= set(found.get("aria-describedby", "").split())
        if tag == "label" and "for" in found:
            self.labels.add(found["for"])
        if tag in CONTROLS and found.get("type") != "hidden":
            self._controls.append((found.get("id", tag), any(name == "label" for name, _ in self._open)))
        if (
            tag == "input"
            and found.get("type") != "file"
            and not self._is_disabled(found)
            and (found.get("type") not in {"radio", "checkbox"} or "checked" in found)
        ):
            self._send(found["name"], found.get("value", "on"))
        if tag == "select":
            self._chosen = ""
        if tag == "textarea":
            self._area = ""
        if tag == "option" and "selected" in found:
            self._chosen = found["value"]
        if tag not in VOID:
            self._open.append((tag, found))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        opened, found = self._open.pop()
        assert opened == tag, f"{opened} closed by {tag}"
        if tag == "textarea" and not self._is_disabled(found):
            self._send(found["name"], self._area.removeprefix("\n").replace("\n", "\r\n"))

        if tag == "select" and not self._is_disabled(found):
            self._send(found["name"], self._chosen)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "textarea":
            self._area += data

    def _is_disabled(self, found: dict[str, str]) -> bool:
        return "disabled" in found or any(tag == "fieldset" and "disabled" in attrs for tag, attrs in self._open)

    def _send(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)
