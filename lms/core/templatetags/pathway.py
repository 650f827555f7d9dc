"""Template filters that say figures, dates and times the way look.md asks, in the reader's time zone and language; and icons."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from lms.core import localized, wording

register = template.Library()
SPRITE = "vendor/bootstrap-icons/sprite.svg"
ICON = '<svg class="icon{sized}" {said} focusable="false"><use href="{sprite}#{name}"></use></svg>'


@register.filter
def hours(minutes: int | None) -> str:
    """Minutes as “12 h 35 min”; empty for nothing."""
    return "" if minutes is None or minutes == "" else wording.hours(int(minutes))


@register.filter
def day(value: date | datetime | None) -> str:
    """“Sept 14, 2026”, in Spanish “14 sept 2026”"""
    if not value:
        return ""
    if isinstance(value, datetime):
        return localized.day(timezone.localtime(value).date())
    return localized.day(value)


@register.filter
def clock(value: datetime | None) -> str:
    """“2:02 pm”, in Spanish “2:02 p. m.”"""
    return localized.clock(timezone.localtime(value)) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """“Sept 14, 2026, 2:02 pm”"""
    return localized.moment(timezone.localtime(value)) if value else ""


@register.filter
def stored_at(path: str) -> str:
    """The address of a file in the storage of the site's media, from its name there."""
    return default_storage.url(path)


@register.filter
def bytes_said(count: int) -> str:
    """``{{ file.size|bytes_said }}`` → 120 KB"""
    return wording.bytes_said(count)


@register.filter
def at(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """What ``mapping`` holds under ``key``; empty for nothing, and where there is no mapping."""
    return mapping.get(key, "") if mapping else ""


@register.simple_tag
def icon(name: str, alt: str = "", size: str = "") -> str:
    """An icon of the sprite, by its id in ``vendor/bootstrap-icons/sprite.svg``. ``alt`` where no word stands beside it; ``size`` is “lg” or nothing."""
    said = format_html('role="img" aria-label="{}"', alt) if alt else 'aria-hidden="true"'
    sized = f" icon-{size}" if size else ""
    return format_html(ICON, sized=sized, said=mark_safe(said), sprite=static(SPRITE), name=name)  # noqa: S308  one of the two texts above  # nosec B308, B703


@register.simple_tag
def counted(number: int, one: str, many: str = "") -> str:
    """“1 lesson”, “3 lessons”, in the language of the screen"""
    return localized.counted(number, one, many or None)
