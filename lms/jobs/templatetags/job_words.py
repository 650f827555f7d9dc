"""How a job's progress is said."""

from django import template

register = template.Library()

_ORDINALS = ("", "next", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@register.filter
def of(done: int, total: int) -> str:
    """“7 of 12”"""
    return f"{done} of {total}"


@register.filter
def in_line(place: int) -> str:
    """“You are second in line”; empty for a job that does not wait."""
    if place < 1:
        return ""
    if place < len(_ORDINALS):
        return f"You are {_ORDINALS[place]} in line"
    return f"{place - 1} jobs are ahead of yours"
