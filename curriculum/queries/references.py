"""What lessons and terms refer to, and where a reference leads."""

from collections.abc import Iterable
from html import unescape
from re import sub
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from curriculum.citations.base import Citation
from curriculum.citations.marking import Word
from curriculum.citations.provisions import canonical, covers, references_in, sections_around, wholes_of
from curriculum.models import Authority, GlossaryTerm


def references_of_body(body: dict[str, Any], listed: Iterable[str] | None = None) -> dict[str, str]:
    """Canonical name → key of everything a snapshot's body refers to: its texts, its checks with their answers, and what its author ``listed``.

    The body also names the authorities that its texts lead to: 208.13 for a text that cites 208.13(b)(1). That text does not cite the
    whole section. Without ``listed``, an authority that only covers what the texts cite is taken to be of this kind.
    """
    found = references_of_texts(text for part in body["parts"] for text in _texts(part))
    if listed is None:
        keys = {canonical(authority["key"]): authority["key"] for authority in body["authorities"]}
        return found | {name: key for name, key in keys.items() if not any(covers(name, cited) for cited in found)}
    return found | {canonical(key): key for key in listed}


def _texts(part: dict[str, Any]) -> Iterable[str]:
    if part["kind"] == "html":
        return [_plain(part["html"])]
    return [part["stem"], _plain(part["explanation_html"] or ""), *strings_in(part["content"])]


def strings_in(data: Any) -> list[str]:
    """Every text inside nested lists and mappings."""
    if isinstance(data, str):
        return [data]
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for one in inside for text in strings_in(one)]


def _plain(html: str) -> str:
    return unescape(sub(r"<[^>]+>", " ", html))


def inside_of(canonicals: Iterable[str], field: str = "canonical") -> Q:
    """Rows whose ``field`` is one of these provisions or stands inside one of them."""
    asked = Q(pk__in=[])
    for name in canonicals:
        asked |= Q(**{field: name}) | Q(**{f"{field}__startswith": f"{name}("}) | Q(**{f"{field}__startswith": f"{name}."})
    return asked


def touched_by(canonicals: Iterable[str], field: str = "canonical") -> Q:
    """Rows whose ``field`` a change of these provisions reaches: it, a part of it, or the section it stands in (decision 39)."""
    names = list(canonicals)
    return inside_of(names, field) | Q(**{f"{field}__in": [whole for name in names for whole in sections_around(name)]})


def twins_of(authority: Authority) -> QuerySet[Authority]:
    """The authority and those that name the same provision otherwise: ``INA 208`` and ``8 USC 1158``."""
    return Authority.objects.filter(canonical=authority.canonical)


class Directory:
    """Where each reference leads, with the authorities read once: to the closest provision of ours, else to the public text."""

    def __init__(self) -> None:
        self._named: dict[str, list[Authority]] = {}
        for authority in Authority.objects.order_by("pk"):
            self._named.setdefault(authority.canonical, []).append(authority)

    def authority_of(self, citation: Citation) -> Authority | None:
        """The closest authority that covers what is cited; of twins, the one that is named like the citation."""
        for whole in wholes_of(citation.same_as or citation.key):
            if twins := self._named.get(whole):
                corpus = citation.key.split(" ")[0]
                return next((one for one in twins if one.key.startswith(corpus)), twins[0])
        return None

    def href_of(self, citation: Citation) -> str:
        authority = self.authority_of(citation)
        return reverse("law:authority", kwargs={"slug": authority.slug}) if authority else citation.url


def glossary_terms() -> dict[str, GlossaryTerm]:
    return {term.slug: term for term in GlossaryTerm.objects.all()}


def words_of(terms: Iterable[GlossaryTerm]) -> list[Word]:
    """Glossary terms as the marker needs them."""
    return [Word(term.slug, term.spellings, reverse("law:term", kwargs={"slug": term.slug})) for term in terms]


def references_of_texts(texts: Iterable[str]) -> dict[str, str]:
    """Canonical name → key of everything several texts refer to."""
    found: dict[str, str] = {}
    for text in texts:
        for name, key in references_in(text).items():
            found.setdefault(name, key)
    return found
