"""A lesson as it was when it was studied, and what is different today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from curriculum.models import Authority, ContentSnapshot
from curriculum.models.authority import AuthorityStatus
from curriculum.queries.programs import topic_titles
from curriculum.queries.snapshots import LessonContent, lesson_content, newest_snapshot
from lms.core.comparing import Paragraph, compare, differs, paragraphs_of
from lms.core.markdown import render_markdown
from lms.questions.api import question_types


@dataclass(frozen=True)
class StandingThen:
    """An authority of a snapshot: what the lesson said of it ``then``, and how it stands ``now`` (empty when it is no longer listed)."""

    then: dict[str, Any]
    then_status: str
    now_status: str
    now_note: str
    slug: str

    @property
    def has_changed(self) -> bool:
        return bool(self.now_status) and (self.then_status, self.then["status_note"]) != (self.now_status, self.now_note)


@dataclass(frozen=True)
class Revision:
    """A snapshot ready to show, with its differences from the newest one of its lesson.

    ``facts`` are (what, then, now) where they differ; ``text`` is empty when the texts are the same.
    """

    parts: list[dict[str, Any]]
    objectives: list[str]
    review: dict[str, Any]
    minutes: int
    topics: str
    authorities: list[StandingThen]
    newest: ContentSnapshot
    facts: list[tuple[str, str, str]]
    text: list[Paragraph]

    @property
    def has_changed(self) -> bool:
        return bool(self.facts or self.text)


def revision_of(snapshot: ContentSnapshot) -> Revision:
    """Everything the page of a revision shows."""
    then = lesson_content(snapshot)
    newest = newest_snapshot(snapshot.lesson_id) or snapshot
    now = lesson_content(newest)
    text = compare(_paragraphs(then), _paragraphs(now)) if newest.pk != snapshot.pk else []
    titles = topic_titles()
    return Revision(
        list(_shown(then)), then.objectives, then.review, then.facts.minutes, _topics(then, titles), _standings(then.authorities), newest,
        [row for row in _facts(then, now, titles) if row[1] != row[2]], text if differs(text) else [],
    )  # fmt: skip


def _shown(content: LessonContent) -> Iterator[dict[str, Any]]:
    """The parts as a student sees them before answering: of a check its stem and its options, nothing of the key."""
    for part in content.parts:
        yield _check(part) if part["kind"] == "check" else {"kind": "html", "html": part["html"]}


def _check(part: dict[str, Any]) -> dict[str, Any]:
    kind = question_types.get(part["type"])
    content = kind.validate_content(part["content"])
    rendered = part.get("rendered") or {path: render_markdown(text) for path, text in kind.markdown_fields(content).items()}
    return {"kind": "check", "id": part["id"], "template": kind.template, "stem_html": part["stem_html"], "view": kind.public_view(content, (), rendered)}


def _paragraphs(content: LessonContent) -> list[str]:
    lines = list(content.objectives)
    for part in _shown(content):
        texts = [part["html"]] if part["kind"] == "html" else [part["stem_html"], *html_in(part["view"])]
        lines += [line for html in texts for line in paragraphs_of(html)]
    return lines


def html_in(view: Any) -> Iterator[str]:
    """The HTML texts of a question's view, in order: by contract those whose names end in ``html``."""
    if isinstance(view, dict):
        for name, value in view.items():
            if isinstance(value, str) and str(name).endswith("html"):
                yield value
            else:
                yield from html_in(value)
    elif isinstance(view, list | tuple):
        for value in view:
            yield from html_in(value)


def _facts(then: LessonContent, now: LessonContent, titles: dict[str, str]) -> Iterable[tuple[str, str, str]]:
    return [
        ("Title", then.facts.title, now.facts.title),
        ("Minutes", str(then.facts.minutes), str(now.facts.minutes)),
        ("Topics", _topics(then, titles), _topics(now, titles)),
        ("Last reviewed", then.review["last_reviewed"], now.review["last_reviewed"]),
        ("Reviewer", then.review["reviewer"], now.review["reviewer"]),
        ("Authorities", _citations(then), _citations(now)),
    ]


def _topics(content: LessonContent, titles: dict[str, str]) -> str:
    return ", ".join(f"{titles.get(slug, slug)} {minutes} min" for slug, minutes in content.facts.topics.items())


def _citations(content: LessonContent) -> str:
    return "; ".join(authority["citation"] for authority in content.authorities)


def _standings(authorities: list[dict[str, Any]]) -> list[StandingThen]:
    labels = dict(AuthorityStatus.choices)
    today = {authority.key: authority for authority in Authority.objects.filter(key__in=[one["key"] for one in authorities])}
    rows = [(one, today.get(one["key"])) for one in authorities]
    return [_standing(one, now, str(labels.get(one["status"], one["status"]))) for one, now in rows]


def _standing(then: dict[str, Any], now: Authority | None, status: str) -> StandingThen:
    if now is None:
        return StandingThen(then, status, "", "", "")
    return StandingThen(then, status, str(now.get_status_display()), now.status_note, now.slug)
