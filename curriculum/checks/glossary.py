"""The glossary is large enough to be of use, and no word of it means two things."""

from curriculum.checks.folder import CurriculumFolder
from curriculum.importers.folder.faults import Faults

LEAST = 150


def check(folder: CurriculumFolder, faults: Faults) -> str:
    path, terms = folder.root / "glossary.yaml", folder.terms
    if terms is None:
        faults.add(path, f"it is missing. Write a glossary of at least {LEAST} terms.")
        return "no glossary"
    if len(terms) < LEAST:
        faults.add(path, f"it has {len(terms)} terms, at least {LEAST} are needed. Write {LEAST - len(terms)} more.")
    forms: dict[str, str] = {}
    slugs: set[str] = set()
    for term in terms:
        if term.shape.slug in slugs:
            faults.add(path, f"the slug “{term.shape.slug}” stands twice. Give one of the terms another.", folder.line(path, *term.place))
        slugs.add(term.shape.slug)
        for form in (term.shape.term, *term.shape.forms):
            if form.casefold() in forms:
                said = f"“{form}” stands at “{forms[form.casefold()]}” and at “{term.shape.term}”. A lesson can link it to one only: take it out of the other."
                faults.add(path, said, folder.line(path, *term.place))
            forms.setdefault(form.casefold(), term.shape.term)
    return f"{len(terms)} terms in {len(forms)} forms"
