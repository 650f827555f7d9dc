"""Every route of the installation, ours and the libraries', and a path for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

OURS = ("lms.", "curriculum.", "assessments.", "accreditation.")


@dataclass(frozen=True)
class Route:
    """``name`` carries its namespaces; a route without a name is called by its pattern."""

    name: str
    template: str  # "/people/%(public_id)s/close/"
    arguments: tuple[str, ...]
    view: Callable[..., Any]

    @cached_property
    def is_ours(self) -> bool:
        return f"{view_module(self.view)}.".startswith(OURS)

    def path(self, **values: Any) -> str:
        return self.template % values


def view_module(view: Callable[..., Any]) -> str:
    inner: Any = getattr(view, "view_class", None) or view
    return str(getattr(inner, "__module__", ""))


def every_route() -> list[Route]:
    """In the order in which Django tries them; a path that an earlier route answers already is left out."""
    found: dict[str, Route] = {}
    for route in _below(get_resolver(), "/", (), ()):
        found.setdefault(route.template, route)
    return list(found.values())


def _below(resolver: URLResolver, path: str, arguments: tuple[str, ...], namespaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        template, more = normalize(entry.pattern.regex.pattern)[0]
        below, taken = path + template, (*arguments, *more)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _below(entry, below, taken, inner)
        elif isinstance(entry, URLPattern):
            name = ":".join((*namespaces, entry.name)) if entry.name else f"path {below}"
            yield Route(name, below, taken, entry.callback)
