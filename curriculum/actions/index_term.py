"""Finding what a glossary term cites, each time it is saved."""

from django.db import transaction

from curriculum.citations.provisions import references_in
from curriculum.models import GlossaryTerm, TermCitation


@transaction.atomic
def index_term(term: GlossaryTerm) -> None:
    TermCitation.objects.filter(term=term).delete()
    TermCitation.objects.bulk_create(TermCitation(term=term, canonical=name, key=key) for name, key in references_in(term.definition).items())
