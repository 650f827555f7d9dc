"""The rows of an outline as HTML.

Constraint: an outline has hundreds of rows, and a page of sixty costs no more than seven bare pages (performance.md, row 2). A template that walks them takes
a third of that. So the row's template is rendered once in a process, and each row's values are put into what it gave.
"""

from collections.abc import Iterable
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from curriculum.queries.outline import Row

register = template.Library()
NONE = SafeString("")


@register.simple_tag
def outline_rows(rows: Iterable[Row]) -> SafeString:
    """List items, one for each row."""
    return format_html_join("\n", _item(), (_values(row) for row in rows))


@cache
def _item() -> str:
    return render_to_string("curriculum/_row.html").strip()


def _values(row: Row) -> dict[str, object]:
    return {
        "state": (" is-done" if row.state == "done" else "") + (" outline-locked" if row.closed else ""), "url": row.url, "standing": row.standing,
        "icon": row.icon, "title": row.title, "facts": row.facts, "hint": format_html("<small>{}</small>", row.hint) if row.hint else NONE,
    }  # fmt: skip
