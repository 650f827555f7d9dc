"""Wagtail's own scripts get a nonce, and nothing else does."""

import pytest

from lms.core.admin_scripts import mark


@pytest.mark.parametrize(
    "script",
    [
        'new SnippetChooser("id_authorities-0-authority", {"modalUrl": "/cms/snippets/choose/curriculum/authority/"});',
        'new PageChooser("id_page");',
        'initDateTimeChooser("id_go_live_at", {"dayOfWeekStart": 0, "format": "Y-m-d H:i"});',
        '\n (function() {\n var panel = new InlinePanel(JSON.parse("{\\u0022type\\u0022: \\u0022InlinePanel\\u0022}"));\n })();\n ',
    ],
)
def test_what_wagtail_writes_may_run(script: str) -> None:
    assert mark(f"<p>x</p><script>{script}</script>", lambda: "n1") == f'<p>x</p><script nonce="n1">{script}</script>'


@pytest.mark.parametrize(
    "script",
    [
        "alert(1)",
        'new SnippetChooser("id_a"); alert(1)',
        'new SnippetChooser("id_a", {"x": "</script><script>alert(1)"});',
        'new SnippetChooser(alert("1"));',
        'initDateChooser("id", {}); fetch("/steal")',
        '(function() { var panel = new InlinePanel(JSON.parse("" + alert(1))); })();',
    ],
)
def test_what_anybody_else_writes_may_not(script: str) -> None:
    html = f"<script>{script}</script>"

    assert mark(html, lambda: "n1") == html
