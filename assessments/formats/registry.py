"""Every question format there is, in the order people see them. A new one is a file and a line here."""

from assessments.formats.aiken import Aiken
from assessments.formats.base import Format
from assessments.formats.csv_file import Csv
from assessments.formats.gift import Gift
from assessments.formats.moodle_xml import MoodleXml
from assessments.formats.olx.format import Olx
from assessments.formats.qti.format import Qti, Qti3, Qti12
from lms.core.registry import Registry

question_formats: Registry[Format] = Registry("question format")
question_formats.register(MoodleXml.key, MoodleXml())
question_formats.register(Olx.key, Olx())  # before QTI, which takes every ZIP that is not known to hold a course
question_formats.register(Qti.key, Qti())
question_formats.register(Qti12.key, Qti12())
question_formats.register(Qti3.key, Qti3())
question_formats.register(Aiken.key, Aiken())
question_formats.register(Gift.key, Gift())
question_formats.register(Csv.key, Csv())


def guessed_format(name: str, beginning: bytes) -> Format | None:
    """The first format that a file of this name and beginning looks like."""
    return next((one for one in question_formats if one.fits(name, beginning)), None)
