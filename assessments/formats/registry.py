"""Every question format there is, in the order people see them. A new one is a file and a line here."""

from assessments.formats.base import Format
from lms.core.registry import Registry

question_formats: Registry[Format] = Registry("question format")


def guessed_format(name: str, beginning: bytes) -> Format | None:
    """The first format that a file of this name and beginning looks like."""
    return next((one for one in question_formats if one.fits(name, beginning)), None)
