"""How figures of item analysis and of the gradebook are said."""

from fractions import Fraction

from django import template

from assessments.statistics import Figure
from lms.core.wording import counted

register = template.Library()


@register.filter
def percent(share: float | Fraction | None) -> str:
    """``0.537`` → ``53 %``: rounded down, as scores are everywhere."""
    return "–" if share is None else f"{int(share * 100)} %"


@register.filter
def told_percent(figure: Figure) -> str:
    return percent(figure.value)


@register.filter
def told(figure: Figure) -> str:
    """``0.43``, with a true minus sign; “–” where it cannot be told."""
    return "–" if figure.value is None else f"{figure.value:.2f}".replace("-", "−").replace("−0.00", "0.00")


@register.filter
def told_time(figure: Figure) -> str:
    """``1 min 20 s``"""
    if figure.value is None:
        return "–"
    minutes, seconds = divmod(round(figure.value), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


@register.filter
def points(value: Fraction) -> str:
    """``7``, ``15/2``: exact."""
    return str(value)


@register.filter
def points_of(value: Fraction, maximum: int) -> str:
    return f"{value} of {counted(maximum, 'point')}"
