"""What the security page says about the reader's own second factor."""

from typing import Any

from django import template

from lms.people.queries.second_factor import has_second_factor
from lms.people.rules import needs_second_factor

register = template.Library()


@register.simple_tag(takes_context=True)
def second_factor_missing(context: dict[str, Any]) -> bool:
    """True while the person's role asks for a second factor and none is set up."""
    person = context["request"].user
    return needs_second_factor(person) and not has_second_factor(person)
