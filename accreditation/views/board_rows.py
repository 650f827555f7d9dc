"""The rows of the board as HTML.

Constraint: a page of the board costs no more than one and a half plain tables (performance.md, row 5), and a template that walks 25 rows of 20 values
costs one by itself. So the row's template is rendered once, and each row's values are put into what it gave.
"""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accreditation.queries.board_page import BoardLine


def rows_html(lines: Iterable[BoardLine], *, may_remind: bool) -> SafeString:
    """The rows of the table's body; with ``may_remind`` each can be chosen."""
    row = render_to_string("accreditation/board/_row.html", {"may_remind": may_remind}).strip()
    return format_html_join("", row, (_values(line) for line in lines))


def _values(line: BoardLine) -> dict[str, object]:
    one, status = line.summary, line.status
    return {
        "place": one.place, "name": one.legal_name, "url": line.url, "beside": line.beside, "waits": line.waits, "tag": status.tag, "icon": status.icon,
        "status": status.label, "met": one.met, "asked": one.asked, "first_missing": line.first_missing, "note": line.note, "hours": line.hours,
        "plan": line.plan, "last": line.last, "due": line.due, "due_for": one.due,
    }  # fmt: skip
