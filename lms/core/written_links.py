"""The links, pictures and words in code that Markdown holds, as its HTML says them.

So what only looks like a link, in code, is none, and a link written as HTML or by reference is one.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from lms.core.footnotes import ID
from lms.core.markdown import unsanitized_html


@dataclass
class Written:
    """In the order of the page. ``links`` lead somewhere, without those that footnotes make between call and note; ``pictures`` name a file."""

    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)


def written_in(text: str) -> Written:
    """Raises ``Invalid`` as ``render_markdown`` does."""
    reader = _Reader()
    reader.feed(unsanitized_html(text))
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Written()
        self.in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said and not ID.fullmatch(said["href"].removeprefix("#")):
            self.found.links.append(said["href"])
        elif tag == "img":
            self.found.pictures.append(said.get("src", ""))
        elif tag == "code":
            self.in_code = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self.in_code = False

    def handle_data(self, data: str) -> None:
        if self.in_code:
            self.found.code.append(data)
