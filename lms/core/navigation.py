"""The items of the page header and of the pages it leads to; each app adds its own in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from lms.core.registry import Registry


@dataclass(frozen=True)
class Item:
    """One link of the header, or with ``hint`` one that stands on the page of its ``part`` instead.

    ``visible`` is asked about the signed-in person and must cost no query of its own.
    """

    label: str
    url_name: str
    icon: str
    visible: Callable[[Any], bool]
    order: int
    part: str = ""
    hint: str = ""


_items: Registry[Item] = Registry("navigation item")


def register(label: str, url_name: str, icon: str, visible: Callable[[Any], bool], order: int, *, part: str = "", hint: str = "") -> None:
    """Add a link, its label marked with ``gettext_noop``: it is said in the language of each request. Raises ``ValueError`` when the route is already there."""
    _items.register(url_name, Item(label, url_name, icon, visible, order, part, hint))


def items_for(person: Any, path: str) -> list[dict[str, Any]]:
    """The links ``person`` sees, in order, each ``{label, url, icon, current}``; the longest matching url is current."""
    shown = [{"label": gettext(item.label), "url": reverse(item.url_name), "icon": item.icon, "current": False} for item in _seen(person, "")]
    matching = [link for link in shown if link["url"] == path or (link["url"] != "/" and path.startswith(str(link["url"])))]
    if matching:
        max(matching, key=lambda link: len(str(link["url"])))["current"] = True
    return shown


def items_in(part: str, person: Any) -> list[dict[str, Any]]:
    """The links of a part, in order, each ``{label, url, icon, hint}``."""
    return [{"label": item.label, "url": reverse(item.url_name), "icon": item.icon, "hint": item.hint} for item in _seen(person, part)]


def _seen(person: Any, part: str) -> list[Item]:
    return [item for item in sorted(_items, key=lambda item: item.order) if item.part == part and item.visible(person)]
