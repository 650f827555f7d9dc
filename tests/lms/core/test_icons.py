"""An icon that is named in a template is there: a missing one shows as nothing at all."""

import re
from pathlib import Path

from django.template import Context, Template

ROOT = Path(__file__).parents[3]
SPRITE = (ROOT / "static/vendor/bootstrap-icons/sprite.svg").read_text()
NAMED = re.compile(r'\{% icon "([a-z0-9-]+)"|components/(?:empty|card_list)\.html"[^%]* icon="([a-z0-9-]+)"')


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    known = set(re.findall(r'<symbol id="([^"]+)"', SPRITE))
    named = {name for path in (ROOT / "templates").rglob("*.html") for pair in NAMED.findall(path.read_text()) for name in pair if name}

    assert len(named) > 40
    assert named - known == set()


def test_an_icon_beside_a_word_is_silent_and_one_alone_says_its_name() -> None:
    html = Template('{% load pathway %}{% icon "clock" %}|{% icon "lock" alt=said size="lg" %}').render(Context({"said": 'Closed "now" & then'}))

    beside, alone = html.split("|")
    assert 'aria-hidden="true"' in beside
    assert 'role="img" aria-label="Closed &quot;now&quot; &amp; then"' in alone
    assert ('class="icon icon-lg"' in alone, "#lock" in alone) == (True, True)
